/** Civil days by the clocks of a zone, reckoned for the reference alone: by `Intl` and the calendar's own arithmetic. */

export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const two = '2-digit' as const;
  const shown = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const;
  const clock = new Intl.DateTimeFormat('en-US', { ...shown, hourCycle: 'h23', timeZone: zone });
  clocks.set(zone, clock);
  return clock;
}

/** What the clocks of the zone show, as if it were UTC. */
function shownAt(at: number, zone: string): number {
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = clockOf(zone)
    .format(at)
    .split(/\D+/)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const dayOf = (shown: number): Day => {
  const date = new Date(shown);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

const asUtc = ({ year, month, day }: Day): number => Date.UTC(year, month - 1, day);

export const dayAt = (at: number, zone: string): Day => dayOf(shownAt(at, zone));

const begun = new Map<string, number>();

/** The first instant of a civil day: clocks that change do so by day in our zones, never at midnight. */
export function beginningOf(day: Day, zone: string): number {
  const key = `${asUtc(day)} ${zone}`;
  const known = begun.get(key);
  if (known !== undefined) return known;
  let at = asUtc(day);
  for (const _ of [1, 2]) at = asUtc(day) - (shownAt(at, zone) - at);
  begun.set(key, at);
  return at;
}

export const daysLater = (day: Day, days: number): Day => dayOf(asUtc(day) + days * 86_400_000);

export const mondayOf = (day: Day): Day => daysLater(day, -((new Date(asUtc(day)).getUTCDay() + 6) % 7));

export const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (lengths[month - 1] as number);

/** The same day so many months later, or the last one where the month is too short. */
export function monthsLater({ year, month, day }: Day, months: number): Day {
  const count = year * 12 + (month - 1) + months;
  const [then, inMonth] = [Math.floor(count / 12), (count % 12) + 1];
  return { year: then, month: inMonth, day: Math.min(day, daysIn(then, inMonth)) };
}

const digits = (number: number, length = 2): string => String(number).padStart(length, '0');

export const written = ({ year, month, day }: Day): string => `${digits(year, 4)}-${digits(month)}-${digits(day)}`;
