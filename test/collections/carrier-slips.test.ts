import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Programme, programmes } from '#brands/programmes.ts';
import type { Item } from '#layers/table/change.ts';
import type { Origin } from '#layers/table/origin.ts';
import { findBin, learnBin } from '../../functions/collections/bins/bins.ts';
import { empty } from '../../functions/collections/bins/emptyings.ts';
import { type Collection, standing } from '../../functions/collections/books/collection.ts';
import { file } from '../../functions/collections/books/papers.ts';
import { request, requestFull, withdraw } from '../../functions/collections/books/requests.ts';
import { origin } from '../support/origins.ts';
import { driver, type WorldDriver } from '../world/driver.ts';
import { heard, standingAt } from './collecting.ts';

const programme = programmes.retorno as Programme;
const place = standingAt('rvm-0001');
const [sunday, monday, wednesday, thursday] = ['22', '23', '25', '26'].map((day) => `2026-11-${day}T10:00:00.000Z`) as [
  string,
  string,
  string,
  string,
];

let here: WorldDriver;
beforeEach(async () => {
  here = await driver({ start: sunday });
  await learnBin(heard('provisioned', sunday), place);
});

/** What collections do because somebody of the warehouse asks for it then. */
async function asked(id: string, time: string): Promise<Origin> {
  if (Date.parse(time) > here.world.scheduler.now()) await here.world.scheduler.passTo(Date.parse(time));
  return origin({
    owner: 'collections',
    cause: { id, subject: 'request#w-1', time },
    actor: { id: 'w-1', role: 'warehouse' },
    once: { pk: `collections#retorno#once#warehouse:w-1#${id}`, sk: 'once' },
  });
}

const full = (id: string, fullAt: string) => requestFull(heard(id, fullAt), programme, { ...place, fullAt });
const byHand = async (id: string, time: string) => request(await asked(id, time), programme, ['rvm-0001']);
const emptied = async (collectionId: string, at: string, reportedAt: string) =>
  empty(await asked(`emptied-${at}`, reportedAt), programme, collectionId, { deviceId: 'rvm-0001', at });
const paper = (grams: number, more: object = {}) => ({
  number: 'B-1',
  issuer: 'bascula',
  masses: [{ material: 'pet', grams }],
  ...more,
});

const collections = (): Collection[] =>
  [...here.world.table.items()].flatMap((item) => (item.sk === 'collection' ? [item as Item & Collection] : []));
const one = (id: string): Collection => collections().find((each) => each.id === id) as Collection;
const waiting = (): string[] =>
  collections().flatMap(({ id, bins }) => (bins.some(({ state }) => state === 'asked') ? [id] : []));

describe('a bin that filled up after it was emptied, before that was reported', () => {
  it('is asked for again, where the first collection was asked for by hand', async () => {
    const { id } = await byHand('hand', sunday);
    await full('full', wednesday);
    expect(waiting()).toEqual([id]);
    await emptied(id, monday, thursday);
    expect(one(id).bins).toMatchObject([{ state: 'emptied' }]);
    const [again = ''] = waiting();
    expect(one(again)).toMatchObject({ why: 'full', bins: [{ deviceId: 'rvm-0001', state: 'asked' }] });
    expect(await findBin('retorno', 'rvm-0001')).toMatchObject({ asked: again, askedSince: wednesday });
  });

  it('is asked for again, where the hour that was written down lies before it was found full', async () => {
    await full('full', monday);
    await emptied('col-full', sunday, thursday);
    expect(waiting()).toHaveLength(1);
    expect(waiting()).not.toEqual(['col-full']);
  });

  it('waits on where it waits, when another collection had emptied it', async () => {
    const { id } = await byHand('hand', sunday);
    await full('full', wednesday);
    const other = await request(await asked('other', sunday), programme, ['rvm-0001']);
    expect(waiting()).toEqual([other.id]);
    await emptied(id, monday, thursday);
    expect(waiting()).toEqual([other.id]);
  });

  it('is asked for again also where an older word of the machine came last', async () => {
    const { id } = await byHand('hand', sunday);
    await full('full', wednesday);
    await full('late', sunday);
    await emptied(id, monday, thursday);
    expect(one(waiting()[0] ?? '')).toMatchObject({ why: 'full' });
  });

  it('is not asked for by a word that was heard before, when the bin was withdrawn meanwhile', async () => {
    const { id } = await byHand('hand', sunday);
    await full('full', monday);
    await withdraw(await asked('out', wednesday), id, { deviceId: 'rvm-0001', reason: 'Sin acceso' });
    await full('full', monday);
    expect(waiting()).toEqual([]);
    await full('another', wednesday);
    expect(waiting()).toEqual(['col-another']);
  });

  it('is not asked for by a word from before the last emptying, whatever was reported last', async () => {
    const { id } = await byHand('hand', sunday);
    await emptied(id, wednesday, thursday);
    await emptied(id, sunday, thursday);
    await full('late', monday);
    expect(waiting()).toEqual([]);
    expect(await findBin('retorno', 'rvm-0001')).toMatchObject({ emptiedAt: wednesday });
  });

  it('is not asked for again when it was emptied after that', async () => {
    const { id } = await byHand('hand', sunday);
    await full('full', monday);
    await emptied(id, wednesday, thursday);
    expect(waiting()).toEqual([]);
    await full('again', monday);
    expect(waiting()).toEqual([]);
  });
});

