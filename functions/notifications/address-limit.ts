import { identifierHash } from '#layers/runtime/identifier.ts';
import { type Change, update } from '#layers/table/change.ts';
import { days, type Instant, later } from '#layers/time/clock.ts';
import type { NewMail } from './mailbox.ts';

/**
 * Anybody can register anybody's address, and ask for a new link for it. So many confirmation mails of each kind reach it in a day
 * (UTC): for registrations, for links asked for by the address, and for those asked for by an earlier link. Strangers cannot use up
 * the last, for they have no link. See docs/decisions/registration.md.
 */
export const confirmationsADay = 3;

/** An address has had its confirmation mails for today. */
export class TooManyToAddress extends Error {}

/**
 * Counts a confirmation mail to an address, or gives it back where it did not leave. Counting fails with `TooManyToAddress`
 * once the day's are used up.
 */
export async function confirmationTo(
  brand: string,
  email: string,
  { template, values }: Pick<NewMail, 'template' | 'values'>,
  at: Instant,
): Promise<Record<'count' | 'giveBack', Change>> {
  const address = await identifierHash(brand, 'email', email.toLowerCase());
  const kind = [template, ...Object.values(values)].join('#');
  const key = { pk: `notifications#${brand}#address#${address}`, sk: `confirmations#${at.slice(0, 10)}#${kind}` };
  const count = update(key, {
    add: { mails: 1 },
    set: { ttl: Math.ceil(Date.parse(later(at, days(2))) / 1000) },
    when: { below: { mails: confirmationsADay } },
    orElse: () => new TooManyToAddress('the address has had its confirmation mails for today'),
  });
  return { count, giveBack: update(key, { add: { mails: -1 } }) };
}
