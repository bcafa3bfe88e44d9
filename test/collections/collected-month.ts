/** A month of a machine of its own: told by the machine over MQTT, and by carriers, recycler and agents over HTTP. */
import { closedAfter, makeMonth, type Session, type Stretch } from '../../tools/demo/month.ts';
import { type BagSum, bagsOf, type Grams } from '../../tools/demo/month-sum.ts';
import type { Answer, Visitor } from '../../tools/demo/visitor.ts';
import type { Device, Driver } from '../support/driver.ts';

export interface Collection {
  readonly id: string;
  readonly state: string;
  readonly next: readonly string[];
  readonly why: string;
  readonly bins: readonly { readonly deviceId: string; readonly state: string; readonly movedTo?: string }[];
  readonly receipts: readonly { readonly id: string; readonly inForce: boolean }[];
  readonly balance?: readonly {
    material: string;
    deposited: number;
    weighed: number;
    received: number;
    agrees: boolean;
  }[];
  readonly reviews: readonly { readonly decision: string; readonly reason: string }[];
}

/** The people and the machine of a month. */
export interface Crew {
  readonly here: Driver;
  readonly machine: Device;
  readonly deviceId: string;
  readonly warehouse: Visitor;
  readonly agent: Visitor;
}

/** A machine that stands at a site, and the staff of its brand. */
export async function crewOf(here: Driver, brand = 'retorno'): Promise<Crew> {
  const machine = await here.provisions(brand, { siteId: 'plaza-mayor', organisationId: 'ayuntamiento' });
  const [warehouse, agent] = [await here.staff(brand, 'warehouse'), await here.staff(brand, 'agent')];
  return { here, machine, deviceId: machine.deviceId, warehouse, agent };
}

const api = '/api/staff/collections';

/** So many milliseconds as a duration. */
const lasting = (milliseconds: number): string => `PT${milliseconds / 1000}S`;

const citizenless = (id: string) => ({ receipt: `receipt-of-bag-${id}` });

/** Tells sessions, twenty at a time. `whose` says which citizen one is for; the others take a receipt. */
export async function tellSessions(
  crew: Crew,
  sessions: readonly Session[],
  whose: (session: Session) => object = ({ id }) => citizenless(id),
): Promise<void> {
  for (let at = 0; at < sessions.length; at += 20) {
    const some = sessions.slice(at, at + 20);
    await Promise.all(
      some.map((session) => {
        const { id, at, items } = session;
        return crew.machine.says('deposit', { ...whose(session), items }, { id, at });
      }),
    );
  }
  await crew.here.quiet();
}

/** The machine finds its bin full, says so twice, and an older word of it comes last. */
export async function tellFull(crew: Crew, before: string): Promise<void> {
  const status = (ago: number, fill: number) => {
    const at = new Date(Date.parse(before) - ago * 60_000).toISOString();
    return crew.machine.says('status', { fill }, { id: `full-${Date.parse(at)}`, at });
  };
  await status(30, 0.97);
  await status(20, 1);
  await status(30, 0.97);
  await status(300, 0.6);
  await crew.here.quiet();
}

/** The collections that wait for a carrier to empty this machine's bin. */
export async function waitingFor({ warehouse, deviceId }: Crew): Promise<Collection[]> {
  const { body } = await warehouse.get<{ collections: Collection[] }>(`${api}?limit=100`);
  return body.collections.filter(({ bins }) => bins.some((bin) => bin.deviceId === deviceId && bin.state === 'asked'));
}

/** A paper of some grams by material, as the scale or the recycler writes it. */
export const paper = (number: string, grams: Grams, more: object = {}) => ({
  number,
  issuer: 'recicladora-del-sur',
  masses: Object.entries(grams).map(([material, grams]) => ({ material, grams })),
  ...more,
});

/** Does something as staff, who may be impatient and send it twice. Throws unless it is done. */
export async function does<Body = { id: string; documentId: string }>(
  who: Visitor,
  path: string,
  body: unknown,
  key: string = crypto.randomUUID(),
): Promise<Body> {
  const [first, second] = (await Promise.all([
    who.send<Body>('POST', `${api}${path}`, body, key),
    who.send<Body>('POST', `${api}${path}`, body, key),
  ])) as [Answer<Body>, Answer<Body>];
  if (first.status !== 201) throw new Error(`${path}: ${first.status} ${JSON.stringify(first.body)}`);
  if (JSON.stringify(first.body) !== JSON.stringify(second.body)) throw new Error(`${path}: twice is not once`);
  return first.body;
}

export const collection = async ({ agent }: Crew, id: string): Promise<Collection> =>
  (await agent.get<Collection>(`${api}/${id}`)).body;

