import type * as z from 'zod';
import { customerChanged } from '#events/customers/customer.changed.ts';
import { Person, personKey, type Sessions } from '#layers/published/customers/person.ts';
import { type Item, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { lastWins } from '#layers/table/last-wins.ts';
import type { Origin } from '#layers/table/origin.ts';
import { query } from '#layers/table/read.ts';
import { problem } from './problems.ts';
import type { Profile } from './profile.ts';

/** A customer with the cards and devices that are theirs. */
export interface Customer {
  readonly customerId: string;
  readonly profile: z.infer<typeof Profile>;
  readonly cards: readonly { accountId: string; last4: string; since: string }[];
  readonly devices: readonly { deviceId: string; since?: string; until?: string }[];
  readonly cases: readonly string[];
  readonly sessions: Sessions;
}

/** Everything this capability holds of a customer, in one read. Throws `not-found`. */
export async function customer(brand: string, customerId: string): Promise<Customer> {
  const items = await query(personKey(brand, customerId).pk);
  const person = items.find(({ sk }) => sk === 'person');
  if (person?.name === undefined) throw problem('not-found');
  const { customerId: _, ...profile } = Person.parse(person);
  return {
    customerId,
    profile,
    cards: under(items, 'card#').map(({ id, item }) => ({
      accountId: id,
      last4: item.last4 as string,
      since: item.since as string,
    })),
    devices: under(items, 'device#').map(({ id, item }) => ({
      deviceId: id,
      since: item.since as string | undefined,
      until: item.until as string | undefined,
    })),
    sessions: person as Sessions,
    cases: under(items, 'case#').map(({ id }) => id),
  };
}

const under = (items: Item[], prefix: string) =>
  items.filter(({ sk }) => sk.startsWith(prefix)).map((item) => ({ id: item.sk.slice(prefix.length), item }));

/** Changes what a customer says of themselves. */
export async function change(
  origin: Origin,
  customerId: string,
  fields: Partial<z.infer<typeof Profile>>,
): Promise<void> {
  const named = Object.entries(fields).flatMap(([name, field]) => (field === undefined ? [] : [name]));
  if (named.length === 0) return;
  const changed = say(customerChanged, { about: customerId, effect: 'profile', data: { customerId, fields: named } });
  const key = personKey(origin.brand, customerId);
  await commit(origin, {
    events: [changed],
    changes: [update(key, { set: fields, when: { exists: ['pk'] }, orElse: () => problem('not-found') })],
  });
}

const deviceKey = (brand: string, customerId: string, deviceId: string) => ({
  pk: personKey(brand, customerId).pk,
  sk: `device#${deviceId}`,
});

/** From `at` on, what happens with the device is on the customer's timeline. */
export async function ownsDevice(origin: Origin, customerId: string, deviceId: string, at: string): Promise<void> {
  const key = deviceKey(origin.brand, customerId, deviceId);
  await lastWins(key, { asOf: at }, { set: { since: at }, remove: ['until'] });
}

/** From `at` on, the device is somebody else's. */
export async function ownsDeviceNoMore(
  origin: Origin,
  customerId: string,
  deviceId: string,
  at: string,
): Promise<void> {
  const key = deviceKey(origin.brand, customerId, deviceId);
  await lastWins(key, { asOf: at }, { set: { until: at } });
}

/** What happens with the case is on the customer's timeline. */
export async function opensCase(origin: Origin, customerId: string, caseId: string): Promise<void> {
  const key = { pk: personKey(origin.brand, customerId).pk, sk: `case#${caseId}` };
  await commit(origin, { changes: [update(key, { set: { caseId } })] });
}
