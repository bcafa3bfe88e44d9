import { environment } from '#layers/environment.ts';
import { personBehind } from '#layers/published/customers/person.ts';
import { mailsInARun } from '#layers/runtime/mail-turns.ts';
import type { Fired } from '#layers/runtime/on-timer.ts';
import { commit } from '#layers/table/commit.ts';
import { rearm, type Timer } from '#layers/table/timer.ts';
import { nextAtHour } from '#layers/time/civil.ts';
import { now } from '#layers/time/clock.ts';
import { noticeNamed } from '#notices/catalogue.ts';
import { mailsAFiring } from './contract.ts';
import { deliver, suppress } from './deliver.ts';
import { gathered } from './gathered.ts';
import { drawerOf, emptied } from './held.ts';
import { mailsFrom, type StoredMail } from './mailbox.ts';
import { isOvertaken, valuesNow } from './overtaken.ts';
import { quietUntil } from './quiet-hours.ts';
import { reasonAgainst } from './wanted.ts';

/**
 * Lets what is held for a person go, one mail after the other in the order of their causes. A mail is touched only once all
 * before it have ended, and its own state tells whether it has: so a retry goes on where the last one stopped, and of two
 * that are at work at the same moment one waits for the other. Where the person lives by other clocks by now, and it is
 * still night there, all waits on. What waits since its address has had the day's goes to the next morning.
 */
export async function release(timer: Timer, { programme, origin }: Fired): Promise<{ replayed: boolean }> {
  const { brand } = origin;
  const customerId = timer.data.customerId as string;
  const drawer = await drawerOf(brand, customerId);
  const person = drawer && (await personBehind(brand, customerId));
  if (drawer === undefined || person === undefined) return { replayed: true };
  const quiet = quietUntil(now(), person.zone, programme.mail.quietHours);
  if (quiet !== undefined) return commit(origin, { changes: [rearm(timer, quiet)] });

  const mails = await mailsFrom(brand, customerId, drawer.from);
  const held = await gathered(origin, mails.filter(isHeld));
  const atOnce = Math.min(mailsAFiring, mailsInARun(environment.MAIL_INTERVAL));
  let [ended, waiting] = [0, 0];
  for (const mail of held) {
    if (ended === atOnce) break;
    const because = { ...origin, ...mail.heard };
    const values = isOvertaken(mail, mails) ? undefined : await valuesNow(brand, mail);
    const against = values && (await reasonAgainst(brand, person, noticeNamed(mail.template)));
    if (values === undefined || against !== undefined) await suppress(because, mail, against ?? 'overtaken', 'held');
    else if ((await deliver(because, programme, { ...mail, values }, 'held')) === 'waits') {
      waiting += 1;
      continue;
    }
    ended += 1;
  }
  if (held.length > ended + waiting) return commit(origin, { changes: [rearm(timer, now())] });
  const tomorrow = nextAtHour(now(), person.zone, programme.mail.quietHours.until);
  return commit(origin, { changes: [waiting > 0 ? rearm(timer, tomorrow) : emptied(drawer)] });
}

/** It waits still, or somebody was cut off while sending it. What never waited is not for a timer to end. */
const isHeld = ({ heard, state }: StoredMail): boolean =>
  heard !== undefined && (state === 'held' || state === 'sending');
