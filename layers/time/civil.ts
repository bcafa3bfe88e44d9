import { Temporal } from 'temporal-polyfill';
import type { Instant } from './clock.ts';

/** A civil month, `2027-11`. */
export type Month = string;

/** The civil month in which `at` falls in `zone`, moved by `months`. */
export function civilMonth(at: Instant, zone: string, months = 0): Month {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toPlainYearMonth().add({ months }).toString();
}

/** The last civil day of `month`, as a date. */
export function lastDay(month: Month): string {
  const { year, month: number, daysInMonth } = Temporal.PlainYearMonth.from(month);
  return Temporal.PlainDate.from({ year, month: number, day: daysInMonth }).toString();
}

/** The first instant of the month after `month` in `zone`: midnight, or when the day begins where there is none. */
export function endOfMonth(month: Month, zone: string): Instant {
  const next = Temporal.PlainYearMonth.from(month).add({ months: 1 }).toPlainDate({ day: 1 });
  return new Date(next.toZonedDateTime(zone).epochMilliseconds).toISOString();
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

/** The civil day on which `at` falls in `zone`, moved by `days`. */
export function civilDay(at: Instant, zone: string, days = 0): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().add({ days }).toString();
}

/** A civil day moved by `days`. */
export const dayAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

/** When the clocks of `zone` show `hour`:00 on a civil day. */
export function atHour(day: string, zone: string, hour: number): Instant {
  const moment = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: { hour } });
  return new Date(moment.epochMilliseconds).toISOString();
}

/** When a civil day is over in `zone`. */
export const endOfDay = (day: string, zone: string): Instant => atHour(dayAfter(day, 1), zone, 0);
