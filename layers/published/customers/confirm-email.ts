import { type LinkPurpose, linksOf } from '#layers/table/link.ts';
import { published } from '#layers/table/partition.ts';

/** The partitions in which such links lie, for the grants of whoever makes or serves them. */
export const partition = published(linksOf('customers'));

/** The link by which a customer proves that an address is theirs: notifications mails it, customers serves it. */
export const confirmEmail: LinkPurpose = { owner: 'customers', purpose: 'confirm-email' };
