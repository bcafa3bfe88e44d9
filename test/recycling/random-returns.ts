/** Returns of which things are told that nobody would expect in that order, while calls fail and the power goes. */
import fc from 'fast-check';
import { driver, type WorldDriver } from '../world/driver.ts';
import { endFaults, planFaults } from '../world/faults.ts';
import { Return, type Told } from './return-reference.ts';
import { type Desk, deskOf, type Sender, type Shown, sender, serialOf } from './returns.ts';

const brand = 'microsmile';

/** What was cut off is made up for by timers within so long. */
const madeUpFor = 'PT3H';

/** So many of all calls go wrong. */
const faults = 0.02;

/** What is told on these days since the label was made; each lies a day or more from whatever time brings. */
const tellingDays = [0, 39, 78] as const;

interface News {
  readonly told: Told;
  /** The carrier saw it half a day before it says so. */
  readonly late: boolean;
}

interface Box {
  readonly devices: number;
  /** What is told of it, day by day. */
  readonly days: readonly (readonly News[])[];
}

export interface RandomStory {
  /** Decides the order of what happens at once, and which calls go wrong. */
  readonly seed: number;
  readonly boxes: readonly Box[];
}

const likely: readonly Told[] = ['carrier has it', 'received', 'counted as announced', 'recycled', 'sent back'];
const others: readonly Told[] = [
  'carrier lost it',
  'counted with one missing',
  'counted with another device',
  'counted as empty',
  'taken as it came',
  'not taken',
  'refurbished',
  'rejected',
  'called off',
  'extended',
];

const news = fc.record<News>({
  told: fc.oneof(fc.constantFrom(...likely), fc.constantFrom(...others)),
  late: fc.integer({ min: 0, max: 9 }).map((n) => n >= 7),
});
const box = fc.record<Box>({
  devices: fc.integer({ min: 1, max: 3 }),
  days: fc.array(fc.array(news, { maxLength: 4 }), { minLength: tellingDays.length, maxLength: tellingDays.length }),
});

/** Any story of some boxes. A failing one shrinks to the fewest boxes and news that still fail. */
export const randomStory = (boxes: number): fc.Arbitrary<RandomStory> =>
  fc.record({ seed: fc.integer({ min: 1, max: 1_000_000 }), boxes: fc.array(box, { minLength: 1, maxLength: boxes }) });

interface Case {
  readonly id: string;
  readonly serials: readonly string[];
  readonly tracking: string;
  readonly expected: Return;
  readonly days: Box['days'];
}

export interface Ended {
  /** Where the product is not as the reference says, in words; empty where it is. */
  readonly differences: string[];
  readonly told: number;
  readonly results: readonly string[];
}

/** Tells a story in a world of its own, and compares each return with the reference: half-way, and when all are over. */
export async function tellReturns({ seed, boxes }: RandomStory): Promise<Ended> {
  const here = await driver({ seed });
  const [desk, by] = [await deskOf(here, brand), await sender(here, brand, 'azar')];
  await here.quiet();
  const differences: string[] = [];
  planFaults(here.world, faults, seed);
  const cases: Case[] = [];
  for (const each of boxes) cases.push(await opened(by, each));
  await here.travel(madeUpFor);
  const seen = await Promise.all(cases.map(async (each) => ({ ...each, tracking: await trackingOf(by, each.id) })));
  let told = 0;
  for (const [at, today] of tellingDays.entries()) {
    if (at > 0) await here.travel(`P${today - (tellingDays[at - 1] as number)}D`);
    for (const { expected } of seen) expected.pass(today);
    differences.push(...(await compared(here, by, seen)));
    const spoken = seen.map(async (each) => {
      for (const { told: what, late } of each.days[at] ?? []) {
        told += 1;
        const taken = await tell(here, { desk, by }, each, what, late);
        const should = each.expected.hears(what, today, late ? today - 0.5 : today);
        if (taken !== should) differences.push(`"${what}" on day ${today} was ${taken ? '' : 'not '}taken`);
      }
    });
    await Promise.all(spoken);
  }
  endFaults(here.world);
  await here.travel(madeUpFor);
  differences.push(...(await compared(here, by, seen)));
  for (const each of seen) await finished(here, { desk, by }, each);
  await here.travel(madeUpFor);
  differences.push(...(await compared(here, by, seen)), ...saidOnce(here, seen), ...putAside(here));
  return { differences, told, results: seen.map(({ expected }) => `${expected.result}`) };
}

