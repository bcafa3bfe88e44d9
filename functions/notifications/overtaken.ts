import { noticeNamed } from '#notices/catalogue.ts';
import type { StoredMail } from './mailbox.ts';

/**
 * Whether one of the mails, which are in the order of their causes, overtakes this one. How the later one ended does not
 * matter: what it tells has happened, so the earlier one is no longer true.
 */
export function isOvertaken(mail: StoredMail, mails: readonly StoredMail[]): boolean {
  const later = mails.slice(mails.indexOf(mail) + 1);
  return later.some(
    ({ about, template }) => about === mail.about && noticeNamed(template).overtakes?.includes(mail.template),
  );
}
