import { customerConfirmationAsked } from '#events/customers/customer.confirmation-asked.ts';
import { customerPasswordChanged } from '#events/customers/customer.password-changed.ts';
import { customerRecoveryAsked } from '#events/customers/customer.recovery-asked.ts';
import { mailedLinks } from '#layers/published/customers/mailed-links.ts';
import { personKey } from '#layers/published/customers/person.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { idFrom } from '#layers/table/hash.ts';
import { linkOf } from '#layers/table/link.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { type Instant, later, now } from '#layers/time/clock.ts';
import { type Address, addressIn, addressPartition } from './addresses.ts';
import { mayAsk } from './asking-limit.ts';
import { endedSessions, endTurn, setPassword, takeTurn } from './password-turn.ts';
import { problem } from './problems.ts';
import { Password } from './values.ts';

/** A good link to a new password: whose it is, and when it was mailed. */
interface Recovery {
  readonly customerId: string;
  readonly mailedAt: Instant;
}

/** Whether a link is void because a password was chosen by one since it was mailed. */
const isVoid = (passwordAt: Instant | undefined, mailedAt: Instant): boolean =>
  passwordAt !== undefined && passwordAt >= mailedAt;

const link = mailedLinks.recovery;

/**
 * What the link of a token is for. It changes nothing. Throws `link-unknown`, `link-expired`, and `link-used` where a password was
 * chosen by a link since it was mailed: by this one, or by another that makes all earlier ones void.
 */
export async function recoveryOf(brand: string, token: string): Promise<Recovery> {
  const found = await linkOf(link, brand, token);
  const person = found && (await get<{ passwordAt?: Instant }>(personKey(brand, found.subject)));
  if (found === undefined || person === undefined) throw problem('link-unknown');
  const mailedAt = later(found.expiresAt, -link.validFor);
  if (isVoid(person.passwordAt, mailedAt)) throw problem('link-used');
  if (found.isOver) throw problem('link-expired');
  return { customerId: found.subject, mailedAt };
}

/**
 * Sets the password that whoever follows a mailed link chose, and signs the customer out everywhere. Of two links used at once one is
 * refused before it sets anything: throws `password-being-chosen`, or `link-used` where the other has done so.
 */
export async function recover(origin: Origin, token: string, password: string): Promise<void> {
  const { customerId, mailedAt } = await recoveryOf(origin.brand, token);
  if (!Password.safeParse(password).success) throw problem('weak-password');
  const turn = await takeTurn(origin, personKey(origin.brand, customerId), {
    when: { exists: ['pk'], below: { passwordAt: mailedAt } },
    orElse: (stored) =>
      isVoid(stored?.passwordAt as Instant | undefined, mailedAt) ? problem('link-used') : undefined,
  });
  // Before the link is used up: where this is cut off, it is as good as before.
  await setPassword(origin, turn, customerId, password);
  await commit(origin, {
    events: [
      say(customerPasswordChanged, { about: customerId, effect: `recovery:${idFrom(token)}`, data: { customerId } }),
    ],
    changes: [endTurn(turn, { passwordAt: now(), ...endedSessions() })],
  });
}

/**
 * Asks for a link to a new password; where the address is yet to be confirmed, for one to confirm it, by which a password is chosen
 * too. Whether anybody has the address cannot be told by what comes back. Throws `asked-too-often`.
 */
export async function askRecovery(origin: Origin, network: string, email: string): Promise<void> {
  const { brand } = origin;
  const address = await addressPartition(brand, email);
  const known = await addressIn(address);
  await commit(origin, { events: asked(known), changes: await mayAsk(brand, network, address) });
}

function asked({ owner, opened: [first] }: Address) {
  const effect = 'recovery';
  if (owner !== undefined) return [say(customerRecoveryAsked, { about: owner, effect, data: { customerId: owner } })];
  if (first === undefined) return [];
  const { customerId } = first;
  return [say(customerConfirmationAsked, { about: customerId, effect, data: { customerId, by: 'address' } })];
}
