import { identifierHash } from '#layers/runtime/identifier.ts';
import { type Change, update } from '#layers/table/change.ts';
import { days, type Instant, later, now } from '#layers/time/clock.ts';
import type { NewMail } from './mailbox.ts';

/**
 * Anybody can register anybody's address, and ask for a new link for it. So many mails with a link of each kind reach it in a day
 * (UTC): for registrations, for confirmation links asked for by the address, for those asked for by an earlier link, and for links to
 * a new password. See docs/decisions/registration.md for what strangers can use up of this.
 */
export const linkMailsADay = 3;

/**
 * So many mails of a notice of which several come to one reach an address in a day of its reader. What is beyond waits, and comes to one
 * mail the next morning: a machine that deposits for somebody every second fills no mailbox.
 */
export const gatheredMailsADay = 6;

/** The mailbox behind an address: many providers hand what is sent to `ana+shop@` to `ana@`. */
const mailboxOf = (email: string): string => email.toLowerCase().replace(/\+[^@]*@/, '@');

/** An address has had its mails of a kind for today. */
export class TooManyToAddress extends Error {}

/** The changes that count a mail to an address, or give it back where it did not leave. */
type Counting = Promise<Record<'count' | 'giveBack', Change>>;

/** Counts a mail with a link. It fails with `TooManyToAddress` once the day's are used up. */
export const linkMailTo = (
  brand: string,
  email: string,
  { template, values }: Pick<NewMail, 'template' | 'values'>,
  at: Instant,
): Counting => mailTo(brand, email, ['links', at.slice(0, 10), template, ...Object.values(values)], linkMailsADay);

/** Counts a mail of a notice of which several come to one. It fails with `TooManyToAddress` once those of the reader's day are used up. */
export const gatheredMailTo = (brand: string, email: string, template: string, day: string): Counting =>
  mailTo(brand, email, ['gathered', day, template], gatheredMailsADay);

async function mailTo(brand: string, email: string, kind: readonly (string | number)[], most: number): Counting {
  const address = await identifierHash(brand, 'email', mailboxOf(email));
  const key = { pk: `notifications#${brand}#address#${address}`, sk: kind.join('#') };
  const count = update(key, {
    add: { mails: 1 },
    set: { ttl: Math.ceil(Date.parse(later(now(), days(2))) / 1000) },
    when: { below: { mails: most } },
    orElse: () => new TooManyToAddress('the address has had its mails of this kind for today'),
  });
  return { count, giveBack: update(key, { add: { mails: -1 } }) };
}
