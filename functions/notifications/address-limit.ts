import { identifierHash } from '#layers/runtime/identifier.ts';
import { type Change, update } from '#layers/table/change.ts';
import { days, type Instant, later } from '#layers/time/clock.ts';
import type { NewMail } from './mailbox.ts';

/**
 * Anybody can register anybody's address, and ask for a new link for it. So many mails with a link of each kind reach it in a day
 * (UTC): for registrations, for confirmation links asked for by the address, for those asked for by an earlier link, and for links to
 * a new password. See docs/decisions/registration.md for what strangers can use up of this.
 */
export const linkMailsADay = 3;

/** The mailbox behind an address: many providers hand what is sent to `ana+shop@` to `ana@`. */
const mailboxOf = (email: string): string => email.toLowerCase().replace(/\+[^@]*@/, '@');

/** An address has had its mails with such a link for today. */
export class TooManyToAddress extends Error {}

/**
 * Counts a mail with a link to an address, or gives it back where it did not leave. Counting fails with `TooManyToAddress`
 * once the day's are used up.
 */
export async function linkMailTo(
  brand: string,
  email: string,
  { template, values }: Pick<NewMail, 'template' | 'values'>,
  at: Instant,
): Promise<Record<'count' | 'giveBack', Change>> {
  const address = await identifierHash(brand, 'email', mailboxOf(email));
  const kind = [template, ...Object.values(values)].join('#');
  const key = { pk: `notifications#${brand}#address#${address}`, sk: `links#${at.slice(0, 10)}#${kind}` };
  const count = update(key, {
    add: { mails: 1 },
    set: { ttl: Math.ceil(Date.parse(later(at, days(2))) / 1000) },
    when: { below: { mails: linkMailsADay } },
    orElse: () => new TooManyToAddress('the address has had its mails with such a link for today'),
  });
  return { count, giveBack: update(key, { add: { mails: -1 } }) };
}
