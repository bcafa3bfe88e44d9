import type { Tolerance } from '#brands/programmes.ts';
import type { Balance } from '#events/values/balance.ts';
import type { Containers } from '#events/values/containers.ts';
import type { Masses } from '#events/values/masses.ts';
import { days, type Instant, later } from '#layers/time/clock.ts';

/** An emptying of one bin: when it was, and when the books of what lay in the bin close. */
export interface Emptying {
  readonly emptiedAt: Instant;
  readonly closesAt: Instant;
}

/** When a deposit was made, by the machine's clock, and when it came to be known. */
export interface Deposit {
  readonly time: Instant;
  readonly recordedAt: Instant;
}

/**
 * R04: the emptying with which a deposit is counted: of those after it whose books were open when it was recorded, the one
 * that closes first. So each deposit is counted once, and what was counted stays: an emptying that is reported later closes
 * later. None: it lies in the bin still.
 */
export function countedWith<E extends Emptying>(emptyings: readonly E[], { time, recordedAt }: Deposit): E | undefined {
  const open = emptyings.filter(({ emptiedAt, closesAt }) => time <= emptiedAt && recordedAt <= closesAt);
  return open.reduce<E | undefined>((first, each) => (first && closesBefore(first, each) ? first : each), undefined);
}

/** The emptying that carried a deposit away, whenever it came to be known. Where another counts it, it was late. */
export function carriedBy<E extends Emptying>(emptyings: readonly E[], { time }: Deposit): E | undefined {
  const after = emptyings.filter(({ emptiedAt }) => time <= emptiedAt);
  return after.reduce<E | undefined>(
    (first, each) => (first && first.emptiedAt < each.emptiedAt ? first : each),
    undefined,
  );
}

const closesBefore = (a: Emptying, b: Emptying): boolean =>
  a.closesAt === b.closesAt ? a.emptiedAt < b.emptiedAt : a.closesAt < b.closesAt;

/** A deposit is recorded within so long: 30 days in the machine, 4 in a queue, 14 as a dead letter, and some to spare. */
export const longestDelay = days(60);

/** No deposit before this is counted with `mine`: the last emptying whose books close before has them all. */
export function countFrom(emptyings: readonly Emptying[], mine: Emptying): Instant | undefined {
  const before = emptyings.filter((each) => closesBefore(each, mine) && each.emptiedAt < mine.emptiedAt);
  const last = before
    .map(({ emptiedAt }) => emptiedAt)
    .sort()
    .at(-1);
  return last && later(last, -longestDelay);
}

/** Sums by material, sorted by it. */
export function together(...sums: readonly Containers[]): Containers {
  const all = new Map<string, { count: number; grams: number }>();
  for (const { material, count, grams } of sums.flat()) {
    const sum = all.get(material) ?? { count: 0, grams: 0 };
    all.set(material, { count: sum.count + count, grams: sum.grams + grams });
  }
  return [...all].map(([material, sum]) => ({ material, ...sum })).sort(byMaterial);
}

const byMaterial = (a: { material: string }, b: { material: string }): number => (a.material < b.material ? -1 : 1);

/** What the machine, the scale and the recycler say of each material, and whether any two of them differ by too much. */
export function balanceOf(
  { deposited, weighed, received }: { deposited: Masses; weighed: Masses; received: Masses },
  { perMille, grams }: Tolerance,
): Balance {
  const witnesses = [gramsBy(deposited), gramsBy(weighed), gramsBy(received)] as const;
  const materials = new Set(witnesses.flatMap((witness) => [...witness.keys()]));
  return [...materials]
    .map((material) => {
      const said = witnesses.map((witness) => witness.get(material) ?? 0) as [number, number, number];
      const allowed = Math.max(grams, Math.floor((said[0] * perMille) / 1000));
      const agrees = Math.max(...said) - Math.min(...said) <= allowed;
      return { material, deposited: said[0], weighed: said[1], received: said[2], allowed, agrees };
    })
    .sort(byMaterial);
}

function gramsBy(masses: readonly { material: string; grams: number }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { material, grams } of masses) sums.set(material, (sums.get(material) ?? 0) + grams);
  return sums;
}
