import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { clockAt } from '../support/clock-in-hand.ts';
import { type Cut, callsMade, cuts, planCuts } from '../support/power-cuts.ts';
import { type ReturnsInMemory, returnsInMemory } from './returns-in-memory.ts';

const serial = 'MS-2024-118822';

beforeEach(() => clockAt('2026-11-25T10:00:00.000Z'));
afterEach(() => {
  planCuts();
  jest.restoreAllMocks();
});

/** A brush comes back and is recycled; each does what they do once more where they got no answer. */
async function comesBack({ ask, settle }: ReturnsInMemory): Promise<string> {
  const asked = await ask('customer', 'POST', '/api/recycling/cases', { serial });
  expect(asked.status).toBe(201);
  const { id } = asked.body;
  const staff = `/api/staff/recycling/cases/${id}`;
  await settle();
  await ask('warehouse', 'POST', `${staff}/scans`, { scan: 'in-transit' });
  await settle();
  await ask('warehouse', 'POST', '/api/staff/recycling/scans', { code: serial, scan: 'received' });
  await settle();
  await ask('warehouse', 'POST', `${staff}/receipt`, { good: 1, damaged: 0, missing: 0, serials: [serial] });
  await settle();
  await ask('warehouse', 'POST', `${staff}/outcome`, { outcome: 'recycled' });
  await settle();
  return id;
}

const once = [
  'case.requested',
  'case.label-sent',
  'case.in-transit',
  'case.received',
  'case.inspected',
  'case.recycled',
  'case.certified',
  'case.closed',
];

/**
 * Whatever was cut off, everything happened once, and what nobody can know of a mail is said and offered again. The papers
 * of which nobody knows.
 */
async function expectOnce(world: ReturnsInMemory, id: string): Promise<string[]> {
  planCuts();
  const { ask, events, machine, dead } = world;
  const types = events().map(({ type }) => type);
  expect(types.filter((type) => type.startsWith('case.')).sort()).toEqual([...once].sort());
  const doubled = events().filter(({ type, data }) => type === 'points.earned' && data.serial !== undefined);
  expect(doubled.map(({ data }) => [data.serial, data.points])).toEqual([[serial, 100]]);
  expect([...machine.executions.values()].map(({ at }) => at)).toEqual([undefined]);
  expect(dead).toEqual([]);
  const left = await mailed(world);
  expect(new Set(left).size).toBe(left.length);
  const { body } = await ask('customer', 'GET', `/api/recycling/cases/${id}`);
  expect([body.state, body.result]).toEqual(['closed', 'recycled']);
  return [
    ...(await expectOffered(world, id, 'label', false)),
    ...(await expectOffered(world, id, 'certificate', true)),
  ];
}

const subjectOf = { label: 'Tu etiqueta de devolución', certificate: 'Tu certificado de reciclaje' };
const mailed = async ({ ses }: ReturnsInMemory) => (await ses.read()).map(({ subject }) => `${subject}`);

/** Where nobody knows whether a paper left, an agent hears of it and can have it sent again, once; if it is of use still. */
async function expectOffered(
  world: ReturnsInMemory,
  id: string,
  document: 'label' | 'certificate',
  ofUse: boolean,
): Promise<string[]> {
  const { ask, settle } = world;
  const { body } = await ask('customer', 'GET', `/api/recycling/cases/${id}`);
  const { state, canBeSentAgain } = body.mails.find((mail: { document: string }) => mail.document === document);
  const inDoubt = state === 'unknown-outcome';
  const before = await mailed(world);
  expect(inDoubt || before.includes(subjectOf[document])).toBe(true);
  expect(canBeSentAgain).toBe(inDoubt && ofUse);
  const { cases } = (await ask('agent', 'GET', '/api/staff/recycling/cases')).body;
  if (inDoubt && ofUse) expect(cases).toEqual([expect.objectContaining({ id, attention: 'mail' })]);
  const again = await ask('agent', 'POST', `/api/staff/recycling/cases/${id}/mails/${document}/again`);
  expect(again.status).toBe(canBeSentAgain ? 200 : 409);
  await settle();
  const after = await mailed(world);
  expect(after.slice(before.length)).toEqual(canBeSentAgain ? [subjectOf[document]] : []);
  if (ofUse) expect((await ask('agent', 'GET', '/api/staff/recycling/cases')).body.cases).toEqual([]);
  return inDoubt ? [document] : [];
}

