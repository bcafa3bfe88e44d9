import { type Change, create, type Item, remove } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { armAnew, Overtaken, timerKey } from '#layers/table/timer.ts';
import type { Instant } from '#layers/time/clock.ts';
import { elseMarked } from './deliver.ts';
import type { NewMail } from './mailbox.ts';

/**
 * What is held for one person shares one timer, which stands while any of it is held. Beside what every timer has it keeps
 * these two.
 */
interface Drawer extends Item {
  readonly dueAt: Instant;
  /** The time of the earliest event that a held mail tells of. So one query from there on finds every held mail. */
  readonly from: Instant;
  /** The id of the mail that was put in last. If it differs from what was read, a mail was put in meanwhile. */
  readonly latest: string;
}

const kind = 'held';
const subjectOf = (customerId: string): string => `customer#${customerId}`;

/** What is held for a person; undefined where nothing is. */
export const drawerOf = (brand: string, customerId: string): Promise<Drawer | undefined> =>
  get<Drawer>(timerKey('notifications', brand, subjectOf(customerId), kind));

/** Holds a mail until an instant, together with all that is held for the person already. */
export async function hold(origin: Origin, mail: NewMail, until: Instant): Promise<void> {
  const { cause, hash, actor } = origin;
  const held = create({ ...mail, state: 'held', heard: { cause, hash, actor } });
  await retryOnConflict(async () => {
    const timer = putIn(await drawerOf(origin.brand, mail.customerId), origin, mail, until);
    await commit(origin, { changes: [held, timer] }).catch((error) => elseMarked(origin, mail, held, error));
  });
}

/** Arms the timer for the mail, on the condition that `from` is as it was read, so that it stays the earliest. */
function putIn(drawer: Drawer | undefined, origin: Origin, mail: NewMail, until: Instant): Change {
  const { customerId, at, mailId: latest } = mail;
  const from = drawer !== undefined && drawer.from < at ? drawer.from : at;
  const timer = armAnew(origin, { subject: subjectOf(customerId), kind, dueAt: until, data: { customerId } });
  const when = drawer === undefined ? { absent: ['from'] } : { equals: { from: drawer.from } };
  return { ...timer, set: { ...timer.set, from, latest }, when };
}

/** Takes the timer away, all that was held having ended. Where more was put in meanwhile it stands, armed for that. */
export const emptied = ({ pk, sk, latest }: Drawer): Change =>
  remove({ pk, sk }, { when: { equals: { latest } }, orElse: () => new Overtaken() });
