/**
 * I1–I8 of the ledger, on what lies in the table. An entry is an event item: the stream publishes each of them as it was put,
 * so one entry is one event for the outbox, as long as each is put once, whole, and never changed (I4, I8).
 */
import { Envelope } from '#events/event.ts';
import type { Item } from '#layers/table/change.ts';
import { envelopeOf } from '#layers/table/event-item.ts';

/** What an entry adds to active and pending points together. */
const adds: Record<string, (points: number) => number> = {
  'points.earned': (points) => points,
  'points.activated': () => 0,
  'points.redeemed': (points) => -points,
  'points.reversed': (points) => points,
  'points.expired': (points) => -points,
  'points.capped': (points) => -points,
  'points.adjusted': (points) => points,
};

type Entry = Item & {
  readonly type: string;
  readonly brand: string;
  readonly data: { accountId: string; points: number };
};

interface Seen {
  readonly item: Item;
  readonly text: string;
}

/** What one history has left in the table until now. */
export interface Ledger {
  readonly seen: Map<string, Seen>;
  readonly effects: Set<string>;
  /** Σ entries and their number, by brand and account. */
  readonly sums: Map<string, { points: number; entries: number; kinds: Record<string, number> }>;
}

export const newLedger = (): Ledger => ({ seen: new Map(), effects: new Set(), sums: new Map() });

const keyOf = ({ pk, sk }: Item): string => `${pk} ${sk}`;

/** Reads what is new, and demands that nothing old has changed. `brands` are those that may have changed. */
export function observe(ledger: Ledger, items: readonly Item[], brands: readonly string[]): void {
  let events = 0;
  for (const item of items) {
    if (!item.pk.startsWith('event#')) continue;
    events += 1;
    const before = ledger.seen.get(keyOf(item));
    if (before === undefined) enter(ledger, item as Entry, brands);
    else if (before.item !== item && before.text !== JSON.stringify(item))
      throw new Error(`I4: ${keyOf(item)} was changed`);
  }
  if (events < ledger.seen.size) throw new Error('I4: an entry is gone');
}

function enter(ledger: Ledger, item: Entry, brands: readonly string[]): void {
  ledger.seen.set(keyOf(item), { item, text: JSON.stringify(item) });
  const { pk, sk, type, brand, data } = item;
  if (!brands.includes(brand) || pk.split('#')[1] !== brand) throw new Error(`I6: ${brand} posted ${keyOf(item)}`);
  const whole = Envelope.safeParse(envelopeOf(item));
  if (!whole.success) throw new Error(`I8: ${keyOf(item)} is no event: ${whole.error.message}`);
  const effect = `${pk} ${sk.slice(sk.indexOf('#'))}`;
  if (ledger.effects.has(effect)) throw new Error(`I2: ${effect} twice`);
  ledger.effects.add(effect);
  const add = adds[type];
  if (add === undefined) return;
  const account = `${brand} ${data.accountId}`;
  const sum = ledger.sums.get(account) ?? { points: 0, entries: 0, kinds: {} };
  ledger.sums.set(account, sum);
  sum.points += add(data.points);
  sum.entries += 1;
  sum.kinds[type] = (sum.kinds[type] ?? 0) + add(data.points);
  if (type === 'points.reversed') reversal(ledger, item);
}

/** A reversal names an entry that is there; that it happens once for what caused it and the part is I2. */
function reversal(ledger: Ledger, item: Entry): void {
  const { original } = item.data as { original?: { id: string } };
  const known = [...ledger.seen.values()].some((each) => each.item.id === original?.id);
  if (!known) throw new Error(`I4: ${keyOf(item)} undoes nothing that is there: ${JSON.stringify(original)}`);
}

interface Held {
  readonly active: number;
  readonly pending: number;
  /** In lots that are over, and not booked as expired yet. */
  readonly over: number;
}

/** I1: what a customer sees is the sum of the entries, less what is over and not booked yet. */
export function demandBalanced(
  { sums }: Ledger,
  { brand, accounts }: { readonly brand: string; readonly accounts: readonly string[] },
  { active, pending, over }: Held,
): void {
  const entries = accounts.reduce((sum, account) => sum + (sums.get(`${brand} ${account}`)?.points ?? 0), 0);
  if (entries - over !== active + pending) {
    throw new Error(`I1: Σ entries ${entries} − over ${over} ≠ active ${active} + pending ${pending}`);
  }
}

const headOf = (brand: string, account: string) => `points#${brand}#account#${account}`;

/** I5 and I8: each account, linked or not, holds what was issued less what went by each kind of entry, and has counted its entries. */
export function demandHeld({ sums }: Ledger, items: readonly Item[]): void {
  const heads = new Map(items.filter(({ sk }) => sk === 'head').map((item) => [item.pk, item]));
  for (const [of, { points, entries, kinds }] of sums) {
    const [brand = '', account = ''] = of.split(' ');
    const head = heads.get(headOf(brand, account)) as
      | (Item & { seq: number; pending?: number; debt?: number })
      | undefined;
    if (head === undefined) throw new Error(`I5: ${of} has entries and no head`);
    const held = heldIn([head], brand, [account], () => true) + (head.pending ?? 0) - (head.debt ?? 0);
    if (held !== points) throw new Error(`I5: ${of} holds ${held}, and its entries are ${JSON.stringify(kinds)}`);
    if (head.seq !== entries) throw new Error(`I8: ${of} has counted ${head.seq} entries, and ${entries} were put`);
  }
}

/** What accounts have in lots of a kind, as the table has it. */
export function heldIn(
  items: readonly Item[],
  brand: string,
  accounts: readonly string[],
  wanted: (lot: string) => boolean,
): number {
  let held = 0;
  for (const item of items) {
    if (item.sk !== 'head' || !accounts.some((account) => item.pk === headOf(brand, account))) continue;
    for (const [field, points] of Object.entries(item)) {
      if (field.startsWith('lot:') && wanted(field.slice('lot:'.length))) held += points as number;
    }
  }
  return held;
}

/** I7: what was accepted has left a trace that can be read: an event that it caused, or something that waits with its id. */
export const traced = (items: readonly Item[], id: string): boolean =>
  items.some((item) => (item.cause as { id?: string } | undefined)?.id === id || waits(item, id));

const waits = (item: Item, id: string): boolean => !item.pk.startsWith('event#') && JSON.stringify(item).includes(id);
