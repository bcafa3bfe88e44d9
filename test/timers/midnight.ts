import { personKey } from '#layers/published/customers/person.ts';
import type { Item } from '#layers/table/change.ts';
import { type Instant, later, minutes } from '#layers/time/clock.ts';
import { expiryOf, type Lot } from '../../functions/points/ledger/lots.ts';
import { sender } from '../recycling/returns.ts';
import { driver } from '../world/driver.ts';
import { newWorld, type World } from '../world/world.ts';

/** The brand whose lots are over at midnight, and one that has none of them. */
const brands = ['microsmile', 'keyphone'] as const;
const [lotsBrand] = brands;

/** What came of a midnight at which many lots of one brand are over, and cases of two brands come to the end of their labels. */
export interface Midnight {
  readonly world: World;
  /** How many cases there were, and by how many milliseconds after its instant each of them was said to be expired. */
  readonly cases: number;
  readonly late: readonly number[];
  /** How often the points of each account expired that had any. */
  readonly expired: readonly number[];
  /** How many milliseconds after midnight the last of them did. */
  readonly lasted: number;
  /** What timers there are that were due and were not acted on. */
  readonly left: readonly Item[];
}

/**
 * Lets a midnight pass at which so many lots are over, until all of them have expired. The label of a case of each brand is over
 * at that midnight, and of others every so many minutes of the hour after it. Each call of what expires lots takes 0.3 s.
 */
export async function midnight({ lots, every }: { lots: number; every: number }): Promise<Midnight> {
  const { account, cases, people } = await dayBefore();
  const over = expiryOf(lotIn(account));
  const instants = Array.from({ length: 1 + Math.floor(60 / every) }, (_, n) => later(over, minutes(n * every)));
  const lotsOver = Array.from({ length: lots }, (_, n) =>
    account.map((item) => renamed(item, idIn(account), `c-${n}`)),
  );
  const casesOver = cases.flatMap((each) => instants.map((at, n) => caseUntil(each, at, n)));
  const items = [...people, ...casesOver.flat(), ...lotsOver.flat()];
  const world = await newWorld({ seed: 3, start: later(over, -minutes(10)), items });
  const { scheduler, table } = world;
  scheduler.fate = ({ process }) => (process?.name.startsWith('points/on-timer') ? 'delayed' : 'answered');
  const due = () => {
    const now = new Date(scheduler.now()).toISOString();
    return [...table.items()].filter(({ pk, dueAt }) => pk.startsWith('timer#') && `${dueAt}` <= now);
  };
  await scheduler.passTo(Date.parse(over) + 65 * 60_000);
  for (let hours = 0; due().length > 0 && hours < 4; hours++) await scheduler.passTo(scheduler.now() + 60 * 60_000);
  await scheduler.quiet();

  const said = (wanted: string) =>
    [...table.items()].filter(({ pk, type }) => pk.startsWith('event#') && type === wanted);
  const expired = said('points.expired');
  const byAccount = Map.groupBy(expired, ({ pk }) => pk);
  return {
    world,
    cases: casesOver.length,
    late: said('case.expired').map(lateness),
    expired: [...byAccount.values()].map(({ length }) => length),
    lasted: expired.reduce((longest, event) => Math.max(longest, lateness(event)), 0),
    left: due(),
  };
}

/** How long after the instant that a timer was armed for it was said what came of it. */
const lateness = ({ recordedAt, time }: Item): number => Date.parse(recordedAt as string) - Date.parse(time as string);

/** An account with a lot that was really earned, a case of each brand whose label is good still, and whose they are. */
async function dayBefore(): Promise<{ account: Item[]; cases: Item[][]; people: Item[] }> {
  const here = await driver();
  const senders = [];
  for (const brand of brands) senders.push(await sender(here, brand, 'ana'));
  await here.travel('P35D'); // a month as a customer earns points
  for (const { asks } of senders) await asks({ serial: 'SN-1', reason: 'take-back' });
  await here.quiet();
  const items = [...here.world.table.items()];
  const owned = (brand: string) => `timer#points#${brand}#`;
  const head = ({ pk, sk }: Item) => pk.startsWith(`points#${lotsBrand}#account#`) && sk === 'head';
  const lot = ({ pk, kind }: Item) => pk.startsWith(owned(lotsBrand)) && kind === 'lot';
  const ofCase = (brand: string) => (item: Item) =>
    item.pk.startsWith(`recycling#${brand}#case#`) ||
    (item.pk.startsWith(`timer#recycling#${brand}#`) && item.kind === 'label');
  const people = senders.map(
    ({ person: { brand, customerId } }) => here.world.table.at(personKey(brand, customerId)) as Item,
  );
  return {
    account: items.filter((item) => head(item) || lot(item)),
    cases: brands.map((brand) => items.filter(ofCase(brand))),
    people,
  };
}

const timerIn = (items: readonly Item[]): Item => items.find(({ pk }) => pk.startsWith('timer#')) as Item;
const lotIn = (account: readonly Item[]): Lot => (timerIn(account).data as { lot: Lot }).lot;
const idIn = (account: readonly Item[]): string => (timerIn(account).data as { accountId: string }).accountId;

/** The same item of somebody else; a lot's timer as it stands when its warnings are past. */
function renamed(item: Item, from: string, to: string): Item {
  const copy = JSON.parse(JSON.stringify(item).replaceAll(from, to)) as Item;
  return copy.kind === 'lot' ? dueAt(copy, expiryOf((copy.data as { lot: Lot }).lot)) : copy;
}

const dueAt = (timer: Item, at: Instant): Item => ({ ...timer, dueAt: at, visibleAt: at });

/** Another case, whose label is over at an instant. */
function caseUntil(items: readonly Item[], at: Instant, n: number): Item[] {
  const { caseId } = timerIn(items).data as { caseId: string };
  return items
    .map((item) => renamed(item, caseId, `k-${n}`))
    .map((item) =>
      item.kind === 'label' ? dueAt(item, at) : { ...item, label: { ...(item.label as object), expiresAt: at } },
    );
}
