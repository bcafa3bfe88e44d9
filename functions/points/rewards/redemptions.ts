import type { Programme, Reward } from '#brands/programmes.ts';
import type { Event } from '#events/event.ts';
import { pointsRedeemed } from '#events/points/points.redeemed.ts';
import { rewardRedeemed } from '#events/points/reward.redeemed.ts';
import { personBehind } from '#layers/published/customers/person.ts';
import { newReference } from '#layers/reference/kept.ts';
import { problem as common } from '#layers/runtime/problem.ts';
import { type Change, create, type Key, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { type Said, say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get, queryIndex } from '#layers/table/read.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { type Instant, now } from '#layers/time/clock.ts';
import { headsBooked } from '../expiry/expiry.ts';
import { limitKey } from '../ledger/account.ts';
import { causeOf } from '../ledger/entries.ts';
import { activeOf, type Head, sharesOf } from '../ledger/head.ts';
import { lotsOf, type Share, sumOf, take } from '../ledger/lots.ts';
import { withdraw } from '../ledger/posting.ts';
import { problem } from '../problems.ts';
import { freePiece, type Piece, takePiece } from './stock.ts';

/** What a member got for points. */
export interface Redemption {
  readonly id: string;
  /** What people call it by. */
  readonly reference: string;
  readonly rewardId: string;
  readonly points: number;
  readonly state: 'redeemed' | 'cancelled';
  /** A partner's code, where the reward is one. */
  readonly code?: string;
}

/**
 * As stored: with all that undoing it takes, whatever the catalogue says by then: what was taken from where, the entries that
 * say so, whether a piece is to go back into stock, and whether it counted towards the person's limit.
 */
export interface StoredRedemption extends Redemption {
  readonly customerId: string;
  readonly taken: readonly Share[];
  readonly entries: Readonly<Record<string, Event['cause']>>;
  readonly piece: boolean;
  readonly limited: boolean;
}

export const redemptionKey = (brand: string, id: string): Key => ({
  pk: `points#${brand}#redemption#${id}`,
  sk: 'redemption',
});

/** What is shown of a redemption. */
export const redemptionIn = ({ id, reference, rewardId, points, state, code }: StoredRedemption): Redemption => ({
  ...{ id, reference, rewardId, points, state },
  ...(code && { code }),
});

/** A redemption with whose it is. Throws `not-found`. */
export async function redemptionOf(brand: string, id: string): Promise<Redemption & { customerId: string }> {
  const found = await storedRedemption(brand, id);
  return { ...redemptionIn(found), customerId: found.customerId };
}

export async function storedRedemption(brand: string, id: string): Promise<StoredRedemption> {
  const found = await get<StoredRedemption>(redemptionKey(brand, id));
  if (found === undefined) throw common('not-found');
  return found;
}

/** A reward of the brand's catalogue. Throws `reward-unknown`. */
export function rewardOf({ points }: Programme, rewardId: string): Reward {
  const reward = points?.rewards.find(({ id }) => id === rewardId);
  if (reward === undefined) throw problem('reward-unknown');
  return reward;
}

/**
 * P07: exchanges points for a reward in one transaction: the entries, soonest to expire first over all of the customer's
 * accounts, the piece out of stock, and the person's limit. Or nothing, with the reason.
 */
export async function redeem(origin: Origin, customerId: string, reward: Reward): Promise<Redemption> {
  if (!(await isFor(origin.brand, customerId, reward))) throw problem('reward-not-for-you');
  return retryOnConflict(async (attempt) => {
    const [heads, piece] = await Promise.all([headsBooked(origin, customerId), pieceFor(origin.brand, reward)]);
    const taken = activeOf(heads, now()) < reward.points ? undefined : take(sharesOf(heads), reward.points, now());
    if (taken === undefined) throw problem('not-enough-points');
    const id = `r-${origin.cause.id}`;
    const { reference, kept } = newReference(origin, 'redemption', id, attempt);
    const redemption: Redemption = {
      ...{ id, reference },
      rewardId: reward.id,
      points: reward.points,
      state: 'redeemed',
      ...(piece?.code !== undefined && { code: piece.code }),
    };
    const { events, changes } = exchange(origin, { customerId, reward, redemption, taken, piece }, heads);
    const { answer } = await commit(origin, { events, changes: [...changes, kept], answer: redemption });
    return answer;
  });
}

/** Whether a reward is meant for somebody: some are for customers of a segment only. */
export async function isFor(brand: string, customerId: string, { segments }: Reward): Promise<boolean> {
  if (segments === undefined) return true;
  const mine = (await personBehind(brand, customerId))?.segments ?? [];
  return segments.some((segment) => mine.includes(segment));
}

async function pieceFor(brand: string, { id, stock }: Reward): Promise<Piece | undefined> {
  if (stock === 'unlimited') return undefined;
  const piece = await freePiece(brand, id);
  if (piece === undefined) throw problem('reward-out-of-stock');
  return piece;
}

interface Exchange {
  readonly customerId: string;
  readonly reward: Reward;
  readonly redemption: Redemption;
  readonly taken: readonly Share[];
  readonly piece: Piece | undefined;
}

function exchange(
  origin: Origin,
  { customerId, reward, redemption, taken, piece }: Exchange,
  heads: readonly [Head, ...Head[]],
): { events: Said[]; changes: Change[] } {
  const { brand, cause } = origin;
  const { id: redemptionId, reference, rewardId, points } = redemption;
  const touched = heads.flatMap(({ accountId }) => {
    const shares = taken.filter((share) => share.accountId === accountId);
    return shares.length === 0 ? [] : [{ accountId, shares }];
  });
  const entriesOf = (accountId: string) => events.filter(({ about }) => about === accountId).length;
  const events = touched.map(({ accountId, shares }) => {
    const data = { accountId, points: sumOf(shares), lots: lotsOf(shares), redemptionId, rewardId };
    return say(pointsRedeemed, { about: accountId, effect: 'redeemed', data });
  });
  const told = say(rewardRedeemed, {
    about: customerId,
    effect: 'reward',
    data: { customerId, redemptionId, reference, rewardId, points },
  });
  const entries = Object.fromEntries(
    touched.map(({ accountId }) => [accountId, causeOf(origin, accountId, 'redeemed')]),
  );
  const undoing = { taken, entries, piece: reward.stock === 'pieces', limited: reward.perPerson !== undefined };
  const stored: StoredRedemption = { ...redemption, customerId, ...undoing };
  const listed = { listPk: redemptionsList(brand, customerId), listSk: `${cause.time}#${redemptionId}` };
  return {
    events: [...events, told],
    changes: [
      ...withdraw(origin, heads, taken, entriesOf),
      ...(piece === undefined ? [] : [takePiece(piece)]),
      ...limiting(brand, customerId, reward),
      create({ ...redemptionKey(brand, redemptionId), ...stored, ...listed }),
    ],
  };
}

const redemptionsList = (brand: string, customerId: string): string => `points#${brand}#redemptions#${customerId}`;

/** What a customer got for points, newest first, from after `after` on; with the place of each in the list. */
export async function redemptionsOf(
  brand: string,
  customerId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ place: string; redemption: Redemption & { at: Instant } }[]> {
  const range = { after, newestFirst: true, limit };
  const items = await queryIndex<StoredRedemption & { listSk: string }>(
    'list',
    redemptionsList(brand, customerId),
    range,
  );
  return items.map((item) => {
    const at = item.listSk.slice(0, item.listSk.indexOf('#'));
    return { place: item.listSk, redemption: { ...redemptionIn(item), at } };
  });
}

function limiting(brand: string, customerId: string, { id, perPerson }: Reward): Change[] {
  if (perPerson === undefined) return [];
  const counted = { add: { taken: 1 }, when: { below: { taken: perPerson } }, orElse: () => problem('reward-limit') };
  return [update(limitKey(brand, customerId, id), counted)];
}
