import type { Programme } from '#brands/programmes.ts';
import { pointsRefused } from '#events/points/points.refused.ts';
import { type Person, personBehind } from '#layers/published/customers/person.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { type Change, update } from '#layers/table/change.ts';
import { commit, commitIf } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { type Origin, settledOnce } from '#layers/table/origin.ts';
import { type Armed, arm, armAnew, rearm, type Timer } from '#layers/table/timer.ts';
import { birthdayIn, civilYear, monthsAfter, nextBirthday } from '#layers/time/civil.ts';
import { type Instant, now } from '#layers/time/clock.ts';
import { contract } from '../contract.ts';
import { accountPartition } from '../ledger/account.ts';
import { lotOf } from '../ledger/lots.ts';
import { earn } from './earn.ts';

type Done = Promise<{ replayed: boolean }>;

const anniversary = (kind: 'tenure' | 'birthday', customerId: string, dueAt: Instant, data = {}): Armed => ({
  subject: `account#${customerId}`,
  kind,
  class: contract.timers[kind],
  dueAt,
  data: { customerId, ...data },
});

/** P02: from registering on each month counts, where the programme has a rule for it. */
export async function countMonths(customerId: string, since: Instant, { programme, origin }: Heard): Promise<void> {
  if (programme.points?.tenure === undefined) return;
  const zone = (await personBehind(origin.brand, customerId))?.zone ?? programme.zone;
  const first = anniversary('tenure', customerId, monthsAfter(since, zone, 1), { since, months: 1 });
  await commitIf(origin, arm(origin, first)); // else it is armed since the event came first
}

/** P02: a month more with the brand. The next one is counted from the first day, so that 31 January leads to 31 March. */
export async function monthIsOver(programme: Programme, origin: Origin, timer: Timer): Done {
  const { customerId, since, months } = timer.data as { customerId: string; since: Instant; months: number };
  const person = await personBehind(origin.brand, customerId);
  if (person === undefined) return { replayed: true };
  const next = { ...timer.data, months: months + 1 };
  const wait = rearm(timer, monthsAfter(since, person.zone, months + 1), next);
  return give(programme, origin, { timer, person, rule: 'tenure', changes: [wait] });
}

/**
 * P02: a birthday was told or changed, so the next one since then is waited for. Only the first time that this is heard: by
 * then that day may have come, and its timer may not have run yet.
 */
export async function awaitBirthday(customerId: string, { programme, origin }: Heard): Promise<void> {
  if (programme.points?.birthday === undefined) return;
  const person = await personBehind(origin.brand, customerId);
  if (person?.birthday === undefined) return;
  const dueAt = nextBirthday(origin.cause.time, person.zone, person.birthday);
  const next = anniversary('birthday', customerId, dueAt, { year: civilYear(dueAt, person.zone) });
  await commit(settledOnce(origin), { changes: [armAnew(origin, next)] });
}

class HadThisYear extends Error {}

/** P02: once a civil year, whatever a customer says in it of their birthday. Who moved west has it an hour later. */
export async function birthdayIsHere(programme: Programme, origin: Origin, timer: Timer): Done {
  const { customerId, year } = timer.data as { customerId: string; year: number };
  const person = await personBehind(origin.brand, customerId);
  if (person?.birthday === undefined) return { replayed: true };
  const begins = birthdayIn(year, person.zone, person.birthday);
  if (begins > now()) return commit(origin, { changes: [rearm(timer, begins)] });
  const next = birthdayIn(year + 1, person.zone, person.birthday);
  const wait = rearm(timer, next, { ...timer.data, year: year + 1 });
  const key = { pk: accountPartition(origin.brand, customerId), sk: 'birthday' };
  const once = update(key, { set: { year }, when: { below: { year } }, orElse: () => new HadThisYear() });
  try {
    return await give(programme, origin, { timer, person, rule: 'birthday', changes: [once, wait] });
  } catch (error) {
    if (!(error instanceof HadThisYear)) throw error;
    const data = { accountId: customerId, reason: 'once-a-year' as const };
    const refused = say(pointsRefused, { about: customerId, effect: 'birthday', data });
    return commit(origin, { events: [refused], changes: [wait] });
  }
}

/** The points of a day, in the lot of its month. */
function give(
  { points: rules }: Programme,
  origin: Origin,
  { timer, person, rule, changes }: { timer: Timer; person: Person; rule: 'tenure' | 'birthday'; changes: Change[] },
): Done {
  const given = rules?.[rule];
  return earn(origin, {
    accountId: person.customerId,
    effect: rule,
    decision: given
      ? { points: given.points, rule: given.id, ruleVersion: given.version }
      : { points: 0, refused: 'no-rule' },
    lot: rules && lotOf(timer.dueAt, person.zone, rules.expireAfterMonths),
    by: { occasion: rule },
    changes,
  });
}
