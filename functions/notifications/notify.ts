import type { Programme } from '#brands/programmes.ts';
import type { Event } from '#events/event.ts';
import { type Person, personBehind } from '#layers/published/customers/person.ts';
import type { Heard } from '#layers/runtime/on-event.ts';
import { between, type Instant, later, minutes, now } from '#layers/time/clock.ts';
import { noticesAbout } from '#notices/catalogue.ts';
import type { Notice, Values } from '#notices/notice.ts';
import { deliver, suppress } from './deliver.ts';
import { drawerOf, hold } from './held.ts';
import { mailFor, type NewMail } from './mailbox.ts';
import { valuesNow } from './overtaken.ts';
import { quietUntil } from './quiet-hours.ts';
import { reasonAgainst } from './wanted.ts';

/** Tells an event by each notice that is about it. */
export async function notify(event: Event, heard: Heard): Promise<void> {
  for (const notice of noticesAbout(event.type)) await tell(notice, event, heard);
}

/**
 * Mails what an event means to whoever holds an account: now, after the quiet hours, or not at all and then says why.
 * A brand that has turned the notice off, and a card that nobody has linked, have nobody to mail.
 */
async function tell(notice: Notice, event: Event, { programme, origin }: Heard): Promise<void> {
  const urgency = programme.notices?.[notice.name] ?? notice.urgency;
  const told = notice.because.find(({ event: { type } }) => type === event.type)?.tells(event);
  const person = told && urgency !== 'off' && (await personBehind(origin.brand, told.to));
  if (!person) return;
  const mail = mailFor(event, person.customerId, notice.name, notice.values.parse(told.values) as Values);
  const values = await valuesNow(origin.brand, mail);
  const against = values && (await reasonAgainst(origin.brand, person, notice));
  if (values === undefined || against !== undefined) {
    await suppress(origin, mail, against ?? 'overtaken');
    return;
  }
  const until = urgency === 'informative' ? await waitsUntil(programme, person, mail, notice) : undefined;
  if (until === undefined) await deliver(origin, programme, { ...mail, values });
  else await hold(origin, mail, until);
}

/** An informative mail that has not left so many milliseconds after its event was recorded makes way for others. */
const makesWay = 30_000;

/** So many milliseconds a mail waits for others that it comes to one with: somebody empties three bags into a machine. */
const gathering = minutes(5);

/**
 * Until when an informative mail waits. By day one joins what is held for the person still, lest it leave before that, and
 * it is time for all of it to go, unless it waits for others of its kind itself. So does one that comes late, for there are many: these
 * leave by their timers, at a rate of their own, and a mail that somebody waits for, such as a confirmation, does not stand behind them.
 */
async function waitsUntil(
  { id, mail: { quietHours } }: Programme,
  { customerId, zone }: Person,
  { recordedAt }: NewMail,
  { together }: Notice,
): Promise<Instant | undefined> {
  const quiet = quietUntil(now(), zone, quietHours);
  if (quiet !== undefined) return quiet;
  if (together === undefined && between(recordedAt, now()) >= makesWay) return now();
  const drawer = await drawerOf(id, customerId);
  if (together === undefined) return drawer && now();
  const due = drawer?.dueAt ?? later(now(), gathering);
  return due > now() ? due : now();
}
