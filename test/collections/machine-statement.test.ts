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

async function deposit(time: string, grams: number): Promise<void> {
  await world.until(time);
  const containers = [{ material: 'pet', count: 1, grams }];
  const data = { ...standingAt('rvm-0001'), outcome: 'accepted' as const, containers };
  const said = say(depositRecorded, { about: 'rvm-0001', effect: 'deposit', data });
  await commit(origin({ cause: { id: `d-${time}`, subject: 'device#rvm-0001', time } }), { events: [said] });
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

describe('the statement of a machine', () => {
  it('adds up what its emptyings come to, and shows what no single collection showed', async () => {
    const ids: string[] = [];
    for (let n = 1; n <= 4; n++) {
      await deposit(day(n), 10_000);
      ids.push(await collected(later(day(n), 1000), { weighed: 10_000, received: 9_750 }));
    }
    await deposit(day(5), 77);
    await counted();
    expect(await month()).toEqual({
      ...{ deviceId: 'rvm-0001', from: start, until: day(31), emptyings: 4, deposits: 4 },
      ...{ collections: ids, open: [], shared: [] },
      balance: [{ material: 'pet', deposited: 40_000, weighed: 40_000, received: 39_000 }],
    });
  });

  it('leaves out and names what is not counted, has no papers, or travelled with others', async () => {
    await deposit(day(1), 500);
    const whole = await collected(day(2), { weighed: 500, received: 500 });
    const noPaper = await collected(day(3), { weighed: 1 });
    const along = await collected(day(4), { weighed: 1, received: 1 }, ['rvm-0001', 'rvm-0002']);
    await counted();
    const uncounted = await collected(day(5), { weighed: 1, received: 1 });
    expect(await month()).toMatchObject({
      ...{ emptyings: 4, collections: [whole], open: [noPaper, uncounted], shared: [along], deposits: 1 },
      balance: [{ material: 'pet', deposited: 500, weighed: 500, received: 500 }],
    });
  });

  it('is of the emptyings in the while: from its beginning, and before its end', async () => {
    const ids = [];
    for (const at of [start, day(30), day(31)]) ids.push(await collected(at, { weighed: 1, received: 1 }));
    await counted();
    expect(await month()).toMatchObject({ emptyings: 2, collections: ids.slice(0, 2) });
    expect(await statement('retorno', 'rvm-0002', { from: start, until: day(31) })).toMatchObject({
      ...{ emptyings: 0, collections: [], balance: [] },
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
