/**
 * What a day must come to, computed from its publications alone. It stands apart from the product on purpose: it imports
 * nothing of it, and says in its own words what counts.
 */
import type { Message, Publication } from './deposits.ts';

export interface DaySum {
  /** What somebody earned who holds these: a customer id and card numbers. */
  earnedBy(holders: readonly string[]): number;
  /** How many deposits count. */
  readonly deposits: number;
  /** Publications that must end as dead letters. */
  readonly deadLetters: number;
}

const pointsFor: Record<string, number> = { pet: 2, can: 3, glass: 4, carton: 1 };

export function sumOf(day: readonly Publication[]): DaySum {
  const points = new Map<string, Map<string, number>>();
  const seen = new Set<string>();
  let deadLetters = 0;
  for (const { machine, clockOff, message } of day) {
    const holder = holderOf(message);
    if (holder === undefined) deadLetters += 1;
    else if (seen.has(`${machine} ${holder.id}`)) continue;
    else if (Math.abs(clockOff) > 300) deadLetters += 1;
    else {
      seen.add(`${machine} ${holder.id}`);
      const weeks = points.get(holder.who) ?? new Map<string, number>();
      points.set(holder.who, weeks.set(holder.week, (weeks.get(holder.week) ?? 0) + holder.points));
    }
  }
  return {
    earnedBy: (holders) => capped(holders.map((holder) => points.get(holder))),
    deposits: seen.size,
    deadLetters,
  };
}

/** A person earns so much in a week and no more, with all of their cards together. */
const mostOfAWeek = 1_000;

function capped(weeksOf: readonly (ReadonlyMap<string, number> | undefined)[]): number {
  const sums = new Map<string, number>();
  for (const [week, points] of weeksOf.flatMap((weeks) => [...(weeks ?? [])])) {
    sums.set(week, (sums.get(week) ?? 0) + points);
  }
  return [...sums.values()].reduce((total, points) => total + Math.min(points, mostOfAWeek), 0);
}

const madrid = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Madrid' });

/** The Monday of a moment's week, by the calendars of Madrid. */
function weekOf(at: string): string {
  const day = new Date(madrid.format(new Date(at)));
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

/** Whose a message is and what it is worth; undefined where it is no message at all. */
function holderOf(message: Message | string): { id: string; who: string; week: string; points: number } | undefined {
  if (typeof message === 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(message.id)) return undefined;
  const { citizen, items } = message.data as {
    citizen: { customerId?: string; card?: string };
    items: { material: string; grams: number }[];
  };
  if (items.length === 0 || items.some(({ grams }) => grams < 0)) return undefined;
  const points = items.reduce((sum, { material }) => sum + (pointsFor[material] ?? 0), 0);
  return { id: message.id, who: citizen.customerId ?? citizen.card ?? '', week: weekOf(message.at), points };
}
