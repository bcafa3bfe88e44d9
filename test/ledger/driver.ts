/** Tells one history to the product and to the reference, and compares after every command what a customer would see. */
import type { Command, Happening, History, Wait } from './histories.ts';
import { demandBalanced, type Ledger, newLedger, observe, overIn, traced } from './invariants.ts';
import { asked, clockStands, fired, instant, type Product, person, told, written } from './product.ts';
import { ask, type Books, balanceOf, hear, type Message, ringAll, type Wish } from './reference.ts';
import { beginningOf, daysIn, daysLater } from './reference-calendar.ts';
import { altered, isToday, messageOf, wishOf } from './sayings.ts';
import type { DeadLetter, Store } from './stores.ts';
import { type Brand, bordersOf, cards, customers, newWorld, type World } from './world.ts';

export interface Stage {
  readonly product: Product;
  readonly store: Store;
  readonly dead: DeadLetter[];
}

interface Told extends Stage {
  readonly world: World;
  readonly ledger: Ledger;
}

/** The history as it went, and what went wrong with it. */
export class Broken extends Error {
  constructor(history: History, lines: readonly string[], problem: string) {
    super([`${history.brands.join(' and ')}, from ${history.begins}:`, ...lines, problem].join('\n'));
    this.name = 'Broken';
  }
}

/** Throws `Broken` where product and reference part ways, or an invariant does not hold. */
export async function tell(history: History, stage: Stage): Promise<World> {
  const world = newWorld(history);
  const all: Told = { ...stage, world, ledger: newLedger() };
  try {
    clockStands(world.now);
    for (const { id, books } of world.brands) {
      for (const [customer, { zone }] of books.holders) {
        await written(id, customer, person(customer, zone));
      }
    }
    for (const command of history.commands) {
      if (await obeyed(all, command)) await check(all, command);
    }
    return world;
  } catch (error) {
    throw new Broken(history, world.lines, error instanceof Broken ? error.message : `${(error as Error).stack}`);
  } finally {
    clockStands();
  }
}

/** Whether there was anything to do. */
async function obeyed(all: Told, command: Command): Promise<boolean> {
  const { world } = all;
  if (command.do === 'wait') return waited(all, command);
  const brand = world.brands[command.second ? 1 : 0];
  clockStands(world.now);
  const done = await happened(all, brand, command);
  world.now += 1000;
  return done;
}

const say = ({ world }: Told, text: string): void => {
  world.lines.push(`${instant(world.now)}  ${text}`);
};

async function happened(all: Told, brand: Brand, happening: Happening): Promise<boolean> {
  switch (happening.do) {
    case 'redeem':
    case 'cancel':
    case 'adjust':
    case 'approve': {
      const wish = wishOf(all.world, brand, happening);
      return wish !== undefined && wished(all, brand, wish);
    }
    case 'link':
    case 'register':
    case 'birthday':
    case 'move':
      return customersSay(all, brand, happening);
    case 'again':
      return again(all, brand, happening);
    case 'arrive': {
      const [message] = brand.under_way.splice(happening.nth % Math.max(1, brand.under_way.length), 1);
      return message !== undefined && !tooOld(all, message) && arrived(all, brand, message);
    }
    default: {
      const message = messageOf(all.world, brand, happening);
      if (message === undefined) return false;
      if (!happening.late) return arrived(all, brand, message);
      say(all, `${brand.id}: under way: ${message.type} ${JSON.stringify(message.data)}`);
      brand.under_way.push(message);
      return false;
    }
  }
}

/** A deposit that is first heard after the counters of its week are gone counts against a fresh one: not drawn here. */
const tooOld = ({ world }: Told, { type, time }: Message): boolean =>
  type.startsWith('deposit.') && world.now - time > 10 * 7 * 86_400_000;

async function arrived(all: Told, brand: Brand, message: Message): Promise<boolean> {
  say(
    all,
    `${brand.id}: ${message.type} of ${instant(message.time)} (${message.id.replace(/^e0+/, 'e')}) ${JSON.stringify(message.data)}`,
  );
  const letters = all.dead.length;
  const expected = hear(brand.books, message, all.world.now);
  const through = await told(all.product, brand.id, message);
  if (!through) throw new Error('I7: the product wants the message again');
  const codes = all.dead.slice(letters).map(({ code, reason }) => `${code} (${reason})`);
  const right =
    expected === 'dead letter' ? codes.length === 1 && codes[0]?.startsWith('cause-changed') : codes.length === 0;
  if (!right) throw new Error(`expected ${expected}, got dead letters [${codes}]`);
  if (expected === 'applied') {
    brand.arrived.push(message);
    if (!(await isTraced(all, message))) throw new Error('I7: nothing tells what became of it');
  }
  return true;
}

