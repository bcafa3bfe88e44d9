import { customerRegistered } from '#events/customers/customer.registered.ts';
import { ensureUser } from '#layers/aws/cognito.ts';
import { type Person, personKey } from '#layers/published/customers/person.ts';
import { create } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { smallIdFrom } from '#layers/table/hash.ts';
import { countOnce } from '#layers/table/limit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { openedWith } from './addresses.ts';
import { mayRegister } from './asking-limit.ts';
import { poolOf, refusedPassword } from './sign-in.ts';

/**
 * What Cognito calls the customer who came by a request. It has no capitals: pools that tell none apart may hand a name back in
 * small letters.
 */
const userName = (causeId: string): string => `c-${smallIdFrom(causeId)}`;

/**
 * Registers a person. The account can be used at once under its id; the e-mail address counts for nothing, and keeps
 * nobody else from it, until its owner confirms it by the mail that the event leads to. Throws `registered-too-often`.
 */
export async function register(
  origin: Origin,
  network: string,
  { password, ...profile }: Pick<Person, 'name' | 'email' | 'language' | 'zone'> & { readonly password: string },
): Promise<{ customerId: string }> {
  await countOnce(origin, await mayRegister(origin.brand, network));
  const customerId = userName(origin.cause.id);
  await ensureUser({
    pool: poolOf(origin.brand),
    name: customerId,
    email: profile.email,
    password,
    group: 'customer',
  }).catch(refusedPassword);
  const registered = say(customerRegistered, {
    about: customerId,
    effect: 'registered',
    data: { customerId, kind: 'person', language: profile.language, segments: [] },
  });
  const { answer } = await commit(origin, {
    events: [registered],
    changes: [
      create({ ...personKey(origin.brand, customerId), customerId, ...profile, emailConfirmed: false }),
      await openedWith(origin, profile.email, customerId),
    ],
    answer: { customerId },
  });
  return answer;
}