describe('a paper', () => {
  it('filed where no bin is to be emptied any more is not lost: the collection waits for an emptying', async () => {
    await full('full', sunday);
    await withdraw(await asked('out', monday), 'col-full', { deviceId: 'rvm-0001', reason: 'Sin acceso' });
    expect(standing(one('col-full'))).toEqual({ state: 'withdrawn', next: [] });
    await file(await asked('ticket', monday), 'col-full', 'weighings', paper(500));
    expect(standing(one('col-full'))).toEqual({ state: 'requested', next: ['emptying', 'receipt'] });
  });

  it('filed in the wrong collection is made void there, and filed where it belongs under its own number', async () => {
    await full('full', sunday);
    const { id } = await byHand('hand', monday);
    const { documentId } = await file(await asked('ticket', monday), 'col-full', 'weighings', paper(500));
    const right = async () => file(await asked('right', monday), id, 'weighings', paper(500));
    await expect(right()).rejects.toThrow('paper-known');
    const nothing = { masses: [], replaces: documentId };
    await file(await asked('void', monday), 'col-full', 'weighings', paper(0, nothing));
    expect(standing(one('col-full'))).toEqual({ state: 'withdrawn', next: [] });
    await right();
    expect(standing(one(id)).next).toEqual(['emptying', 'receipt']);
  });

  it('made void can be filed again in the same collection', async () => {
    await full('full', sunday);
    const { documentId } = await file(await asked('ticket', monday), 'col-full', 'weighings', paper(500));
    const corrected = await file(
      await asked('b', monday),
      'col-full',
      'weighings',
      paper(400, { replaces: documentId }),
    );
    const nothing = { masses: [], replaces: corrected.documentId };
    await file(await asked('void', monday), 'col-full', 'weighings', paper(0, nothing));
    await file(await asked('again', monday), 'col-full', 'weighings', paper(450));
    expect(standing(one('col-full')).next).toEqual(['emptying', 'receipt']);
  });
});

describe('an hour that a carrier writes down', () => {
  it.each([
    ['a year ago', '2025-11-22T10:00:00.000Z'],
    ['more than sixty days ago', '2026-09-23T09:59:59.999Z'],
  ])('is refused where it is a slip of the pen: %s', async (_what, at) => {
    await full('full', sunday);
    await expect(emptied('col-full', at, sunday)).rejects.toThrow('emptying-too-old');
    expect(waiting()).toEqual(['col-full']);
  });

  it('may lie sixty days back', async () => {
    await full('full', sunday);
    await emptied('col-full', '2026-09-23T10:00:00.000Z', sunday);
    expect(one('col-full').emptyings).toHaveLength(1);
  });
});
