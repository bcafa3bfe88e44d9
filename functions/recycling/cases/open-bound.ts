import type { Person } from '#layers/published/customers/person.ts';
import { type Change, type Key, update } from '#layers/table/change.ts';
import { problem } from '../problems.ts';
import { type Case, customerPartition } from './case.ts';

/**
 * So many cases are open at once of an account whose address nobody confirmed. It costs nothing to make one, each case costs a
 * label, and all labels are mailed when the address is confirmed.
 */
const mostUnconfirmed = 2;

/** So many are open at once of a customer with a device that nobody claimed: who asks first with its serial keeps others from it. */
const mostUnclaimed = 5;

/** How many cases may be open that count as one does, and the problem of whoever has so many. */
export interface Bound {
  readonly most: number;
  readonly refused: () => Error;
}

/** R01: the bound on a case; none where its customer has confirmed an address and claimed every device of it, such as a fleet. */
export function boundOn(person: Pick<Person, 'emailConfirmed'> | undefined, allClaimed: boolean): Bound | undefined {
  if (person?.emailConfirmed !== true) return { most: mostUnconfirmed, refused: () => problem('address-unconfirmed') };
  return allClaimed ? undefined : { most: mostUnclaimed, refused: () => problem('too-many-unclaimed') };
}

const countKey = (brand: string, customerId: string): Key => ({ pk: customerPartition(brand, customerId), sk: 'open' });

/** Counts that a bounded case is opened. Fails where there are as many open ones as there may be. */
export const countedOpen = (brand: string, customerId: string, { most, refused }: Bound): Change =>
  update(countKey(brand, customerId), { add: { cases: 1 }, when: { below: { cases: most } }, orElse: refused });

/** What makes room for another when a case is closed. */
export const countedClosed = (brand: string, { customerId, bounded }: Case): Change[] =>
  bounded ? [update(countKey(brand, customerId), { add: { cases: -1 } })] : [];
