import { beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { type Programme, programmes } from '#brands/programmes.ts';
import { depositClaimed } from '#events/devices/deposit.claimed.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import type { Event } from '#events/event.ts';
import { pointsEarned } from '#events/points/points.earned.ts';
import { create } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { toOpaque } from '#layers/table/cursor.ts';
import { eventId, say } from '#layers/table/event-item.ts';
import { heardBy } from '#layers/table/origin.ts';
import { firedBy, Timer } from '#layers/table/timer.ts';
import { hours, later } from '#layers/time/clock.ts';
import { emptyingKey, learnBin } from '../../functions/collections/bins/bins.ts';
import { countIsDue } from '../../functions/collections/bins/count.ts';
import { empty } from '../../functions/collections/bins/emptyings.ts';
import { file } from '../../functions/collections/books/papers.ts';
import { request, withdraw } from '../../functions/collections/books/requests.ts';
import { custody } from '../../functions/collections/custody/custody.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import { asked as askedAt, standingAt } from './collecting.ts';

const programme = programmes.retorno as Programme;
const deposited = '2026-11-22T08:00:00.000Z';
const emptiedAt = '2026-11-22T09:00:00.000Z';
const now = '2026-11-22T18:00:00.000Z';
const depositId = toOpaque(['rvm-0001', `${deposited}#d-1#devices#deposit`]);

let world: BareWorld;
const items = () => [...world.table.items()];
const timer = (): Timer => Timer.parse(items().find(({ kind }) => kind === 'count'));

beforeEach(async () => {
  world = bareWorld({ start: deposited });
  const containers = [
    { material: 'glass', count: 1, grams: 350 },
    { material: 'pet', count: 1, grams: 28 },
  ];
  const said = say(depositRecorded, {
    about: 'rvm-0001',
    effect: 'deposit',
    data: { ...standingAt('rvm-0001'), outcome: 'accepted', containers },
  });
  await commit(origin({ cause: { id: 'd-1', subject: 'device#rvm-0001', time: deposited } }), { events: [said] });
  for (const id of ['rvm-0001', 'rvm-0002']) await learnBin(asked(`learn-${id}`, deposited), standingAt(id));
});

const asked = (id: string, time = now) => askedAt(id, time);
const chain = () => custody(programme, depositId, 'en');
const types = async () => (await chain()).chain.map(({ type }) => type);
const paper = (...materials: string[]) => ({
  number: 'N-1',
  issuer: 'recicladora',
  masses: materials.map((material) => ({ material, grams: 350 })),
});
const collected = () => request(asked('ask', deposited), programme, ['rvm-0001', 'rvm-0002']);
const emptied = (id: string) => empty(asked('empty'), programme, id, { deviceId: 'rvm-0001', at: emptiedAt });

describe('the chain of custody of a deposit', () => {
  it('ends at the machine’s site while the deposit lies in the bin', async () => {
    expect(await types()).toEqual(['deposit.recorded', 'device', 'site']);
    expect(await chain()).toMatchObject({ complete: false });
  });

  it('tells what happened in the order in which it happened, whatever was reported first', async () => {
    const { id } = await collected();
    const at = (hour: string) => ({ at: `2026-11-22T${hour}:00:00.000Z` });
    await file(asked('receipt', '2026-11-22T15:00:00.000Z'), id, 'receipts', { ...paper('pet', 'glass'), ...at('14') });
    await file(asked('ticket', '2026-11-22T16:00:00.000Z'), id, 'weighings', { ...paper('pet', 'glass'), ...at('12') });
    await emptied(id);
    const { chain: links } = await chain();
    expect(links.slice(3).map(({ type, at }) => [type, at.slice(11, 13)])).toEqual([
      ['collection.requested', '08'],
      ['collection.emptied', '09'],
      ['collection.weighed', '12'],
      ['collection.received', '14'],
    ]);
  });

  it('says nothing of other bins that travelled along, or were left behind', async () => {
    const { id } = await collected();
    await emptied(id);
    await empty(asked('empty-2'), programme, id, { deviceId: 'rvm-0002', at: emptiedAt });
    const other = await request(asked('ask-2'), programme, ['rvm-0002']);
    await withdraw(asked('out'), other.id, { deviceId: 'rvm-0002', reason: 'Sin acceso' });
    expect(await types()).toEqual(['deposit.recorded', 'device', 'site', 'collection.requested', 'collection.emptied']);
  });

  it('says nothing of a bin that was left behind by the same collection', async () => {
    const { id } = await collected();
    await emptied(id);
    await withdraw(asked('out'), id, { deviceId: 'rvm-0002', reason: 'Sin acceso' });
    expect(await types()).not.toContain('collection.withdrawn');
  });

  it('is complete when the receipts in force name each of its materials, and not before', async () => {
    const { id } = await collected();
    await emptied(id);
    await file(asked('pet'), id, 'receipts', paper('pet'));
    expect(await chain()).toMatchObject({ complete: false });
    const glass = await file(asked('glass'), id, 'receipts', { ...paper('glass'), number: 'N-2' });
    expect(await chain()).toMatchObject({ complete: true });
    const corrected = { ...paper('can'), number: 'N-2', replaces: glass.documentId };
    await file(asked('corrected'), id, 'receipts', corrected);
    expect(await chain()).toMatchObject({ complete: false });
  });

  it('names the papers in force and the figures they come to, not what was replaced', async () => {
    const { id } = await collected();
    await emptied(id);
    await withdraw(asked('out'), id, { deviceId: 'rvm-0002', reason: 'Sin acceso' });
    await countIsDue(firedBy(timer()), timer());
    const papers = (glass: number) => ({
      number: 'N-1',
      issuer: 'recicladora',
      masses: [
        { material: 'glass', grams: glass },
        { material: 'pet', grams: 28 },
      ],
    });
    await file(asked('ticket'), id, 'weighings', papers(350));
    const wrong = await file(asked('wrong'), id, 'receipts', papers(3500));
    expect(await types()).toContain('collection.mismatched');
    await file(asked('right'), id, 'receipts', { ...papers(350), replaces: wrong.documentId });
    const told = await types();
    expect(told.filter((type) => type === 'collection.received')).toHaveLength(1);
    expect(told).toContain('collection.reconciled');
    expect(told).not.toContain('collection.mismatched');
  });

  it('is found from the points of whoever claimed its receipt later', async () => {
    const place = { pk: 'event#retorno#device#rvm-0001', sk: `${deposited}#d-1#devices#deposit` };
    const deposit = { id: eventId(place), subject: 'device#rvm-0001', time: deposited };
    const claiming = origin({ cause: { id: 'claim-1', subject: 'customer#c-1', time: now } });
    const { siteId } = standingAt('rvm-0001');
    const data = { accountId: 'c-1', deposit, deviceId: 'rvm-0001', siteId, containers: [] };
    const [claimed] = (
      await commit(claiming, { events: [say(depositClaimed, { about: 'c-1', effect: 'claim', data })] })
    ).events;
    const earning = heardBy('points', claimed as Event);
    const entry = say(pointsEarned, { about: 'c-1', effect: 'containers', data: pointsEarned.example });
    const [earned] = (await commit(earning, { events: [entry] })).events;
    const found = await custody(programme, toOpaque(['c-1', earned?.sk ?? '']), 'en');
    expect(found.deposit).toMatchObject({ id: depositId, at: deposited });
  });

  it('leads to the emptying that carried it, also after thousands of later ones', async () => {
    const { id } = await collected();
    await emptied(id);
    for (let n = 1; n <= 1100; n++) {
      const at = later(emptiedAt, hours(n * 8));
      const emptying = {
        deviceId: 'rvm-0001',
        emptiedAt: at,
        closesAt: later(at, hours(24)),
        collectionId: 'col-other',
      };
      await commit(origin({ owner: 'collections', cause: { id: `e-${n}`, subject: 'request#w-1', time: now } }), {
        changes: [create({ ...emptyingKey('retorno', 'rvm-0001', at), ...emptying })],
      });
    }
    expect(await chain()).toMatchObject({ collectionId: id, countedIn: id });
  });
});
