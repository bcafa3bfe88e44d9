import type { Programme } from '#brands/programmes.ts';
import { type Change, create, type Key } from '#layers/table/change.ts';
import type { Origin } from '#layers/table/origin.ts';
import { query } from '#layers/table/read.ts';
import { days, type Instant, later } from '#layers/time/clock.ts';

/** A device that was recycled, and whose it was. */
export interface Recycled {
  readonly serial: string;
  readonly customerId: string;
  readonly at: Instant;
}

/** By which rule a device doubles, and which purchases: those paid from `from` until `until`. News of one may be a day late. */
export interface Terms {
  readonly rule: string;
  readonly ruleVersion: number;
  readonly from: Instant;
  readonly until: Instant;
  readonly waitsUntil: Instant;
}

/**
 * A recycled device that waits for a purchase, on the terms of the day on which it was heard of, with the origin under which
 * that will be doubled.
 */
export type Waiting = Key & Recycled & Terms & { readonly origin: Origin };

/** A customer's purchase by which points were earned. */
interface Purchase {
  readonly orderId: string;
  readonly paidAt: Instant;
  readonly doubledBy?: string;
}

/** P03: the terms of the programme as it stands; undefined where it doubles nothing. */
export function termsOf({ points }: Programme, { at }: Recycled): Terms | undefined {
  if (points?.doubling === undefined) return undefined;
  const { id: rule, version: ruleVersion, withinDays } = points.doubling;
  return {
    rule,
    ruleVersion,
    from: later(at, -days(withinDays)),
    until: later(at, days(withinDays)),
    waitsUntil: later(at, days(withinDays + 1)),
  };
}

/** Once for a serial, ever. */
export const serialKey = (brand: string, serial: string): Key => ({
  pk: `points#${brand}#serial#${serial}`,
  sk: 'serial',
});

const purchasesPartition = (brand: string, customerId: string): string => `points#${brand}#purchases#${customerId}`;

export const purchaseKey = (
  brand: string,
  customerId: string,
  { paidAt, orderId }: { paidAt: Instant; orderId: string },
): Key => ({ pk: purchasesPartition(brand, customerId), sk: `${paidAt}#${orderId}` });

export const waitingKey = (brand: string, { customerId, at, serial }: Recycled): Key => ({
  pk: purchasesPartition(brand, customerId),
  sk: `waiting#${at}#${serial}`,
});

/** A purchase stands among the customer's from now on. */
export const purchaseHeard = (
  { brand }: Origin,
  customerId: string,
  purchase: { orderId: string; paidAt: Instant },
): Change => create({ ...purchaseKey(brand, customerId, purchase), ...purchase });

/** A customer's purchases paid since `from`. */
export async function purchasesOf(brand: string, customerId: string, from: Instant): Promise<Purchase[]> {
  const items = await query<Purchase>(purchasesPartition(brand, customerId), { from });
  return items.filter(({ paidAt }) => paidAt !== undefined);
}

/** The devices of a customer that wait for a purchase like this one, the one that was recycled first before the others. */
export async function waitingFor(brand: string, customerId: string, paidAt: Instant): Promise<Waiting[]> {
  const waiting = await query<Waiting>(purchasesPartition(brand, customerId), { prefix: 'waiting#' });
  return waiting.filter(({ from, until }) => from <= paidAt && paidAt <= until);
}