async function opened(by: Sender, { devices, days }: Box): Promise<Case> {
  const serials = Array.from({ length: devices }, serialOf);
  const [serial = '', ...more] = serials;
  const { body } = await by.asks({ serial, ...(more.length > 0 && { more }) });
  return { id: body.id, serials, tracking: '', expected: new Return(devices), days };
}

const seenBy = async (by: Sender, id: string): Promise<Shown> =>
  (await by.me.get<Shown>(`/api/recycling/cases/${id}`)).body;

async function trackingOf(by: Sender, id: string): Promise<string> {
  const { tracking } = await seenBy(by, id);
  if (tracking === undefined) throw new Error(`${id} has no label`);
  return tracking;
}

/** Says something of a return where it is said in life. Whether it was taken. */
async function tell(
  here: WorldDriver,
  { desk, by }: { desk: Desk; by: Sender },
  { id, tracking, serials }: Case,
  told: Told,
  late = false,
): Promise<boolean> {
  const at = new Date(here.world.scheduler.now() - (late ? 43_200_000 : 0)).toISOString();
  const [, ...butOne] = serials;
  const asks: Record<Told, () => Promise<{ status: number }>> = {
    'carrier has it': () => desk.carrierSays(tracking, 'in-transit', { at }),
    'carrier lost it': () => desk.carrierSays(tracking, 'lost', { at }),
    received: () => desk.receive(id),
    'counted as announced': () => desk.count(id, serials),
    'counted with one missing': () => desk.count(id, butOne, 1),
    'counted with another device': () => desk.count(id, [`X-${id}`]),
    'counted as empty': () => desk.count(id, [], serials.length),
    'taken as it came': () => desk.review(id, 'accept'),
    'not taken': () => desk.review(id, 'reject'),
    recycled: () => desk.decide(id, 'recycled'),
    refurbished: () => desk.decide(id, 'refurbished'),
    rejected: () => desk.decide(id, 'rejected'),
    'called off': () => by.cancels(id),
    extended: () => by.extends(id),
    'sent back': () => desk.receive(id, 'returned'),
  };
  const { status } = await asks[told]();
  if (status >= 500) throw new Error(`"${told}" was never answered`);
  return status < 300;
}

/** Brings a return to its end, whichever way is open. */
async function finished(here: WorldDriver, people: { desk: Desk; by: Sender }, each: Case): Promise<void> {
  for (const told of ['called off', 'received', 'recycled', 'rejected', 'sent back'] as const) {
    if (each.expected.result !== undefined) return;
    await tell(here, people, each, told);
    each.expected.hears(told, tellingDays[2]);
  }
}

async function compared(here: WorldDriver, by: Sender, cases: readonly Case[]): Promise<string[]> {
  const differences: string[] = [];
  for (const { id, expected } of cases) {
    const { state, result = '', next } = await seenBy(by, id);
    const [is, should] = [`${state} ${result}`, `${expected.state} ${expected.result ?? ''}`];
    if (is !== should) differences.push(`it is ${is}, and should be ${should}`);
    const open = expected.result === undefined;
    if (open && (next.who === 'nobody' || next.by === undefined)) differences.push(`${state} has no next step`);
    if ((await here.hasEnded(id)) === open) differences.push(`${state}: its execution ${open ? 'ended' : 'hangs'}`);
  }
  return differences;
}

/** What can happen once was said once. */
function saidOnce({ world }: WorldDriver, cases: readonly Case[]): string[] {
  const items = [...world.table.items()];
  return cases.flatMap(({ id, expected }) => {
    const said = items.flatMap(({ pk, type }) => (pk === `event#${brand}#case#${id}` ? [type as string] : []));
    const recycled = expected.result === 'recycled' ? 1 : 0;
    const should = {
      'case.requested': 1,
      'case.label-sent': 1,
      'case.closed': 1,
      'case.recycled': recycled,
      'case.certified': recycled,
    };
    return Object.entries(should).flatMap(([type, times]) => {
      const is = said.filter((each) => each === type).length;
      return is === times ? [] : [`${type} was said ${is} times, and should be ${times} times`];
    });
  });
}

/** What nobody could handle. */
const putAside = ({ world: { queues } }: WorldDriver): string[] =>
  queues
    .names()
    .filter((name) => name.endsWith('-dead'))
    .flatMap((name) => queues.bodies(name).map(({ body }) => `${name} holds ${body}`));
