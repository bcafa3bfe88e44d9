import type { Programme } from '#brands/programmes.ts';
import type { Event } from '#events/event.ts';
import { type Person, personBehind } from '#layers/published/customers/person.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { type Instant, now } from '#layers/time/clock.ts';
import { deliver, suppress } from './deliver.ts';
import { drawerOf, hold } from './held.ts';
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
  const mail = mailFor(event, person.customerId, template, values);
  const against = await reasonAgainst(origin.brand, person, template);
  if (against !== undefined) {
    await suppress(origin, mail, against);
    return;
  }
  const until = notice.urgency === 'informative' ? await waitsUntil(programme, person) : undefined;
  if (until === undefined) await deliver(origin, programme, mail);
  else await hold(origin, mail, until);
}

/**
 * Until when an informative mail waits. By day one joins what is held for the person still, lest it leave before that, and
 * it is time for all of it to go.
 */
async function waitsUntil({ id, mail }: Programme, { customerId, zone }: Person): Promise<Instant | undefined> {
  const quiet = quietUntil(now(), zone, mail.quietHours);
  if (quiet !== undefined) return quiet;
  return (await drawerOf(id, customerId)) && now();
}