async function isTraced({ store }: Told, { id, type, data }: Message): Promise<boolean> {
  if (type === 'customer.changed') return true;
  if (type === 'deposit.recorded' && data.accountId === undefined) return true;
  const names = type === 'order.delivered' ? [data.orderId] : type === 'customer.linked' ? [data.accountId] : [];
  return traced(await store.items(), id, type === 'customer.registered' ? [data.customerId] : names);
}

async function again(all: Told, brand: Brand, { nth, altered: other }: Happening & { do: 'again' }): Promise<boolean> {
  const wishes = brand.wishes.length;
  if (!other && nth < 4 && wishes > 0) return wished(all, brand, brand.wishes[wishes - 1 - (nth % wishes)] as Wish);
  const message = brand.arrived.at(-1 - (nth % Math.max(1, brand.arrived.length)));
  const told = message && (other ? altered(brand, message) : message);
  return told !== undefined && arrived(all, brand, told);
}

async function customersSay(
  all: Told,
  brand: Brand,
  what: Happening & { do: 'link' | 'register' | 'birthday' | 'move' },
): Promise<boolean> {
  const { world } = all;
  const customerId = customers[what.customer] as string;
  const { books, id } = brand;
  const holder = books.holders.get(customerId) as NonNullable<ReturnType<Books['holders']['get']>>;
  const eventId = `e${String(++world.counted).padStart(21, '0')}`;
  const from = { id: eventId, time: world.now };
  if (what.do === 'link') {
    const accountId = cards[what.card] as string;
    if (books.cards.has(accountId)) return false;
    await written(id, accountId, { customerId });
    return arrived(all, brand, {
      ...from,
      type: 'customer.linked',
      data: { customerId, kind: 'card', accountId } as never,
    });
  }
  if (what.do === 'register') {
    if (holder.registered !== undefined) return false;
    const data = { customerId, kind: 'person', language: 'es', segments: [] };
    return arrived(all, brand, { ...from, type: 'customer.registered', data });
  }
  const field = what.do === 'birthday' ? 'birthday' : 'zone';
  if (what.do === 'birthday') {
    if (holder.registered === undefined || isToday(world, brand, customerId, what.date)) return false;
    await timersRun(all);
    holder.birthday = what.date;
  } else {
    // What becomes of a window or a day that began by the old clocks, the page does not say.
    const open = books.orders.some(({ customer, lot }) => customer === customerId && lot === undefined);
    if (open || holder.registered !== undefined || brand.under_way.length > 0) return false;
    await timersRun(all);
    holder.zone = what.zone;
  }
  await written(id, customerId, { [field]: holder[field] });
  say(all, `${id}: ${customerId} has ${field} ${holder[field]}`);
  return arrived(all, brand, { ...from, type: 'customer.changed', data: { customerId, fields: [field] } as never });
}

async function wished(all: Told, brand: Brand, wish: Wish): Promise<boolean> {
  say(all, `${brand.id}: ${JSON.stringify(wish)}`);
  if (!brand.wishes.includes(wish)) brand.wishes.push(wish);
  const expected = ask(brand.books, wish, all.world.now);
  const { status, body } = await asked(all.product, { brand: brand.id, ...requestOf(brand, wish) });
  if (status !== expected.status) throw new Error(`expected ${expected.status}, got ${status} ${JSON.stringify(body)}`);
  if (expected.state !== undefined && body.state !== expected.state)
    throw new Error(`expected ${expected.state}, got ${body.state}`);
  if (status === 201 && 'id' in wish) brand.names.set(wish.id, body.id);
  return true;
}

function requestOf({ names }: Brand, wish: Wish) {
  const { key } = wish;
  switch (wish.wish) {
    case 'redeem':
      return { key, by: wish.customer, path: '/api/points/redemptions', body: { rewardId: wish.reward } };
    case 'cancel':
      return { key, by: 'm-1', path: `/api/staff/points/redemptions/${names.get(wish.id)}/cancel` };
    case 'adjust': {
      const path = `/api/staff/points/customers/${wish.customer}/adjustments`;
      return { key, by: wish.by, path, body: { points: wish.points, reason: 'goodwill', note: 'as agreed' } };
    }
    case 'approve':
      return { key, by: wish.by, path: `/api/staff/points/adjustments/${names.get(wish.id)}/approval` };
  }
}

