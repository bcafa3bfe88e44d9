import type { Programme } from '#brands/programmes.ts';
import { caseLabelExpiring } from '#events/recycling/case.label-expiring.ts';
import { onTimer } from '#layers/runtime/on-timer.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { disarm, rearm, type Timer } from '#layers/table/timer.ts';
import { later, minutes, now } from '#layers/time/clock.ts';
import type { Case } from './cases/case.ts';
import { caseOf } from './cases/cases.ts';
import { caseSays } from './cases/fact.ts';
import { expired, givenUp, lost } from './cases/parcel-facts.ts';
import { learn, type Recorded, record } from './cases/record.ts';
import { contract } from './contract.ts';
import { seeThrough } from './execution/execution.ts';
import { labelIsInUse, labelReminders, nextLabelInstant } from './rules.ts';

/** An execution that is still on its way is looked after again so much later. */
const lookAgain = minutes(10);

interface Fired {
  readonly programme: Programme;
  readonly origin: Origin;
}

const caseIdIn = ({ data }: Timer): string => data.caseId as string;

/** Records what the timer found, and takes it away; where there is nothing to say the runtime takes it away. */
const ending = (timer: Timer, origin: Origin, judge: (found: Case) => Recorded | undefined) =>
  learn(origin, caseIdIn(timer), judge, [disarm(timer)]);

const how = ({ programme, origin }: Fired) => {
  if (programme.recycling === undefined) throw new Error(`${programme.id} takes nothing back`);
  return { origin, recycling: programme.recycling, zone: programme.zone };
};

/** The label's end is there, or near: the timer goes from one of its instants to the next, also where an extension moved it. */
async function labelIsDue(timer: Timer, fired: Fired): Promise<{ replayed: boolean }> {
  const { origin } = fired;
  const { label } = await caseOf(origin.brand, caseIdIn(timer));
  if (label !== undefined && timer.dueAt >= label.expiresAt)
    return ending(timer, origin, (found) => expiredAt(fired, timer, found));
  return record(origin, caseIdIn(timer), (found) => calledToMind(fired, timer, found));
}

/** The label's end is called to mind on its days, while there is somebody who can hand the parcel in. */
function calledToMind(fired: Fired, timer: Timer, found: Case): Recorded | undefined {
  const { recycling, zone } = how(fired);
  const { label, extendedAt } = found;
  if (label === undefined || !labelIsInUse(found)) return undefined;
  const { expiresOn } = label;
  const isReminder = labelReminders(expiresOn, recycling.label.remindDaysBefore, zone).includes(timer.dueAt);
  const extendable = extendedAt === undefined;
  return {
    event: isReminder ? caseSays(found, caseLabelExpiring, 'reminder', { expiresOn, extendable }) : undefined,
    changes: [rearm(timer, nextLabelInstant(label, recycling, zone, timer.dueAt))],
  };
}

export const handler = onTimer(contract, {
  drive: async (timer, { origin }) => {
    if (await seeThrough(origin, caseIdIn(timer))) return { replayed: true };
    await commit(origin, { changes: [rearm(timer, later(now(), lookAgain))] });
    return { replayed: false };
  },
  label: labelIsDue,
  lost: (timer, fired) => ending(timer, fired.origin, (found) => lostSince(fired, timer, found)),
  late: (timer, { origin }) => ending(timer, origin, (found) => missingSince(timer, found)),
  overdue: (timer, { origin }) =>
    ending(timer, origin, ({ outcome, returnedAt, closedAt, overdueAt }) =>
      [outcome, returnedAt, closedAt, overdueAt].some((each) => each !== undefined)
        ? undefined
        : { set: { overdueAt: now() } },
    ),
});

/** An extension that came since the timer looked: it comes again, and looks again. */
function expiredAt(fired: Fired, { dueAt }: Timer, found: Case): Recorded | undefined {
  if (found.label !== undefined && found.label.expiresAt > dueAt) throw new Error('the label was extended meanwhile');
  return expired(how(fired), found);
}

/** A parcel that turned up meanwhile and set off again has a timer of its own. */
const lostSince = (fired: Fired, { data }: Timer, found: Case): Recorded | undefined =>
  found.inTransitAt === data.since ? lost(how(fired), found) : undefined;

/** What turned up meanwhile and was lost once more has a timer of its own. */
const missingSince = ({ data }: Timer, found: Case): Recorded | undefined =>
  (found.lostAt ?? found.expiredAt) === data.since ? givenUp(found) : undefined;
