import type { Programme } from '#brands/programmes.ts';
import { adjustmentRejected } from '#events/points/adjustment.rejected.ts';
import { adjustmentRequested } from '#events/points/adjustment.requested.ts';
import { pointsAdjusted } from '#events/points/points.adjusted.ts';
import type { adjustmentReasons } from '#events/values/adjustment-reasons.ts';
import { problem as common } from '#layers/runtime/problem.ts';
import { type Change, create, type Item, type Key, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { type Said, say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { getAll, queryIndex } from '#layers/table/read.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { civilMonth } from '#layers/time/civil.ts';
import { days, later, now } from '#layers/time/clock.ts';
import { headsBooked } from '../expiry/expiry.ts';
import { problem } from '../problems.ts';
import { activeOf, sharesOf } from './head.ts';
import { lotAt } from './holder.ts';
import { lotsOf, type Share, sumOf, take } from './lots.ts';
import { income, post, withdraw } from './posting.ts';

/** Points that staff add or take. What is written in words stays here, and stands in no event. */
export interface Adjustment {
  readonly id: string;
  readonly customerId: string;
  readonly points: number;
  readonly reason: (typeof adjustmentReasons)[number];
  readonly note: string;
  readonly state: 'applied' | 'awaiting-approval' | 'rejected';
  readonly requestedBy: string;
  readonly decidedBy?: string;
}

const adjustmentKey = (brand: string, id: string): Key => ({
  pk: `points#${brand}#adjustment#${id}`,
  sk: 'adjustment',
});

const openList = (brand: string): string => `points#${brand}#adjustments#awaiting-approval`;

/** How many points one person has added to a customer's, or taken, in a civil month, without a second person. */
const aloneKey = (brand: string, customerId: string, of: readonly string[]): Key => ({
  pk: `points#${brand}#alone#${customerId}`,
  sk: of.join('#'),
});

/** More than one person may do alone. */
class BeyondLimit extends Error {}

/**
 * Adds or takes points of a known customer. Where it comes to more than the programme's limit, together with what the same person has
 * added or taken alone in the month, it waits until somebody else approves it. Throws `no-points` where the brand gives none,
 * `adjustment-too-low`.
 */
export async function adjust(
  origin: Origin,
  programme: Programme,
  asked: Pick<Adjustment, 'customerId' | 'points' | 'reason' | 'note'>,
): Promise<Adjustment> {
  const { brand, cause, actor } = origin;
  adjustmentsOf(programme);
  const adjustment = { ...asked, id: `a-${cause.id}`, requestedBy: actor.id };
  const applied: Adjustment = { ...adjustment, state: 'applied' };
  const recorded = create({ ...adjustmentKey(brand, applied.id), ...applied });
  try {
    return await apply(origin, programme, applied, [recorded, alone(origin, programme, asked)]);
  } catch (error) {
    if (!(error instanceof BeyondLimit)) throw error;
  }
  return submit(origin, { ...adjustment, state: 'awaiting-approval' });
}

/** Lets an adjustment wait for a second person. */
async function submit(origin: Origin, waiting: Adjustment): Promise<Adjustment> {
  const { brand, cause } = origin;
  const { id: adjustmentId, customerId: accountId, points, reason } = waiting;
  const data = { accountId, adjustmentId, points, reason };
  const listed = { listPk: openList(brand), listSk: `${cause.time}#${adjustmentId}` };
  const { answer } = await commit(origin, {
    events: [say(adjustmentRequested, { about: accountId, effect: 'adjustment', data })],
    changes: [create({ ...adjustmentKey(brand, adjustmentId), ...waiting, ...listed })],
    answer: waiting,
  });
  return answer;
}

/** Counts what one person does alone; throws `BeyondLimit`, or fails with it. The count goes by itself after the month. */
function alone(
  { brand, cause, actor }: Origin,
  programme: Programme,
  { customerId, points }: Pick<Adjustment, 'customerId' | 'points'>,
): Change {
  const { limit } = adjustmentsOf(programme);
  const many = Math.abs(points);
  if (many > limit) throw new BeyondLimit();
  const of = [civilMonth(cause.time, programme.zone), actor.id, points > 0 ? 'added' : 'taken'];
  return update(aloneKey(brand, customerId, of), {
    add: { points: many },
    set: { ttl: Math.ceil(Date.parse(later(cause.time, days(40))) / 1000) },
    when: { below: { points: limit - many + 1 } },
    orElse: () => new BeyondLimit(),
  });
}

/** The rules of adjustments at a brand that gives points; throws `no-points` at any other. */
function adjustmentsOf({ points }: Programme) {
  if (points === undefined) throw problem('no-points');
  return points.adjustments;
}

/** Adjustments that wait for a second person, the oldest first. */
export async function openAdjustments(brand: string): Promise<Adjustment[]> {
  return (await queryIndex<Adjustment>('list', openList(brand))).map(shown);
}

/**
 * A second person lets an adjustment be. Throws `second-person-needed`, `adjustment-closed`, `not-found`, and `no-points` where the
 * brand has given up points since it was asked for: then it can be rejected.
 */
export async function approve(origin: Origin, programme: Programme, id: string): Promise<Adjustment> {
  adjustmentsOf(programme);
  const found = await adjustmentOf(origin, id);
  const applied: Adjustment = { ...found, state: 'applied', decidedBy: origin.actor.id };
  return apply(origin, programme, applied, [decided(origin, applied)]);
}

/** A second person stops an adjustment. Throws `second-person-needed`, `adjustment-closed`, `not-found`. */
export async function reject(origin: Origin, id: string): Promise<Adjustment> {
  const found = await adjustmentOf(origin, id);
  const rejected: Adjustment = { ...found, state: 'rejected', decidedBy: origin.actor.id };
  const { customerId: accountId, points } = found;
  const data = { accountId, adjustmentId: id, points };
  const { answer } = await commit(origin, {
    events: [say(adjustmentRejected, { about: accountId, effect: 'adjustment', data })],
    changes: [decided(origin, rejected)],
    answer: rejected,
  });
  return answer;
}

/** Adjustments by their ids, in that order; those that there are not are left out. */
export async function adjustmentsBy(brand: string, ids: readonly string[]): Promise<Adjustment[]> {
  const items = await getAll<Adjustment[]>(ids.map((id) => adjustmentKey(brand, id)));
  return items.flatMap((item) => (item === undefined ? [] : [shown(item)]));
}

async function adjustmentOf({ brand, actor }: Origin, id: string): Promise<Adjustment> {
  const [adjustment] = await adjustmentsBy(brand, [id]);
  if (adjustment === undefined) throw common('not-found');
  if (adjustment.state !== 'awaiting-approval') throw problem('adjustment-closed');
  if (adjustment.requestedBy === actor.id) throw problem('second-person-needed');
  return adjustment;
}

const decided = ({ brand }: Origin, { id, state, decidedBy }: Adjustment): Change =>
  update(adjustmentKey(brand, id), {
    set: { state, decidedBy },
    remove: ['listPk', 'listSk'],
    when: { equals: { state: 'awaiting-approval' } },
    orElse: () => problem('adjustment-closed'),
  });

function shown({ pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...adjustment }: Item & Adjustment): Adjustment {
  return adjustment;
}

async function apply(
  origin: Origin,
  programme: Programme,
  adjustment: Adjustment,
  recorded: readonly Change[],
): Promise<Adjustment> {
  return retryOnConflict(async () => {
    const { events, changes } =
      adjustment.points > 0 ? await adding(origin, programme, adjustment) : await taking(origin, adjustment);
    const { answer } = await commit(origin, {
      events,
      changes: [...recorded, ...changes],
      answer: adjustment,
    });
    return answer;
  });
}

interface Move {
  readonly events: Said[];
  readonly changes: Change[];
}

async function adding(origin: Origin, programme: Programme, adjustment: Adjustment): Promise<Move> {
  const { customerId: accountId, points } = adjustment;
  const [head] = await headsBooked(origin, accountId);
  const lot = await lotAt(programme, accountId, origin.cause.time);
  const share = { accountId, lot, points };
  const { repaid, ...moved } = income(head, [share]);
  const event = adjusted(adjustment, { accountId, points, shares: [share], repaid });
  return { events: [event], changes: post(origin, { accountId, ...moved, entries: 1 }, head) };
}

/** Soonest to expire first, over all accounts; not more than there is. */
async function taking(origin: Origin, adjustment: Adjustment): Promise<Move> {
  const heads = await headsBooked(origin, adjustment.customerId);
  const points = -adjustment.points;
  const taken = activeOf(heads, now()) < points ? undefined : take(sharesOf(heads), points, now());
  if (taken === undefined) throw problem('adjustment-too-low');
  const events = heads.flatMap(({ accountId }) => {
    const shares = taken.filter((share) => share.accountId === accountId);
    return shares.length === 0 ? [] : [adjusted(adjustment, { accountId, points: -sumOf(shares), shares })];
  });
  const entriesOf = (accountId: string) => events.filter(({ about }) => about === accountId).length;
  return { events, changes: withdraw(origin, heads, taken, entriesOf) };
}

function adjusted(
  { id: adjustmentId, reason, requestedBy, decidedBy: approvedBy }: Adjustment,
  {
    accountId,
    points,
    shares,
    repaid,
  }: { accountId: string; points: number; shares: readonly Share[]; repaid?: number },
): Said {
  const lots = lotsOf(shares);
  const data = { accountId, points, lots, repaid, adjustmentId, reason, requestedBy, approvedBy };
  return say(pointsAdjusted, { about: accountId, effect: 'adjusted', data });
}
