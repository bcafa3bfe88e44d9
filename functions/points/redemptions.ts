import type { Programme, Reward } from '#brands/programmes.ts';
import type { Event } from '#events/event.ts';
import { pointsRedeemed } from '#events/points.redeemed.ts';
import { pointsReversed } from '#events/points.reversed.ts';
import { rewardCancelled } from '#events/reward.cancelled.ts';
import { rewardRedeemed } from '#events/reward.redeemed.ts';
import { problem as common } from '#layers/runtime/problem.ts';
import { type Change, create, type Key, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { eventId, eventKey, type Said, say, subjectOf } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { type Instant, now } from '#layers/time/clock.ts';
import { accountPartition, adding, heldBy, holding, taking, whileOvertaken } from './ledger.ts';
import { type Share, sumOf, take } from './lots.ts';
import { problem } from './problems.ts';
import { freePiece, type Piece, putBack, takePiece } from './stock.ts';

/** What a member got for points. */
export interface Redemption {
  readonly id: string;
  readonly rewardId: string;
  readonly points: number;
  readonly state: 'redeemed' | 'cancelled';
  /** A partner's code, where the reward is one. */
  readonly code?: string;
}

/** As stored: with what was taken from where, and the entries that say so. */
interface StoredRedemption extends Redemption {
  readonly customerId: string;
  readonly taken: readonly Share[];
  readonly entries: Readonly<Record<string, Event['cause']>>;
}

const redemptionKey = (brand: string, id: string): Key => ({
  pk: `points#${brand}#redemption#${id}`,
  sk: 'redemption',
});

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
  return whileOvertaken(async () => {
    const [shares, piece] = await Promise.all([holding(origin.brand, customerId), pieceFor(origin.brand, reward)]);
    const taken = take(shares, reward.points, now());
    if (taken === undefined) throw problem('not-enough-points');
    const redemption: Redemption = {
      id: `r-${origin.cause.id}`,
      rewardId: reward.id,
      points: reward.points,
      state: 'redeemed',
      ...(piece?.code !== undefined && { code: piece.code }),
    };
    const { answer } = await commit(origin, {
      ...exchange(origin, customerId, reward, redemption, taken, piece),
      answer: redemption,
    });
    return answer;
  });
}

async function pieceFor(brand: string, { id, stock }: Reward): Promise<Piece | undefined> {
  if (stock === 'unlimited') return undefined;
  const piece = await freePiece(brand, id);
  if (piece === undefined) throw problem('reward-out-of-stock');
  return piece;
}

function exchange(
  origin: Origin,
  customerId: string,
  reward: Reward,
  redemption: Redemption,
  taken: readonly Share[],
  piece: Piece | undefined,
): { events: Said[]; changes: Change[] } {
  const { brand } = origin;
  const { id: redemptionId, rewardId, points } = redemption;
  const accounts = [...new Set(taken.map(({ accountId }) => accountId))];
  const of = (account: string) => taken.filter(({ accountId }) => accountId === account);
  const events = accounts.map((accountId) => {
    const shares = of(accountId);
    const data = { accountId, points: sumOf(shares), lots: lotsOf(shares), redemptionId, rewardId };
    return say(pointsRedeemed, { about: accountId, effect: 'redeemed', data });
  });
  const told = say(rewardRedeemed, {
    about: customerId,
    effect: 'reward',
    data: { customerId, redemptionId, rewardId, points },
  });
  const entries = Object.fromEntries(accounts.map((accountId) => [accountId, causeOf(origin, accountId, 'redeemed')]));
  const stored: StoredRedemption = { ...redemption, customerId, taken, entries };
  return {
    events: [...events, told],
    changes: [
      ...accounts.map((accountId) => taking(origin, accountId, of(accountId))),
      ...(piece === undefined ? [] : [takePiece(piece)]),
      ...limiting(brand, customerId, reward),
      create({ ...redemptionKey(brand, redemptionId), ...stored }),
    ],
  };
}

/** How an entry of this origin will be named by what refers to it. */
function causeOf(origin: Origin, accountId: string, effect: string): Event['cause'] {
  const subject = subjectOf('account', accountId);
  return { id: eventId(eventKey(origin, subject, effect)), subject, time: origin.cause.time };
}

const limitKey = (brand: string, customerId: string, rewardId: string): Key => ({
  pk: accountPartition(brand, customerId),
  sk: `limit#${rewardId}`,
});

function limiting(brand: string, customerId: string, { id, perPerson }: Reward): Change[] {
  if (perPerson === undefined) return [];
  const counted = { add: { taken: 1 }, when: { below: { taken: perPerson } }, orElse: () => problem('reward-limit') };
  return [update(limitKey(brand, customerId, id), counted)];
}

/**
 * Undoes a redemption: its points are back in their lots, with their expiry. A piece goes back into stock; a code does
 * not, for it was seen.
 */
export async function cancel(
  origin: Origin,
  redemptionId: string,
  at: Instant,
  programme: Programme,
): Promise<Redemption> {
  const { brand } = origin;
  const key = redemptionKey(brand, redemptionId);
  const found = await get<StoredRedemption>(key);
  if (found === undefined) throw common('not-found');
  const { customerId, rewardId, points, code } = found;
  const { stock, perPerson } = rewardOf(programme, rewardId);
  const told = say(rewardCancelled, {
    about: customerId,
    effect: 'reward',
    data: { customerId, redemptionId, rewardId },
  });
  const answer: Redemption = { id: redemptionId, rewardId, points, state: 'cancelled', ...(code && { code }) };
  const close = update(key, {
    set: { state: 'cancelled', cancelledAt: at },
    when: { equals: { state: 'redeemed' } },
    orElse: () => problem('redemption-closed'),
  });
  return whileOvertaken(async () => {
    const back = await givingBack(origin, found);
    const done = await commit(origin, {
      events: [...back.events, told],
      changes: [
        close,
        ...back.changes,
        ...(stock === 'pieces' ? [putBack(brand, rewardId, redemptionId)] : []),
        ...(perPerson === undefined ? [] : [update(limitKey(brand, customerId, rewardId), { add: { taken: -1 } })]),
      ],
      answer,
    });
    return done.answer;
  });
}

/** Each share back to its lot: one entry an account, which names the one that it undoes. */
async function givingBack(
  origin: Origin,
  { taken, entries }: StoredRedemption,
): Promise<{ events: Said[]; changes: Change[] }> {
  const events: Said[] = [];
  const changes: Change[] = [];
  for (const [accountId, original] of Object.entries(entries)) {
    const shares = taken.filter((share) => share.accountId === accountId);
    const lots = lotsOf(shares);
    const data = { accountId, points: sumOf(shares), lots, original, reason: 'reward-cancelled' as const };
    events.push(say(pointsReversed, { about: accountId, effect: 'reversed', data }));
    const known = new Set((await heldBy(origin.brand, accountId)).map(({ lot }) => lot));
    changes.push(...adding(origin, accountId, shares, known));
  }
  return { events, changes };
}

const lotsOf = (shares: readonly Share[]) => shares.map(({ lot, points }) => ({ lot, points }));