describe('a device comes back', () => {
  it('in twelve steps of its machine at most', async () => {
    const world = await returnsInMemory();
    const id = await comesBack(world);
    await expectOnce(world, id);
    const [execution] = world.machine.executions.values();
    expect(execution?.entered.length).toBeLessThanOrEqual(12);
  });

  it.each(cuts)(
    'once, whichever call of all its functions %s',
    async (cut: Cut) => {
      const whole = await returnsInMemory();
      planCuts();
      await comesBack(whole);
      const calls = callsMade();
      expect(calls).toBeGreaterThan(60);
      const doubts: string[] = [];
      for (let at = 1; at <= calls; at++) {
        clockAt('2026-11-25T10:00:00.000Z');
        const world = await returnsInMemory();
        planCuts([[at, cut]]);
        const id = await comesBack(world).catch((error) => {
          throw new Error(`call ${at} of ${calls} ${cut}: ${error.message}`);
        });
        try {
          doubts.push(...(await expectOnce(world, id)));
        } catch (error) {
          throw new Error(`call ${at} of ${calls} ${cut}: ${(error as Error).message}`);
        }
      }
      // What was said of the mail, or the mail itself, was cut off in some of them.
      expect(new Set(doubts)).toEqual(new Set(['label', 'certificate']));
    },
    300_000,
  );

  it.each(cuts)('gets a label, once, whichever call of all its functions %s', async (cut: Cut) => {
    const begins = async ({ ask, settle }: ReturnsInMemory): Promise<string> => {
      const { body } = await ask('customer', 'POST', '/api/recycling/cases', { serial });
      await settle();
      return body.id;
    };
    const whole = await returnsInMemory();
    planCuts();
    await begins(whole);
    const calls = callsMade();
    const doubts: string[] = [];
    for (let at = 1; at <= calls; at++) {
      clockAt('2026-11-25T10:00:00.000Z');
      const world = await returnsInMemory();
      planCuts([[at, cut]]);
      const id = await begins(world);
      planCuts();
      doubts.push(...(await expectOffered(world, id, 'label', true)));
    }
    expect(doubts).not.toEqual([]);
  });

  /** Nobody hands it in: its end is called to mind twice, it is extended once, expires, and is given up. */
  async function expires({ ask, settle }: ReturnsInMemory): Promise<void> {
    const { id } = (await ask('customer', 'POST', '/api/recycling/cases', { serial })).body;
    await settle();
    for (const day of ['2026-12-15', '2026-12-22']) {
      clockAt(`${day}T09:10:00.000Z`);
      await settle();
    }
    await ask('customer', 'POST', `/api/recycling/cases/${id}/extension`);
    for (const day of ['2026-12-29', '2027-01-05', '2027-01-09', '2027-02-09']) {
      clockAt(`${day}T09:10:00.000Z`);
      await settle();
    }
  }

  /** The subjects of mails that left more often than they should. */
  const tooMany = (left: readonly string[], should: readonly string[]) => {
    const count = (among: readonly string[], subject: string) => among.filter((each) => each === subject).length;
    return left.filter((subject) => count(left, subject) > count(should, subject));
  };

  it.each(cuts)(
    'or expires, once, whichever call of all its functions %s',
    async (cut: Cut) => {
      const said = ({ events }: ReturnsInMemory) =>
        events().flatMap(({ type }) => (type.startsWith('case.') ? type : []));
      const whole = await returnsInMemory();
      planCuts();
      await expires(whole);
      const calls = callsMade();
      const mails = await mailed(whole);
      expect(mails).toHaveLength(7);
      const should = said(whole).sort();
      expect(should.filter((type) => type === 'case.label-expiring')).toHaveLength(4);
      expect(should).toEqual(expect.arrayContaining(['case.extended', 'case.expired', 'case.given-up', 'case.closed']));
      for (let at = 1; at <= calls; at++) {
        clockAt('2026-11-25T10:00:00.000Z');
        const world = await returnsInMemory();
        planCuts([[at, cut]]);
        await expires(world);
        expect([at, ...said(world).sort()]).toEqual([at, ...should]);
        expect(tooMany(await mailed(world), mails)).toEqual([]);
        expect([...world.machine.executions.values()].map(({ at }) => at)).toEqual([undefined]);
        expect(world.dead).toEqual([]);
      }
    },
    300_000,
  );

  it('is an agent’s where a step fails again and again, who has it tried once more', async () => {
    const world = await returnsInMemory();
    const { ask, settle, events, machine } = world;
    const { body } = await ask('customer', 'POST', '/api/recycling/cases', { serial });
    planCuts(Array.from({ length: 7 }, (_, at) => [at + 1, 'fails'] as const));
    await settle();
    const staff = `/api/staff/recycling/cases/${body.id}`;
    const shown = (await ask('customer', 'GET', `/api/recycling/cases/${body.id}`)).body;
    expect([shown.state, shown.next.who, shown.next.by !== undefined]).toEqual(['in-review', 'us', true]);
    const listed = (await ask('agent', 'GET', '/api/staff/recycling/cases')).body.cases;
    expect(listed).toEqual([expect.objectContaining({ id: body.id, attention: 'trouble', trouble: 'Unhandled' })]);
    expect((await ask('agent', 'POST', `${staff}/review`, { decision: 'accept' })).body.code).toBe('not-in-review');
    expect((await ask('agent', 'POST', `${staff}/review`, { decision: 'retry' })).status).toBe(200);
    await settle();
    expect((await ask('customer', 'GET', `/api/recycling/cases/${body.id}`)).body.state).toBe('label-sent');
    expect(events().filter(({ type }) => type === 'case.label-sent')).toHaveLength(1);
    await ask('customer', 'POST', `/api/recycling/cases/${body.id}/cancel`);
    await settle();
    expect([...machine.executions.values()].map(({ at }) => at)).toEqual([undefined]);
  });
});
