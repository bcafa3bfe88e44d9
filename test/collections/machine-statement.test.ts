import { beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { type Programme, programmes } from '#brands/programmes.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { firedBy, Timer } from '#layers/table/timer.ts';
import { days, later } from '#layers/time/clock.ts';
import { learnBin } from '../../functions/collections/bins/bins.ts';
import { countIsDue } from '../../functions/collections/bins/count.ts';
import { empty } from '../../functions/collections/bins/emptyings.ts';
import { file } from '../../functions/collections/books/papers.ts';
import { request } from '../../functions/collections/books/requests.ts';
import { statement } from '../../functions/collections/custody/statement.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import { asked, heard, standingAt } from './collecting.ts';

const programme = programmes.retorno as Programme;
const start = '2026-11-01T10:00:00.000Z';
const day = (n: number) => later(start, days(n));

let world: BareWorld;
const items = () => [...world.table.items()];

beforeEach(async () => {
  world = bareWorld({ start });
  for (const id of ['rvm-0001', 'rvm-0002']) await learnBin(heard(`learn-${id}`, start), standingAt(id));
});

async function deposit(time: string, grams: number, deviceId = 'rvm-0001'): Promise<void> {
  await world.until(time);
  const containers = [{ material: 'pet', count: 1, grams }];
  const data = { ...standingAt(deviceId), outcome: 'accepted' as const, containers };
  const said = say(depositRecorded, { about: deviceId, effect: 'deposit', data });
  await commit(origin({ cause: { id: `d-${deviceId}-${time}`, subject: `device#${deviceId}`, time } }), {
    events: [said],
  });
}

/** A visit of the carrier, with papers of so many grams. */
async function collected(at: string, grams: { weighed?: number; received?: number }, deviceIds = ['rvm-0001']) {
  const { id } = await request(asked(`ask-${at}`, at), programme, deviceIds);
  for (const deviceId of deviceIds) await empty(asked(`empty-${at}-${deviceId}`, at), programme, id, { deviceId, at });
  const paper = (kind: 'weighings' | 'receipts', grams: number) =>
    file(asked(`${kind}-${at}`, at), id, kind, {
      number: `${kind}-${at}`,
      issuer: 'recicladora',
      masses: [{ material: 'pet', grams }],
    });
  if (grams.weighed !== undefined) await paper('weighings', grams.weighed);
  if (grams.received !== undefined) await paper('receipts', grams.received);
  return id;
}

async function counted(): Promise<void> {
  for (const item of items()) {
    if (item.kind === 'count') await countIsDue(firedBy(Timer.parse(item)), Timer.parse(item));
  }
}

const month = () => statement('retorno', 'rvm-0001', { from: start, until: day(31) });

const nothing = { emptyings: 0, uncounted: 0, deposits: 0, containers: [] };

/** The machine's own figures are those of its parts, added up. */
function expectAddsUp({ compared, open, shared, ...own }: Awaited<ReturnType<typeof month>>): void {
  const parts = [compared, ...open, ...shared];
  const grams = (of: { containers: readonly { grams: number }[] }) =>
    of.containers.reduce((sum, each) => sum + each.grams, 0);
  const sums = (of: typeof parts) => ({
    emptyings: of.reduce((sum, each) => sum + each.emptyings, 0),
    uncounted: of.reduce((sum, each) => sum + each.uncounted, 0),
    deposits: of.reduce((sum, each) => sum + each.deposits, 0),
    grams: of.reduce((sum, each) => sum + grams(each), 0),
  });
  const { emptyings, uncounted, deposits } = own;
  expect(sums(parts)).toEqual({ emptyings, uncounted, deposits, grams: grams(own) });
}

describe('the statement of a machine', () => {
  it('adds up what its emptyings come to, and shows what no single collection showed', async () => {
    const ids: string[] = [];
    for (let n = 1; n <= 4; n++) {
      await deposit(day(n), 10_000);
      ids.push(await collected(later(day(n), 1000), { weighed: 10_000, received: 9_750 }));
    }
    await deposit(day(5), 77);
    await counted();
    const own = { emptyings: 4, uncounted: 0, deposits: 4, containers: [{ material: 'pet', count: 4, grams: 40_000 }] };
    expect(await month()).toEqual({
      ...{ deviceId: 'rvm-0001', from: start, until: day(31), ...own, open: [], shared: [] },
      compared: {
        collections: ids.map((id) => ({ id, reference: expect.stringMatching(/^RT-/) })),
        ...own,
        balance: [{ material: 'pet', deposited: 40_000, weighed: 40_000, received: 39_000 }],
      },
    });
  });

  it('shows its own figures of a bag that travelled with another, beside what the papers say of both', async () => {
    await deposit(day(1), 500);
    await deposit(day(1), 700, 'rvm-0002');
    const id = await collected(day(2), { weighed: 1_200, received: 1_100 }, ['rvm-0001', 'rvm-0002']);
    await counted();
    const own = { emptyings: 1, uncounted: 0, deposits: 1, containers: [{ material: 'pet', count: 1, grams: 500 }] };
    const found = await month();
    expect(found).toMatchObject({
      ...own,
      compared: { collections: [], ...nothing, balance: [] },
      shared: [
        {
          ...{ id, machines: 2, waits: [], ...own },
          balance: [{ material: 'pet', deposited: 1_200, weighed: 1_200, received: 1_100 }],
        },
      ],
    });
    expectAddsUp(found);
  });

  it('compares only what is counted and has papers of its own, and shows of the rest what it waits for', async () => {
    await deposit(day(1), 500);
    const whole = await collected(day(2), { weighed: 500, received: 500 });
    const noPaper = await collected(day(3), { weighed: 1 });
    const along = await collected(day(4), { weighed: 1, received: 1 }, ['rvm-0001', 'rvm-0002']);
    await counted();
    const uncounted = await collected(day(5), { weighed: 1, received: 1 });
    await deposit(day(5), 40);
    const found = await month();
    expect(found).toMatchObject({
      ...{ emptyings: 4, uncounted: 1, deposits: 1 },
      compared: {
        ...{ collections: [{ id: whole }], emptyings: 1, deposits: 1 },
        balance: [{ material: 'pet', deposited: 500, weighed: 500, received: 500 }],
      },
      open: [
        { id: noPaper, waits: ['receipt'], ...nothing, emptyings: 1 },
        { id: uncounted, waits: ['count'], ...nothing, emptyings: 1, uncounted: 1 },
      ],
      shared: [{ id: along, ...nothing, emptyings: 1 }],
    });
    expectAddsUp(found);
  });

  it('is of the emptyings in the while: from its beginning, and before its end', async () => {
    const ids = [];
    for (const at of [start, day(30), day(31)]) ids.push(await collected(at, { weighed: 1, received: 1 }));
    await counted();
    expect(await month()).toMatchObject({
      ...{ emptyings: 2, compared: { collections: ids.slice(0, 2).map((id) => ({ id })) } },
    });
    expect(await statement('retorno', 'rvm-0002', { from: start, until: day(31) })).toMatchObject({
      ...{ ...nothing, compared: { collections: [], balance: [] } },
    });
    await expect(statement('retorno', 'rvm-none', { from: start, until: day(31) })).rejects.toThrow('bin-unknown');
  });

  it('is refused beyond a hundred emptyings', async () => {
    for (let n = 0; n <= 100; n++) await collected(later(start, n), {});
    await expect(month()).rejects.toThrow('period-too-long');
    expect(await statement('retorno', 'rvm-0001', { from: start, until: later(start, 100) })).toMatchObject({
      emptyings: 100,
    });
  });
});
