import type { LinkPurpose } from '#layers/table/link.ts';

/** The link by which a customer proves that an address is theirs: notifications mails it, customers serves it. */
export const confirmEmail: LinkPurpose = { owner: 'customers', purpose: 'confirm-email' };