async function waited(all: Told, { until, timers }: Wait): Promise<boolean> {
  const { world } = all;
  const target = targetOf(world, until);
  if (target <= world.now) return false;
  if (timers === 'in time') {
    for (let next = await nextDue(all); next !== undefined && next <= target; next = await nextDue(all)) {
      world.now = Math.max(next, world.now);
      await timersRun(all);
    }
  }
  world.now = target;
  clockStands(world.now);
  if (timers === 'late') await timersRun(all);
  say(
    all,
    `so much later, timers ${timers === 'in time' ? 'have run in time' : timers === 'late' ? 'run now' : 'have not run'}`,
  );
  return true;
}

function targetOf(world: World, until: Wait['until']): number {
  if ('at' in until) return Date.parse(until.at);
  if ('days' in until) return world.now + until.days * 86_400_000;
  if ('minutes' in until) return world.now + until.minutes * 60_000;
  const borders = bordersOf(world);
  return (borders[until.border % Math.max(1, borders.length)] ?? world.now) + until.off;
}

type Due = { readonly visibleAt: string; readonly pk: string; readonly sk: string };

async function due({ store }: Told): Promise<Due[]> {
  const armed = (await store.items()).filter((item) => item.duePk !== undefined) as unknown as Due[];
  return armed.sort((a, b) => (a.visibleAt < b.visibleAt ? -1 : 1));
}

async function nextDue(all: Told): Promise<number | undefined> {
  const [first] = await due(all);
  const alarms = all.world.brands.flatMap(({ books }) => books.alarms.map(({ due }) => due));
  const next = Math.min(...alarms, first === undefined ? Number.POSITIVE_INFINITY : Date.parse(first.visibleAt));
  return next === Number.POSITIVE_INFINITY ? undefined : next;
}

/** Everything that is due fires, in order, until nothing is. */
async function timersRun(all: Told): Promise<void> {
  const { world, product, dead } = all;
  clockStands(world.now);
  for (let rounds = 0; ; rounds++) {
    const visible = (await due(all)).filter(({ visibleAt }) => visibleAt <= instant(world.now));
    if (visible.length === 0) break;
    if (rounds > 500) throw new Error(`these timers do not end: ${JSON.stringify(visible.slice(0, 3))}`);
    for (const timer of visible) {
      const through = await fired(product, timer);
      if (!through) throw new Error(`the product wants the timer again: ${JSON.stringify(timer)}`);
    }
    if (dead.length > 0 && dead.at(-1)?.code !== 'cause-changed')
      throw new Error(`dead: ${JSON.stringify(dead.at(-1))}`);
  }
  for (const { books } of world.brands) ringAll(books, world.now);
}

async function check(all: Told, command: Command): Promise<void> {
  const { world, product, store, ledger } = all;
  clockStands(world.now);
  const touched = command.do === 'wait' ? world.brands : [world.brands[command.second ? 1 : 0]];
  const items = await store.items();
  const sweeps = command.do === 'birthday' || command.do === 'move' || command.do === 'wait';
  observe(
    ledger,
    items,
    (sweeps ? world.brands : touched).map(({ id }) => id),
  );
  for (const { id: brand, books } of world.brands) {
    const policy = books.figures.purchases.refunds;
    for (const customer of customers) {
      const expected = balanceOf(books, customer, world.now);
      const { status, body } = await asked(product, { brand, path: '/api/points/balance', by: customer });
      const { asOf, ...seen } = body;
      const same = status === 200 && asOf === instant(world.now) && JSON.stringify(seen) === JSON.stringify(expected);
      if (!same)
        throw new Error(`${brand} ${customer}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(seen)}`);
      if (policy !== 'negative' && seen.active < 0) throw new Error(`I3: ${customer} has ${seen.active}`);
      const accounts = [customer, ...cards.filter((card) => books.cards.get(card) === customer)];
      const over = overIn(items, brand, accounts, (lot) => ended(lot, world.now));
      demandBalanced(ledger, items, brand, accounts, { ...seen, over });
    }
  }
}

/** `2027-11@Europe/Madrid` is over when November 2027 has ended there. */
function ended(lot: string, now: number): boolean {
  const [month = '', zone = ''] = lot.split('@');
  const [year = 0, number = 0] = month.split('-').map(Number);
  return beginningOf(daysLater({ year, month: number, day: daysIn(year, number) }, 1), zone) <= now;
}
