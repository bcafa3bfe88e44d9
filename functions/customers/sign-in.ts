import { markEmailVerified } from '#layers/aws/cognito.ts';
import { environment } from '#layers/environment.ts';
import { type Person, personKey } from '#layers/published/customers/person.ts';
import { remove, type Update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { armAnew, type Timer, timerKey } from '#layers/table/timer.ts';
import { later, minutes, now } from '#layers/time/clock.ts';
import { contract } from './contract.ts';
import { problem } from './problems.ts';

/** The pool in which a brand's customers sign in. */
export function poolOf(brand: string): string {
  const pool = environment.USER_POOLS[brand];
  if (pool === undefined) throw new Error(`no pool for ${brand}`);
  return pool;
}

/** Throws on what Cognito refuses a password for: in words, where it is the password's fault. */
export function refusedPassword(error: Error): never {
  throw error.name === 'InvalidPasswordException' ? problem('weak-password') : error;
}

const kind = 'sign-in';
const subjectOf = (customerId: string): string => `customer#${customerId}`;

/** In the transaction that confirms an address: where whoever confirms it is cut off before Cognito knows, a timer sees to that. */
export const armSignIn = (origin: Origin, customerId: string): Update =>
  armAnew(origin, {
    subject: subjectOf(customerId),
    kind,
    class: contract.timers[kind],
    dueAt: later(now(), minutes(1)),
    data: { customerId },
  });

/** Lets a customer sign in with the address that they have confirmed. */
export async function finishSignIn(
  origin: Origin,
  { customerId, email }: Pick<Person, 'customerId' | 'email'>,
): Promise<void> {
  const { brand } = origin;
  await markEmailVerified(poolOf(brand), customerId, email);
  await commit(origin, { changes: [remove(timerKey('customers', brand, subjectOf(customerId), kind))] });
}

/** The same, later; nothing where the customer is gone by then. The runtime takes the timer away. */
export async function signInIsDue({ brand, data }: Timer): Promise<{ replayed: boolean }> {
  const person = await get<Person>(personKey(brand, data.customerId as string));
  if (person?.emailConfirmed) await markEmailVerified(poolOf(brand), person.customerId, person.email);
  return { replayed: true };
}
