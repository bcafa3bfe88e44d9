import type { Programme } from '#brands/programmes.ts';
import { pointsCapped } from '#events/points/points.capped.ts';
import { type Change, update } from '#layers/table/change.ts';
import { commitIf } from '#layers/table/commit.ts';
import { type Said, say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { type Instant, now } from '#layers/time/clock.ts';
import { beyondTheCap } from '../rules.ts';
import { headKey, headOf, heads, linkKey } from './account.ts';
import { type Head, lotField, sharesOf, type Weeks, weekField } from './head.ts';
import { lotPoints, lotsOf, ofWeek, type Share, sumOf, takeFirst, without } from './lots.ts';

/**
 * From `at` on a card's account counts among a customer's, with all it has earned but what is beyond the most of a week together with
 * what counts for them already: that is taken from it. The last news of a link wins, whatever the order in which it is heard.
 */
export async function link(
  origin: Origin,
  programme: Programme,
  { customerId, accountId }: CardOf,
  at: Instant,
): Promise<void> {
  const theirs = update(linkKey(origin.brand, customerId, accountId), {
    set: { accountId, asOf: at },
    remove: ['until'],
    when: { below: { asOf: at } },
  });
  await retryOnConflict(async () => {
    const [card, holder] = (await heads(origin.brand, [accountId, customerId])) as [Head, Head];
    const late = card.heldSince !== undefined && card.heldSince > at;
    await commitIf(origin, theirs, late ? {} : await handedOver(origin, programme, { card, holder, at }));
  });
}

/** From `at` on the card's account is no longer among the customer's, and what it has earned counts in no week of theirs. */
export async function unlink(origin: Origin, { customerId, accountId }: CardOf, at: Instant): Promise<void> {
  const ended = update(linkKey(origin.brand, customerId, accountId), {
    set: { until: at, asOf: at },
    when: { below: { asOf: at } },
  });
  await retryOnConflict(async () => {
    const [card, holder] = (await heads(origin.brand, [accountId, customerId])) as [Head, Head];
    const changes = card.holder === customerId ? [letGo(origin, card), ...counted(origin, holder, card.weeks, -1)] : [];
    await commitIf(origin, ended, { changes });
  });
}

/** A card's account, and the customer whose it is or was. */
interface CardOf {
  readonly customerId: string;
  readonly accountId: string;
}

/**
 * A card that changes hands: what it has earned counts for its holder from now on, and no more for who had it before. Where the ledger
 * has not heard yet that it was somebody else's in between, only since when it is theirs is news.
 */
async function handedOver(
  origin: Origin,
  { points: rules }: Programme,
  { card, holder, at }: { card: Head; holder: Head; at: Instant },
): Promise<{ events: Said[]; changes: Change[] }> {
  if (card.holder === holder.accountId) {
    return { events: [], changes: [held(origin, card, { by: card.holder, at, taken: [], beyond: {} })] };
  }
  const { deposits: rule, expireAfterMonths = 0 } = rules ?? {};
  const most = rule?.weeklyCap;
  const beyond = most === undefined ? {} : beyondTheCap(most, card.weeks, holder.weeks);
  const taken = ofWeeks(card, beyond, expireAfterMonths);
  const { accountId } = card;
  const points = sumOf(taken);
  const by = rule && { rule: rule.id, ruleVersion: rule.version };
  const data = { accountId, points, lots: lotsOf(taken), ...by };
  const before = card.holder === undefined ? undefined : await headOf(origin.brand, card.holder);
  return {
    events: points > 0 ? [say(pointsCapped, { about: accountId, effect: 'capped', data })] : [],
    changes: [
      held(origin, card, { by: holder.accountId, at, taken, beyond }),
      ...counted(origin, holder, less(card.weeks, beyond), 1),
      ...(before ? counted(origin, before, card.weeks, -1) : []),
    ],
  };
}

/** So many of a card's points of each week, as far as those are there still, by lot. */
function ofWeeks(card: Head, beyond: Weeks, expireAfterMonths: number): Share[] {
  let left = sharesOf([card]);
  for (const [monday, points] of Object.entries(beyond).sort()) {
    left = without(left, takeFirst(ofWeek(left, monday, expireAfterMonths, now()), points));
  }
  const taken = sharesOf([card]).map((share, at) => ({ ...share, points: share.points - (left[at] as Share).points }));
  return taken.filter(({ points }) => points > 0);
}

const less = (weeks: Weeks, beyond: Weeks): Weeks =>
  Object.fromEntries(Object.entries(weeks).map(([monday, points]) => [monday, points - (beyond[monday] ?? 0)]));

/** The card's account as its new holder has it, if nothing was earned on it or taken since it was read. */
function held(
  { brand }: Origin,
  card: Head,
  { by, at, taken, beyond }: { by: string; at: Instant; taken: readonly Share[]; beyond: Weeks },
): Change {
  const weeks = Object.entries(beyond).map(([monday, points]) => [weekField(monday), -points]);
  const lots = Object.entries(lotPoints(taken, -1)).map(([lot, points]) => [lotField(lot), points]);
  return update(headKey(brand, card.accountId), {
    set: { holder: by, heldSince: at },
    add: {
      ...Object.fromEntries([...weeks, ...lots]),
      ...(taken.length > 0 && { balance: -sumOf(taken), seq: 1 }),
    },
    when: asRead(card),
  });
}

const letGo = ({ brand }: Origin, card: Head): Change =>
  update(headKey(brand, card.accountId), { remove: ['holder'], when: asRead(card) });

const asRead = (card: Head) => fieldsAsRead({ holder: card.holder, heldSince: card.heldSince, seq: card.seq });

/** Counts points of several weeks on a holder's account, or no more, if what counts there is as it was read. */
function counted({ brand }: Origin, { accountId, weeks }: Head, moved: Weeks, sign: 1 | -1): Change[] {
  const parts = Object.entries(moved).filter(
    ([week, points]) => points > 0 && (sign > 0 || Object.hasOwn(weeks, week)),
  );
  if (parts.length === 0) return [];
  const add = Object.fromEntries(parts.map(([monday, points]) => [weekField(monday), sign * points]));
  const when = fieldsAsRead(Object.fromEntries(parts.map(([monday]) => [weekField(monday), weeks[monday]])));
  return [update(headKey(brand, accountId), { add, when })];
}

/** That fields of an item are what was read, or absent still. */
function fieldsAsRead(fields: Readonly<Record<string, unknown>>) {
  const read = Object.entries(fields);
  return {
    equals: Object.fromEntries(read.filter(([, value]) => value !== undefined)),
    absent: read.filter(([, value]) => value === undefined).map(([field]) => field),
  };
}
