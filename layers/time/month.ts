/** A civil month, `2027-11`. */
export type Month = string;

/** The last civil day of a month, as a date. It needs no clock and no zone, and so none of what reckons with them. */
export function lastDay(month: Month): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
