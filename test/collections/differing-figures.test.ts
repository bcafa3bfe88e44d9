import { beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { type Programme, programmes } from '#brands/programmes.ts';
import type { Item } from '#layers/table/change.ts';
import { firedBy, Timer } from '#layers/table/timer.ts';
import { later, minutes } from '#layers/time/clock.ts';
import { learnBin } from '../../functions/collections/bins/bins.ts';
import { countIsDue } from '../../functions/collections/bins/count.ts';
import { empty } from '../../functions/collections/bins/emptyings.ts';
import { type Collection, standing } from '../../functions/collections/books/collection.ts';
import { file } from '../../functions/collections/books/papers.ts';
import { request } from '../../functions/collections/books/requests.ts';
import { review } from '../../functions/collections/books/review.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import { asked, heard, standingAt } from './collecting.ts';

const programme = programmes.retorno as Programme;
const now = '2026-11-22T10:00:00.000Z';

let world: BareWorld;
const items = () => [...world.table.items()];
let id: string;
let wishes = 0;

/** A collection of one bin in which nothing was deposited, emptied and counted. */
beforeEach(async () => {
  world = bareWorld({ start: now });
  await learnBin(heard('learn', now), standingAt('rvm-0001'));
  id = (await request(asked('ask', now), programme, ['rvm-0001'])).id;
  await empty(asked('empty', now), programme, id, { deviceId: 'rvm-0001' });
  for (const timer of timers()) await countIsDue(firedBy(timer), timer);
});

const timers = () => items().flatMap((item) => (item.kind === 'count' ? [Timer.parse(item)] : []));
const stored = (): Collection =>
  world.table.at({ pk: `collections#retorno#collection#${id}`, sk: 'collection' }) as Item & Collection;
const state = () => standing(stored()).state;
const said = (type: string) => items().filter((item) => item.type === `collection.${type}`).length;
const next = () => `wish-${wishes++}`;

const paper = (kind: 'weighings' | 'receipts', grams: number, replaces?: string) => {
  const wish = next();
  const masses = [{ material: 'pet', grams }];
  return file(asked(wish, now), id, kind, {
    number: wish,
    issuer: 'recicladora',
    masses,
    ...(replaces && { replaces }),
  });
};
const decide = (decision: 'accepted' | 'claimed') => review(asked(next(), now), id, { decision, reason: 'Visto' });

describe('a decision', () => {
  it('holds for the figures it was made on: others open the question again, and all decisions stay', async () => {
    await paper('weighings', 5000);
    const first = await paper('receipts', 4000);
    expect(state()).toBe('review');
    await decide('claimed');
    expect(state()).toBe('reviewed');
    const second = await paper('receipts', 4500, first.documentId);
    expect(state()).toBe('review');
    await decide('accepted');
    expect(state()).toBe('reviewed');
    await paper('receipts', 4600, second.documentId);
    expect(state()).toBe('review');
    expect(stored().reviews.map(({ decision, of }) => [decision, of[0]?.received])).toEqual([
      ['claimed', 4000],
      ['accepted', 4500],
    ]);
  });

  it('is made once: not before there is a difference, and not after it was decided', async () => {
    await paper('weighings', 5000);
    await expect(decide('claimed')).rejects.toThrow('nothing-to-review');
    await paper('receipts', 5000);
    await decide('claimed');
    await expect(decide('accepted')).rejects.toThrow('nothing-to-review');
    expect(said('reviewed')).toBe(1);
  });
});

describe('figures', () => {
  it('are said once, also where a correction comes to the same', async () => {
    await paper('weighings', 5000);
    const first = await paper('receipts', 4000);
    expect(said('mismatched')).toBe(1);
    await paper('receipts', 4000, first.documentId);
    expect(said('mismatched')).toBe(1);
  });

  it('are refused beyond thirty of a kind, and of that kind only', async () => {
    for (let n = 0; n < 30; n++) await paper('weighings', 1);
    await expect(paper('weighings', 1)).rejects.toThrow('collection-crowded');
    await paper('receipts', 30);
    expect(state()).toBe('reconciled');
    const at = (n: number) => ({ deviceId: 'rvm-0001', at: later(now, -n) });
    for (let n = 1; n < 30; n++) await empty(asked(next(), now), programme, id, at(n));
    await expect(empty(asked(next(), now), programme, id, at(30))).rejects.toThrow('collection-crowded');
  });
});

describe('the books of an emptying', () => {
  it.each([
    ['a day after it', later(now, -minutes(60)), later(now, minutes(23 * 60))],
    ['at once, where it is told later than that', later(now, -minutes(48 * 60)), now],
  ])('close %s, and are read two minutes later', async (_what, at, closesAt) => {
    const answer = await empty(asked('told', now), programme, id, { deviceId: 'rvm-0001', at });
    expect(answer).toMatchObject({ emptiedAt: at, closesAt });
    expect(timers().map(({ dueAt }) => dueAt)).toEqual([later(closesAt, minutes(2))]);
  });
});
