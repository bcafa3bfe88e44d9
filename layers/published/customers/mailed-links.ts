import { type LinkPurpose, linksOf } from '#layers/table/link.ts';
import { published } from '#layers/table/partition.ts';
import { days } from '#layers/time/clock.ts';

/** The partitions in which such links lie, for the grants of whoever makes or serves them. */
export const partition = published(linksOf('customers'));

/** A link that notifications mails and customers serves. */
export interface MailedLink extends LinkPurpose {
  /** In milliseconds. */
  readonly validFor: number;
  /** Its address, less the token at the end. */
  readonly path: string;
}

/** The link by which a customer proves that an address is theirs. */
const confirmation: MailedLink = {
  owner: 'customers',
  purpose: 'confirm-email',
  validFor: days(7),
  path: '/api/open/customers/confirmations',
};

/**
 * The link by which whoever reads the mail of a confirmed address chooses a new password. It is good for a day: an address is
 * mailed three of them a day at most, and whoever uses those up in another's name has still not kept a good one from the owner.
 */
const recovery: MailedLink = {
  owner: 'customers',
  purpose: 'recover-password',
  validFor: days(1),
  path: '/api/open/customers/recoveries',
};

/** The mailed links by what notices call them. */
export const mailedLinks = { confirmation, recovery };
