/**
 * A month of one machine as plain data: what is thrown in, when the machine tells it, and when its bin is emptied. Made
 * from a seed, so that the same month can be told again.
 */
import { seeded } from './seeded.ts';

/** A session at the machine. `told`: as it happens, after the bin was emptied, or days later when the books are closed. */
export interface Session {
  readonly id: string;
  readonly at: string;
  readonly told: 'in-time' | 'held-back' | 'late';
  readonly items: readonly { readonly material: string; readonly grams: number }[];
}

/** What happens between two visits of the carrier. */
export interface Stretch {
  /** When the carrier's visit is over, and the machine has told all that it tells in time. */
  readonly until: string;
  /** When the bin was emptied: an hour before. What comes after lies in the new bag. */
  readonly emptiedAt: string;
  readonly sessions: readonly Session[];
  /** What the machine tells a second time, for it saw no answer. */
  readonly again: readonly Session[];
}

export interface MonthPlan {
  readonly seed: number;
  readonly deposits: number;
  readonly stretches: number;
  /** The first instant of the month. */
  readonly from: string;
}

/** How long a carrier stays away. */
export const stretchLength = 7 * 86_400_000;

/** The books of an emptying are closed so long after the carrier's visit. */
export const closedAfter = 25 * 3_600_000;

const materials: [string, number][] = [
  ['pet', 28],
  ['can', 14],
  ['glass', 350],
  ['carton', 30],
];

/** 5 % are told twice, 5 % after the bin was emptied, two light ones a stretch when it is too late, all in no order. */
export function makeMonth({ seed, deposits, stretches, from }: MonthPlan): Stretch[] {
  const random = seeded(seed);
  const any = (below: number): number => Math.floor(random() * below);
  const each = Math.ceil(deposits / stretches);
  return Array.from({ length: stretches }, (_, stretch): Stretch => {
    const start = Date.parse(from) + stretch * stretchLength;
    const until = start + stretchLength;
    const sessions = Array.from({ length: each }, (_, n): Session => {
      const late = n < 2 && stretch < stretches - 1;
      const told = late ? 'late' : random() < 0.05 ? 'held-back' : 'in-time';
      const items = Array.from({ length: late ? 2 : 1 + any(12) }, () => {
        const [material, grams] = materials[late ? 0 : any(materials.length)] as [string, number];
        return { material, grams: grams + any(5) };
      });
      // What is late lay in the bin when it was emptied; the last of the others come after.
      const length = late ? stretchLength - 2 * 3_600_000 : stretchLength;
      return { id: `m-${seed}-${stretch}-${n}`, at: new Date(start + any(length)).toISOString(), told, items };
    });
    const shuffled = sessions.map((session) => ({ session, by: random() })).sort((a, b) => a.by - b.by);
    return {
      until: new Date(until).toISOString(),
      emptiedAt: new Date(until - 3_600_000).toISOString(),
      sessions: shuffled.map(({ session }) => session),
      again: sessions.filter((_, n) => n % 20 === 7),
    };
  });
}
