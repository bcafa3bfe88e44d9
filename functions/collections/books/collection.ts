import type { Tolerance } from '#brands/programmes.ts';
import type { Balance } from '#events/values/balance.ts';
import type { Containers } from '#events/values/containers.ts';
import type { Masses } from '#events/values/masses.ts';
import type { Instant } from '#layers/time/clock.ts';
import { balanceOf } from '../rules.ts';

/** What was counted of an emptied bin, for good. */
export interface Count {
  readonly deposits: number;
  readonly containers: Containers;
  /** Those among them that arrived when the books of their own emptying were closed. */
  readonly lateDeposits: number;
  readonly late: Containers;
}

/** A bin that is to be emptied, was emptied, or is not to be emptied here after all. */
export interface Bin {
  readonly deviceId: string;
  readonly siteId: string;
  readonly state: 'asked' | 'emptied' | 'withdrawn';
  readonly movedTo?: string;
  /** Why it was withdrawn, in somebody's words. */
  readonly reason?: string;
}

export interface EmptiedBin {
  readonly deviceId: string;
  readonly emptiedAt: Instant;
  readonly closesAt: Instant;
  readonly count?: Count;
}

/** A weighing ticket or a recycler's receipt. A correction is one more, which names what it replaces; without masses it makes that void. */
export interface Paper {
  readonly id: string;
  readonly number: string;
  readonly issuer: string;
  readonly issuedAt: Instant;
  readonly masses: Masses;
  readonly replaces?: string;
  /** Who filed it, and when; older ones lack it. */
  readonly filedBy?: string;
  readonly filedAt?: Instant;
}

export interface Review {
  readonly decision: 'accepted' | 'claimed';
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  /** The figures that were decided on: with others the question is open again. */
  readonly of: Balance;
}

/** Bins that travel together to a recycler, with all that was said of them. */
export interface Collection {
  readonly id: string;
  /** What people call it by. */
  readonly reference: string;
  readonly why: 'full' | 'by-hand';
  readonly requestedAt: Instant;
  /** As the programme stood when it was asked for. */
  readonly tolerance: Tolerance;
  readonly bins: readonly Bin[];
  readonly emptyings: readonly EmptiedBin[];
  readonly weighings: readonly Paper[];
  readonly receipts: readonly Paper[];
  /** What was decided, the last at the end. */
  readonly reviews: readonly Review[];
}

export const states = ['requested', 'emptied', 'reconciled', 'review', 'reviewed', 'withdrawn'] as const;
export type State = (typeof states)[number];

export const awaited = ['emptying', 'weighing', 'receipt', 'count', 'review'] as const;

/** Where a collection stands, whatever the order in which its facts came. */
export interface Standing {
  readonly state: State;
  readonly next: readonly (typeof awaited)[number][];
  readonly balance?: Balance;
}

/** The papers that say something, and that no other replaces. */
export const inForce = (papers: readonly Paper[]): Paper[] =>
  papers.filter(({ id, masses }) => masses.length > 0 && !papers.some(({ replaces }) => replaces === id));

export function standing(collection: Collection): Standing {
  const { bins, emptyings, reviews } = collection;
  const [weighings, receipts] = [inForce(collection.weighings), inForce(collection.receipts)];
  const asked = bins.some(({ state }) => state === 'asked');
  const empty = emptyings.length === 0;
  if (!asked && empty && weighings.length + receipts.length === 0) return { state: 'withdrawn', next: [] };
  const missing: [boolean, (typeof awaited)[number]][] = [
    [asked || empty, 'emptying'],
    [weighings.length === 0, 'weighing'],
    [receipts.length === 0, 'receipt'],
    [emptyings.some(({ count }) => count === undefined), 'count'],
  ];
  const next = missing.flatMap(([lacks, what]) => (lacks ? [what] : []));
  if (next.length > 0) return { state: asked || empty ? 'requested' : 'emptied', next };
  const massesOf = (papers: Paper[]) => papers.flatMap(({ masses }) => masses);
  const deposited = emptyings.flatMap(({ count }) => count?.containers ?? []);
  const masses = { deposited, weighed: massesOf(weighings), received: massesOf(receipts) };
  const balance = balanceOf(masses, collection.tolerance);
  if (balance.every(({ agrees }) => agrees)) return { state: 'reconciled', next: [], balance };
  if (same(reviews.at(-1)?.of, balance)) return { state: 'reviewed', next: [], balance };
  return { state: 'review', next: ['review'], balance };
}

/** Whether two balances say the same; their fields may be stored in another order. */
export const same = (a: Balance | undefined, b: Balance | undefined): boolean => text(a) === text(b);

const text = (balance: Balance = []): string =>
  JSON.stringify(
    balance.map(({ material, deposited, weighed, received, agrees }) => [
      material,
      deposited,
      weighed,
      received,
      agrees,
    ]),
  );
