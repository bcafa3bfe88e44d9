import { logoPicture } from '#brands/logos.ts';
import type { Programme } from '#brands/programmes.ts';
import { notificationSent } from '#events/notifications/notification.sent.ts';
import { notificationSuppressed } from '#events/notifications/notification.suppressed.ts';
import { type Attachment, type Mail, sendMail } from '#layers/aws/ses.ts';
import { mailedLinks } from '#layers/published/customers/mailed-links.ts';
import { type Person, personBehind } from '#layers/published/customers/person.ts';
import { caseDocument } from '#layers/published/recycling/case-documents.ts';
import { mailTurn } from '#layers/runtime/mail-turns.ts';
import { type Change, ConditionFailed, create, type Key, remove, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { documentOf } from '#layers/table/document.ts';
import { say } from '#layers/table/event-item.ts';
import { mintLink } from '#layers/table/link.ts';
import type { Origin } from '#layers/table/origin.ts';
import { civilDate } from '#layers/time/civil.ts';
import { later, now } from '#layers/time/clock.ts';
import { noticeNamed, textOf } from '#notices/catalogue.ts';
import type { Notice } from '#notices/notice.ts';
import { gatheredMailTo, linkMailTo, TooManyToAddress } from './address-limit.ts';
import { asMail, type MailState, type NewMail, type StoredMail } from './mailbox.ts';
import { originUrl } from './origins.ts';
import { render } from './render.ts';
import { unsubscribeUrl } from './unsubscribe.ts';

type Reason = 'unsubscribed' | 'unconfirmed-address' | 'too-many' | 'overtaken';

/** Longer than a function may run. After it the mail is given up, and whoever stood still and goes on then sends it no more. */
const lease = 6_000;

/** Somebody else is sending this mail at this moment. */
class AtWork extends Error {}

/**
 * Sends a mail at most once. It is marked `sending` before it leaves, so a retry after a crash finds the mark, sends
 * nothing, and says that the outcome is unknown. A held mail that tells of several things waits on where its address has had the day's.
 */
export async function deliver(
  origin: Origin,
  programme: Programme,
  mail: NewMail,
  from: 'new' | 'held' = 'new',
): Promise<'ended' | 'waits'> {
  const person = await personBehind(origin.brand, mail.customerId);
  if (person === undefined) return 'ended'; // nobody is left to write to
  const { actionUrl, count, giveBack } = await actionOf(origin.brand, mail, person);
  const letter = await composed(programme, person, mail, actionUrl);
  await mailTurn();
  const leasedUntil = later(now(), lease);
  const leased = { state: 'sending', leasedUntil };
  const mark =
    from === 'new'
      ? create({ ...mail, ...leased })
      : update(keyOf(mail), { set: leased, when: { equals: { state: 'held' } } });
  try {
    await commit(anew(origin), { changes: [mark, ...count] });
  } catch (error) {
    if (!(error instanceof TooManyToAddress)) await elseMarked(origin, mail, mark, error);
    else if (from === 'held' && noticeNamed(mail.template).together !== undefined) return 'waits';
    else await suppress(origin, mail, 'too-many', from);
    return 'ended';
  }
  const outcome = await sendMail(origin.brand, letter, leasedUntil);
  if (outcome === 'not-now') {
    const when = { equals: { state: 'sending' } };
    const unmark =
      from === 'new' ? remove(keyOf(mail), { when }) : update(keyOf(mail), { set: { state: 'held' }, when });
    await commit(anew(origin), { changes: [unmark, ...giveBack] });
    throw new Error('the mail did not leave for now');
  }
  await conclude(origin, mail, outcome);
  return 'ended';
}

/** The id in a subject, `case#k-…`. */
const idIn = (subject: string): string => subject.slice(subject.indexOf('#') + 1);

const keyOf = ({ pk, sk }: Key): Key => ({ pk, sk });

/** Sets of changes that are settled by the mail's own state need no key of their own. */
const anew = ({ once: _once, ...origin }: Origin): Origin => origin;

/** The mail as it will leave; made before the mark, so that what fails here can be tried again. */
async function composed(
  programme: Programme,
  person: Person,
  { mailId, template, values, about, reference }: NewMail,
  actionUrl: string,
): Promise<Mail> {
  const notice = noticeNamed(template);
  const leave = notice.topic && (await unsubscribeUrl(programme.id, person.customerId, notice.topic));
  return {
    ...render(notice, programme, person, { values, actionUrl, reference, unsubscribeUrl: leave }),
    attachments: [logoOf(programme), ...(await attached(programme, person, notice, about))],
    from: { name: programme.name, address: programme.mail.from },
    to: person.email,
    headers: {
      'Message-ID': `<${mailId}@${programme.mail.from.split('@')[1]}>`,
      ...(leave && { 'List-Unsubscribe': `<${leave}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
  };
}

/** The brand's logo, which the layout shows. */
const logoOf = ({ id }: Programme): Attachment => ({
  filename: 'logo.png',
  contentType: 'image/png',
  content: logoPicture(id),
  cid: 'logo',
});

/** The paper that goes with a letter about a case. It was made in the transaction of the event that the letter is about. */
async function attached(
  { id, name: brand }: Programme,
  reader: Person,
  notice: Notice,
  about: string,
): Promise<Attachment[]> {
  if (notice.attachment === undefined) return [];
  const content = await documentOf(caseDocument(id, idIn(about), notice.attachment));
  if (content === undefined) throw new Error(`there is no ${notice.attachment} to send with ${notice.name}`);
  const filename = textOf(notice, id, reader.language).attachment?.({ name: reader.name, brand });
  return [{ filename: filename ?? `${notice.attachment}.pdf`, contentType: 'application/pdf', content }];
}

/**
 * What it means that a mail could not be marked: it was marked before, so it ended or waits, somebody is at work on it, or
 * nobody knows how it ended. Any other error is not about the mark.
 */
export async function elseMarked(origin: Origin, mail: NewMail, mark: Change, error: unknown): Promise<void> {
  if (!(error instanceof ConditionFailed) || error.change !== mark) throw error;
  const { state, leasedUntil = '' } = asMail(error.stored) as StoredMail;
  if (state === 'sending' && leasedUntil > now()) throw new AtWork('the mail is being sent');
  if (state === 'sending') await conclude(origin, mail, 'unknown');
}

async function conclude(
  origin: Origin,
  mail: NewMail,
  state: Exclude<MailState, 'held' | 'sending' | 'suppressed' | 'joined'>,
): Promise<void> {
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
  await commit(origin, { events: [event], changes: [end] });
}

/** A mail that must not go out at all, and why; said once. */
export async function suppress(
  origin: Origin,
  mail: NewMail,
  reason: Reason,
  from: 'new' | 'held' = 'new',
): Promise<void> {
  const { customerId, template } = mail;
  const data = { customerId, template, channel: 'mail' as const, reason };
  const suppressed = { state: 'suppressed' };
  const mark =
    from === 'new'
      ? create({ ...mail, ...suppressed })
      : update(keyOf(mail), { set: suppressed, when: { equals: { state: 'held' } } });
  try {
    await commit(origin, {
      events: [say(notificationSuppressed, { about: customerId, effect: `mail:${template}`, data })],
      changes: [mark],
    });
  } catch (error) {
    return elseMarked(origin, mail, mark, error);
  }
}

/**
 * Where a mail's button leads. A link that confirms an address or leads to a new password has a token of its own for each
 * sending. It counts, as does a mail of which several come to one; it is given back where the mail does not leave.
 */
async function actionOf(
  brand: string,
  { template, values, customerId, about, reference = idIn(about) }: NewMail,
  { email, zone }: Person,
): Promise<{ actionUrl: string; count: Change[]; giveBack: Change[] }> {
  const { leadsTo, together } = noticeNamed(template);
  if (leadsTo !== 'confirmation' && leadsTo !== 'recovery') {
    const actionUrl = `${originUrl(brand)}${leadsTo.replace('{id}', reference)}`;
    if (together === undefined) return { actionUrl, count: [], giveBack: [] };
    const { count, giveBack } = await gatheredMailTo(brand, email, template, civilDate(now(), zone));
    return { actionUrl, count: [count], giveBack: [giveBack] };
  }
  const link = mailedLinks[leadsTo];
  const { token, change } = mintLink(link, { brand, subject: customerId, expiresAt: later(now(), link.validFor) });
  const { count, giveBack } = await linkMailTo(brand, email, { template, values }, now());
  return {
    actionUrl: `${originUrl(brand)}${link.path}/${token}`,
    count: [change, count],
    giveBack: [giveBack],
  };
}
