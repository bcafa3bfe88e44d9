import type { Event } from '#events/event.ts';
import { personBehind } from '#layers/people/person.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { ConditionFailed, create } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { arm } from '#layers/table/timer.ts';
import { now } from '#layers/time/clock.ts';
import { TooManyToAddress } from './address-limit.ts';
import { deliver, suppress } from './deliver.ts';
import { mailFor, preferences, topicOf } from './mailbox.ts';
import { quietUntil } from './quiet-hours.ts';
import type { Template, Values } from './templates.ts';

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
  const { customerId, emailConfirmed, zone } = person;
  const mail = mailFor(event, customerId, template, values);
  if (template !== 'welcome' && !emailConfirmed) return suppress(origin, mail, 'unconfirmed-address');
  const topic = topicOf[template];
  if (topic !== undefined && !(await preferences(origin.brand, customerId))[topic]) {
    return suppress(origin, mail, 'unsubscribed');
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
  // The mail may be there already, held or even sent: then this is a replay.
  await commit(origin, { changes: [create({ ...mail, state: 'held' }), timer] }).catch((error) => {
    if (!(error instanceof ConditionFailed)) throw error;
  });
}