export interface CollectedMonth {
  readonly month: readonly Stretch[];
  readonly bags: readonly BagSum[];
  /** The collection of each bag. */
  readonly ids: readonly string[];
}

/**
 * Lives through a month: the bin fills up, a carrier is asked for and comes, scale and recycler write their papers, at times
 * before the emptying is reported. The last receipt lacks a kilo of glass.
 */
export async function liveThrough(
  crew: Crew,
  size: { seed: number; deposits: number; stretches: number },
  whose?: (session: Session) => object,
): Promise<CollectedMonth> {
  const { here } = crew;
  const month = makeMonth({ ...size, from: await here.now() });
  const bags = bagsOf(month);
  const ids: string[] = [];
  for (const [n, stretch] of month.entries()) {
    await here.travel(lasting(Date.parse(stretch.until) - Date.parse(await here.now())));
    const told = (when: Session['told']) => stretch.sessions.filter((session) => session.told === when);
    await tellSessions(crew, told('in-time'), whose);
    await tellFull(crew, stretch.emptiedAt);
    const last = n === month.length - 1;
    ids.push(await collect(crew, bags[n] as BagSum, `${size.seed}-${n}`, { papersFirst: n % 2 === 1, short: last }));
    await tellSessions(crew, [...told('held-back'), ...stretch.again], whose);
    await here.travel(lasting(closedAfter));
    await tellSessions(crew, told('late'), whose);
  }
  return { month, bags, ids };
}

async function collect(
  crew: Crew,
  { emptiedAt, carried }: BagSum,
  number: string,
  { papersFirst, short }: { papersFirst: boolean; short: boolean },
): Promise<string> {
  const { warehouse, deviceId } = crew;
  const waiting = await waitingFor(crew);
  if (waiting.length !== 1) throw new Error(`${waiting.length} collections wait for ${deviceId}, not one`);
  const { id } = waiting[0] as Collection;
  const received = short ? { ...carried, glass: (carried.glass ?? 0) - 1000 } : carried;
  const emptying = () => does(warehouse, `/${id}/emptyings`, { deviceId, at: emptiedAt });
  if (!papersFirst) await emptying();
  await does(warehouse, `/${id}/weighings`, paper(`B-${number}`, carried, { issuer: 'bascula-norte' }));
  await does(warehouse, `/${id}/receipts`, paper(`R-${number}`, received));
  if (papersFirst) await emptying();
  await crew.here.quiet();
  return id;
}

interface Counted {
  readonly emptiedAt: string;
  readonly count?: {
    readonly deposits: number;
    readonly lateDeposits: number;
    readonly containers: readonly { readonly material: string; readonly grams: number }[];
  };
}

/** What differs between what the product counted with each emptying and the sum made apart; empty where nothing does. */
export async function differences({ agent, deviceId }: Crew, bags: readonly BagSum[]): Promise<string[]> {
  const { body } = await agent.get<{ emptyings: Counted[] }>(`${api}/bins/${deviceId}/emptyings?limit=100`);
  const found = body.emptyings.toReversed().map(({ emptiedAt, count }) => {
    const grams = count?.containers.map(({ material, grams }) => [material, grams]) ?? [];
    return written({ emptiedAt, counted: Object.fromEntries(grams), ...count });
  });
  const expected = bags.map(written);
  return expected.length === found.length
    ? expected.flatMap((bag, n) => (bag === found[n] ? [] : [`counted ${found[n]}, it is ${bag}`]))
    : [`${found.length} emptyings are counted, there were ${expected.length}`];
}

export interface Statement {
  readonly deposits: number;
  readonly compared: {
    readonly collections: readonly { readonly id: string }[];
    readonly balance: readonly { readonly deposited: number; readonly weighed: number; readonly received: number }[];
  };
}

/** What the product says of a machine's month. */
export async function statementOf(crew: Crew, from: string): Promise<Statement> {
  const { body } = await crew.agent.get<Statement>(`${api}/bins/${crew.deviceId}/statement?from=${from}`);
  return body;
}

/** The grams of a statement: deposited, weighed and received. */
export const gramsIn = ({ compared }: Statement): number[] =>
  (['deposited', 'weighed', 'received'] as const).map((of) =>
    compared.balance.reduce((sum, each) => sum + each[of], 0),
  );

const written = ({ emptiedAt, counted, deposits, lateDeposits }: Partial<BagSum>): string =>
  JSON.stringify([emptiedAt, Object.entries(counted ?? {}).sort(), deposits, lateDeposits]);

/** How many grams a month's bags held in all. */
export const inAll = (bags: readonly BagSum[], which: 'carried' | 'counted'): number =>
  bags.flatMap((bag) => Object.values(bag[which])).reduce((sum, grams) => sum + grams, 0);
