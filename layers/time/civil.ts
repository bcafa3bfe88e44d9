import { Temporal } from 'temporal-polyfill';
import type { Instant } from './clock.ts';
import type { Month } from './month.ts';

/** The civil month in which `at` falls in `zone`, moved by `months`. */
export function civilMonth(at: Instant, zone: string, months = 0): Month {
  return civilDay(at, zone).toPlainYearMonth().add({ months }).toString();
}

/** The month of a civil day, moved by `months`. */
export const monthOf = (day: string, months: number): Month =>
  Temporal.PlainDate.from(day).toPlainYearMonth().add({ months }).toString();

/** The first instant of the month after `month` in `zone`: midnight, or when the day begins where there is none. */
export function endOfMonth(month: Month, zone: string): Instant {
  return startOf(Temporal.PlainYearMonth.from(month).add({ months: 1 }).toPlainDate({ day: 1 }), zone);
}

/** The hour of the civil day, 0 to 23, at `at` in `zone`. */
export function civilHour(at: Instant, zone: string): number {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).hour;
}

/** The next instant after `at` at which the clocks of `zone` show `hour`:00. */
export function nextAtHour(at: Instant, zone: string, hour: number): Instant {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  const on = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone: zone, plainTime: { hour } });
  const today = on(local.toPlainDate());
  const next = Temporal.ZonedDateTime.compare(today, local) > 0 ? today : on(local.toPlainDate().add({ days: 1 }));
  return new Date(next.epochMilliseconds).toISOString();
}

/** The Monday with which the civil week of `at` begins in `zone`, `2026-11-23`. */
export function civilWeek(at: Instant, zone: string): string {
  const day = civilDay(at, zone);
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}

/** The instant at which the civil days after the day of `at` are over, so many of them, in `zone`. */
export function daysAfter(at: Instant, zone: string, days: number): Instant {
  return startOf(civilDay(at, zone).add({ days: days + 1 }), zone);
}

/** When the civil day begins on which `at` was so many months ago in `zone`; the month's last day where it is shorter. */
export function monthsAfter(at: Instant, zone: string, months: number): Instant {
  return startOf(civilDay(at, zone).add({ months }), zone);
}

/** When the birthday of a civil year begins in `zone`. Who was born on 29 February has it on the 28th in common years. */
export function birthdayIn(year: number, zone: string, born: string): Instant {
  const birth = Temporal.PlainDate.from(born);
  return startOf(birth.add({ years: year - birth.year }), zone);
}

/** When the next birthday after `at` begins in `zone`. */
export function nextBirthday(at: Instant, zone: string, born: string): Instant {
  const year = civilYear(at, zone);
  const thisYear = birthdayIn(year, zone, born);
  return thisYear > at ? thisYear : birthdayIn(year + 1, zone, born);
}

/** The civil year of `at` in `zone`. */
export const civilYear = (at: Instant, zone: string): number => civilDay(at, zone).year;

const civilDay = (at: Instant, zone: string): Temporal.PlainDate =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate();

const startOf = (day: Temporal.PlainDate, zone: string): Instant =>
  new Date(day.toZonedDateTime(zone).epochMilliseconds).toISOString();

/** The civil day on which `at` falls in `zone`, moved by `days`. */
export const civilDate = (at: Instant, zone: string, days = 0): string => civilDay(at, zone).add({ days }).toString();

/** A civil day moved by `days`. */
export const dayAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

/** When the clocks of `zone` show `hour`:00 on a civil day. */
export function atHour(day: string, zone: string, hour: number): Instant {
  const moment = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: { hour } });
  return new Date(moment.epochMilliseconds).toISOString();
}

/** When a civil day is over in `zone`. */
export const endOfDay = (day: string, zone: string): Instant => atHour(dayAfter(day, 1), zone, 0);
