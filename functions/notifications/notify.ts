import type { Event } from '#events/event.ts';
import { personBehind } from '#layers/people/person.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { create } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { arm } from '#layers/table/timer.ts';
import { now } from '#layers/time/clock.ts';
import { TooManyToAddress } from './address-limit.ts';
import { deliver, elseMarked, suppress } from './deliver.ts';
import type { Values } from './letter.ts';
import { mailFor } from './mailbox.ts';
import { quietUntil } from './quiet-hours.ts';
import type { Template } from './templates.ts';
import { reasonAgainst } from './wanted.ts';

/**
 * Mails what an event means to whoever holds an account: now, after the quiet hours, or not at all and then says why.
 * A brand without this notice, and a card that nobody has linked, have nobody to mail.
 */
export async function notify(
  event: Event,
  { programme, origin }: Heard,
  accountId: string,
  template: Template,
  values: Values,
): Promise<void> {
  const notice = programme.notices[template];
  const person = notice && (await personBehind(origin.brand, accountId));
  if (notice === undefined || person === undefined) return;
  const { customerId, zone } = person;
  const mail = mailFor(event, customerId, template, values);
  const against = await reasonAgainst(origin.brand, person, template);
  if (against !== undefined) {
    await suppress(origin, mail, against);
    return;
  }
  const wait = notice.urgency === 'informative' ? quietUntil(now(), zone, programme.mail.quietHours) : undefined;
  if (wait === undefined) {
    await deliver(origin, programme, mail).catch((error) => {
      if (!(error instanceof TooManyToAddress)) throw error;
      return suppress(origin, mail, 'too-many');
    });
    return;
  }
  const timer = arm(origin, {
    subject: `customer#${customerId}`,
    kind: 'mail',
    name: mail.mailId,
    dueAt: wait,
    data: { pk: mail.pk, sk: mail.sk },
  });
  const { cause, hash, actor } = origin;
  const hold = create({ ...mail, state: 'held', heard: { cause, hash, actor } });
  await commit(origin, { changes: [hold, timer] }).catch((error) => elseMarked(origin, mail, hold, error));
}
