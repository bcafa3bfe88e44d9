import type { Instant } from '#layers/time/clock.ts';
import { activeOf, type Head, sharesOf } from './head.ts';
import { good, type Lot, type Share, sumOf, takeFirst, without } from './lots.ts';

/** Where points that are asked back come from, and what is done about those that are not there. */
export type Source =
  | { readonly from: 'pending' }
  | {
      readonly from: 'lots';
      readonly shares: readonly Share[];
      readonly reach: number;
      readonly rest: 'owed' | 'forgiven';
    };

/** How one demand was met. */
export interface Collected {
  readonly shares: readonly Share[];
  readonly pending: number;
  readonly owed: number;
  readonly forgiven: number;
}

/**
 * P05: points that are active already are taken as the programme says: not at all, as far as the balance reaches, or
 * beyond it as a debt. The lot that they went into comes first, then those soonest to expire, of all accounts.
 */
export function activeSource(
  policy: 'only-pending' | 'within-balance' | 'negative',
  heads: readonly [Head, ...Head[]],
  lot: Lot,
  asOf: Instant,
): Source {
  if (policy === 'only-pending') return { from: 'lots', shares: [], reach: 0, rest: 'forgiven' };
  const own = (share: Share) => share.accountId === heads[0].accountId && share.lot === lot;
  const held = good(sharesOf(heads), asOf);
  return {
    from: 'lots',
    shares: [...held.filter(own), ...held.filter((share) => !own(share))],
    reach: Math.max(0, activeOf(heads, asOf)),
    rest: policy === 'negative' ? 'owed' : 'forgiven',
  };
}

/** Meets demands one after the other from a source. */
export function collect(demands: readonly number[], source: Source): Collected[] {
  const nothing = { shares: [], pending: 0, owed: 0, forgiven: 0 };
  if (source.from === 'pending') return demands.map((points) => ({ ...nothing, pending: points }));
  let { reach, shares } = source;
  return demands.map((points) => {
    const taken = takeFirst(shares, Math.min(points, reach));
    reach -= sumOf(taken);
    shares = without(shares, taken);
    return { ...nothing, shares: taken, [source.rest]: points - sumOf(taken) };
  });
}
