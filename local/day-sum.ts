/**
 * What a day must come to, computed from its publications alone. It stands apart from the product on purpose: it imports
 * nothing of it, and says in its own words what counts.
 */
import type { Message, Publication } from './day.ts';

export interface DaySum {
  /** Points by customer id or card number. */
  readonly points: ReadonlyMap<string, number>;
  /** How many deposits count. */
  readonly deposits: number;
  /** Publications that must end as dead letters. */
  readonly deadLetters: number;
}

const pointsFor: Record<string, number> = { pet: 2, can: 3, glass: 4, carton: 1 };

export function sumOf(day: readonly Publication[]): DaySum {
  const points = new Map<string, number>();
  const seen = new Set<string>();
  let deadLetters = 0;
  for (const { machine, clockOff, message } of day) {
    const holder = holderOf(message);
    if (holder === undefined) deadLetters += 1;
    else if (seen.has(`${machine} ${holder.id}`)) continue;
    else if (Math.abs(clockOff) > 300) deadLetters += 1;
    else {
      seen.add(`${machine} ${holder.id}`);
      points.set(holder.who, (points.get(holder.who) ?? 0) + holder.points);
    }
  }
  return { points, deposits: seen.size, deadLetters };
}

/** Whose a message is and what it is worth; undefined where it is no message at all. */
function holderOf(message: Message | string): { id: string; who: string; points: number } | undefined {
  if (typeof message === 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(message.id)) return undefined;
  const { citizen, items } = message.data as {
    citizen: { customerId?: string; card?: string };
    items: { material: string; grams: number }[];
  };
  if (items.length === 0 || items.some(({ grams }) => grams < 0)) return undefined;
  const points = items.reduce((sum, { material }) => sum + (pointsFor[material] ?? 0), 0);
  return { id: message.id, who: citizen.customerId ?? citizen.card ?? '', points };
}
