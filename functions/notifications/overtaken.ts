import { presentData } from '#events/event.ts';
import { type EventItem, envelopeOf, eventPartition } from '#layers/table/event-item.ts';
import { query } from '#layers/table/read.ts';
import { between, minutes, now } from '#layers/time/clock.ts';
import { noticeNamed } from '#notices/catalogue.ts';
import type { Values } from '#notices/notice.ts';
import type { NewMail, StoredMail } from './mailbox.ts';

/**
 * Whether one of the mails, which are in the order of their causes, overtakes this one. How the later one ended does not
 * matter: what it tells has happened, so the earlier one is no longer true.
 */
export function isOvertaken(mail: StoredMail, mails: readonly StoredMail[]): boolean {
  const later = mails.slice(mails.findIndex(({ mailId }) => mailId === mail.mailId) + 1);
  return later.some(
    ({ about, template }) => about === mail.about && noticeNamed(template).overtakes?.includes(mail.template),
  );
}

/** So long after its event was recorded a mail is late: another event may have made it untrue meanwhile. */
const late = minutes(1);

/**
 * A mail's values after all that has happened since to what it tells of, as its notice says; undefined where it is useless or
 * wrong by now. That is read from the events themselves, of which some are told to nobody. What leaves at once is as it was told.
 */
export async function valuesNow(brand: string, mail: NewMail): Promise<Values | undefined> {
  const { at, recordedAt, about, template } = mail;
  const { since = [] } = noticeNamed(template);
  if (since.length === 0 || between(recordedAt, now()) < late) return mail.values;
  const place = `${at} ${recordedAt}`;
  let values: Values | undefined = mail.values;
  for (const item of await query<EventItem>(eventPartition(brand, about), { from: at })) {
    const change = since.find(({ event }) => event.type === item.type);
    if (change === undefined || `${item.time} ${item.recordedAt}` <= place) continue;
    values = change.makes(values, { ...envelopeOf(item), data: presentData(change.event, item) }) as Values | undefined;
    if (values === undefined) return undefined;
  }
  return values;
}
