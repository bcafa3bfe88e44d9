import type { StoredMail } from './mailbox.ts';
import type { Template } from './templates.ts';

/** The letters by which somebody learns how a case ended for what came. */
const outcomes = ['case-refurbished', 'case-rejected', 'case-certificate'] as const;

/** After these nobody needs a label any more, nor any word about it. */
const afterLabel = [
  'case-expired',
  'case-received',
  'case-lost',
  'case-given-up',
  'case-cancelled',
  ...outcomes,
] as const;

/**
 * Which later letters about the same thing make a letter useless, or wrong, to its reader. A letter that is not here, such as
 * one with a certificate, is worth reading whatever came after it. What an agent called off stays so when the parcel comes
 * for all that, and a lost parcel is looked for whether or not its return was called off.
 */
const overtakenBy: { readonly [T in Template]?: readonly Template[] } = {
  'case-label': afterLabel,
  'case-extended': afterLabel,
  'case-expiring': ['case-expiring', 'case-extended', ...afterLabel],
  'case-expired': ['case-received', 'case-lost', 'case-given-up', 'case-cancelled', ...outcomes],
  'case-received': ['case-cancelled', ...outcomes],
  'case-lost': ['case-lost', 'case-received', 'case-given-up', ...outcomes],
};

/**
 * Whether one of the mails, which are in the order of their causes, overtakes this one. How the later one ended does not
 * matter: what it tells has happened, so the earlier one is no longer true.
 */
export function isOvertaken(mail: StoredMail, mails: readonly StoredMail[]): boolean {
  const later = mails.slice(mails.indexOf(mail) + 1);
  const by = overtakenBy[mail.template] ?? [];
  return later.some(({ about, template }) => about === mail.about && by.includes(template));
}
