import type { Programme } from '#brands/programmes.ts';
import { notificationSent } from '#events/notification.sent.ts';
import { notificationSuppressed } from '#events/notification.suppressed.ts';
import { sendMail } from '#layers/aws/ses.ts';
import { confirmEmail } from '#layers/people/confirm-email.ts';
import { type Person, personBehind } from '#layers/people/person.ts';
import { type Change, ConditionFailed, create, type Key, remove, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { mintLink } from '#layers/table/link.ts';
import type { Origin } from '#layers/table/origin.ts';
import { days, later, now } from '#layers/time/clock.ts';
import { countConfirmation } from './address-limit.ts';
import { asMail, type MailState, type StoredMail, topicOf } from './mailbox.ts';
import { originUrl } from './origins.ts';
import { render } from './templates.ts';
import { unsubscribeUrl } from './unsubscribe.ts';

/** Longer than a function may run: after it nobody can be at work on the mail any more. */
const lease = 6_000;

/** Somebody else is sending this mail at this moment. */
class AtWork extends Error {}

/**
 * Sends a mail at most once. It is marked `sending` before it leaves, so a retry after a crash finds the mark, sends
 * nothing, and says that the outcome is unknown. `finish` is what else ends with it.
 */
export async function deliver(
  origin: Origin,
  programme: Programme,
  mail: Omit<StoredMail, 'state'>,
  { from = 'new', finish = [] }: { from?: 'new' | 'held'; finish?: Change[] } = {},
): Promise<{ replayed: boolean }> {
  const person = await personBehind(origin.brand, mail.customerId);
  if (person === undefined) return { replayed: false };
  const { actionUrl, changes: confirmation } = await confirmationIn(origin.brand, mail, person);
  const leased = { state: 'sending', leasedUntil: later(now(), lease) };
  const mark =
    from === 'new'
      ? create({ ...mail, ...leased })
      : update(keyOf(mail), { set: leased, when: { equals: { state: 'held' } } });
  try {
    await commit(anew(origin), { changes: [mark, ...confirmation] });
  } catch (error) {
    if (error instanceof ConditionFailed && error.change === mark) return alreadyMarked(origin, mail, error, finish);
    throw error;
  }
  const outcome = await send(programme, person, mail, actionUrl);
  if (outcome === 'not-now') {
    await commit(anew(origin), {
      changes: [from === 'new' ? remove(keyOf(mail)) : update(keyOf(mail), { set: { state: 'held' } })],
    });
    throw new Error('the mail provider takes no more for now');
  }
  return conclude(origin, mail, outcome, finish);
}

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

/** Sets of changes that are settled by the mail's own state need no key of their own. */
const anew = ({ once: _once, ...origin }: Origin): Origin => origin;

async function send(
  programme: Programme,
  person: Person,
  mail: Omit<StoredMail, 'state'>,
  actionUrl: string | undefined,
) {
  const { brand, template, values } = { brand: programme.id, ...mail };
  const topic = topicOf[template];
  const leave = topic && (await unsubscribeUrl(brand, person.customerId, topic));
  const content = render(template, programme, person, { values, actionUrl, unsubscribeUrl: leave });
  return sendMail(brand, {
    ...content,
    from: { name: programme.name, address: programme.mail.from },
    to: person.email,
    headers: {
      'Message-ID': `<${mail.mailId}@${programme.mail.from.split('@')[1]}>`,
      ...(leave && { 'List-Unsubscribe': `<${leave}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
  });
}

/** The mail was marked before: it ended, somebody is at work on it, or nobody knows how it ended. */
async function alreadyMarked(
  origin: Origin,
  mail: Omit<StoredMail, 'state'>,
  { stored }: ConditionFailed,
  finish: Change[],
) {
  const { state, leasedUntil = '' } = asMail(stored) as StoredMail;
  if (state === 'sending' && leasedUntil > now()) throw new AtWork('the mail is being sent');
  if (state === 'sending') return conclude(origin, mail, 'unknown', finish);
  return { replayed: true };
}

async function conclude(
  origin: Origin,
  mail: Omit<StoredMail, 'state'>,
  state: Exclude<MailState, 'held' | 'sending' | 'suppressed'>,
  finish: Change[],
): Promise<{ replayed: boolean }> {
  const { customerId, template } = mail;
  const about = { customerId, template, channel: 'mail' as const };
  const said = { about: customerId, effect: `mail:${template}` };
  const event =
    state === 'sent'
      ? say(notificationSent, { ...said, data: about })
      : say(notificationSuppressed, {
          ...said,
          data: { ...about, reason: state === 'unknown' ? 'unknown-outcome' : 'refused-by-provider' },
        });
  const end = update(keyOf(mail), { set: { state }, remove: ['leasedUntil'], when: { equals: { state: 'sending' } } });
  return commit(origin, { events: [event], changes: [end, ...finish] });
}

/** A mail that must not go out at all, and why; said once. */
export async function suppress(
  origin: Origin,
  mail: Omit<StoredMail, 'state'>,
  reason: 'unsubscribed' | 'unconfirmed-address' | 'too-many',
): Promise<void> {
  const { customerId, template } = mail;
  const data = { customerId, template, channel: 'mail' as const, reason };
  await commit(origin, {
    events: [say(notificationSuppressed, { about: customerId, effect: `mail:${template}`, data })],
    changes: [create({ ...mail, state: 'suppressed' })],
  });
}

/** The welcome mail carries the link that confirms the address; each sending has a token of its own, and counts. */
async function confirmationIn(
  brand: string,
  { template, customerId }: Omit<StoredMail, 'state'>,
  { email }: Person,
): Promise<{ actionUrl?: string; changes: Change[] }> {
  if (template !== 'welcome') return { changes: [] };
  const { token, change } = mintLink(confirmEmail, { brand, subject: customerId, expiresAt: later(now(), days(7)) });
  return {
    actionUrl: `${originUrl(brand)}/api/open/customers/confirmations/${token}`,
    changes: [change, await countConfirmation(brand, email, now())],
  };
}
