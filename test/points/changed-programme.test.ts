import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Points, Programme, Reward } from '#brands/programmes.ts';
import { create, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { awaitBirthday } from '../../functions/points/earning/anniversaries.ts';
import { standingOf } from '../../functions/points/ledger/account.ts';
import { cancel } from '../../functions/points/rewards/cancellation.ts';
import { left } from '../../functions/points/rewards/stock.ts';
import { origin } from '../support/origins.ts';
import {
  bag,
  by,
  earned,
  expectBalanced,
  freshWorld,
  items,
  paid,
  passTo,
  person,
  programme,
  recycled,
  redeemed,
  rules,
  stocked,
  timers,
  timersArmed,
  told,
} from './ledger-commands.ts';

beforeEach(() => freshWorld());

const withDoubling = (doubling: Points['doubling']): Programme => ({ ...programme, points: { ...rules, doubling } });

describe('a device that waits for a purchase', () => {
  it.each([
    ['shorter', withDoubling({ id: 'doubling', version: 2, withinDays: 60 })],
    ['longer', withDoubling({ id: 'doubling', version: 2, withinDays: 120 })],
    ['gone', withDoubling(undefined)],
  ])('doubles by the rule of its day when the rule is %s by then', async (_, changed) => {
    await recycled();
    await paid(changed);
    expectBalanced([0, 220]);
    const doubled = items().find(
      ({ type, data }) => type === 'points.earned' && Object.hasOwn(data as object, 'serial'),
    );
    expect(doubled?.data).toMatchObject({ rule: 'doubling', ruleVersion: 1 });
    expect(timersArmed()).toEqual([]);
  });

  it('waits until the day that it was told, whatever the rule says by then', async () => {
    await recycled();
    await passTo('2027-02-22T10:00:00.000Z');
    await timers('doubling', withDoubling({ id: 'doubling', version: 2, withinDays: 120 }));
    expect(timersArmed()).toEqual([]);
    expect(items().filter(({ type }) => type === 'points.refused')).toMatchObject([
      { data: { reason: 'no-purchase' } },
    ]);
  });
});

it('a device that was recycled before there was a rule doubles nothing when that is heard again', async () => {
  await recycled('S-1', withDoubling(undefined));
  await recycled('S-1');
  await paid();
  expectBalanced([0, 110]);
  expect(timersArmed()).toEqual([]);
});

describe('a redemption is undone as it was made', () => {
  const had = async () => (await standingOf('retorno', 'c-1')).had.get('tote-bag') ?? 0;

  it('with its piece and its place within the limit, whatever the catalogue says by then', async () => {
    await stocked();
    await redeemed();
    expect([await left('retorno', 'tote-bag'), await had()]).toEqual([0, 1]);
    await cancel(by('regret', true), 'r-wish');
    expect([await left('retorno', 'tote-bag'), await had()]).toEqual([1, 0]);
    expectBalanced([100, 0]);
  });

  it('and gives nobody one more where there was neither piece nor limit', async () => {
    await earned();
    const free: Reward = { id: bag.id, name: bag.name, points: bag.points, stock: 'unlimited' };
    await redeemed('wish', free);
    await cancel(by('regret', true), 'r-wish');
    expect([await left('retorno', 'tote-bag'), await had()]).toEqual([0, 0]);
  });
});

it('a birthday that is told anew brings nothing more in the same year, and says so', async () => {
  await commit(origin({ owner: 'customers' }), { changes: [create(person)] });
  await awaitBirthday('c-1', told);
  await passTo('2027-03-01T10:00:00.000Z');
  await timers('birthday');
  expectBalanced([30, 0]);
  const anew = update({ pk: person.pk, sk: person.sk }, { set: { birthday: '1996-06-15' } });
  await commit(by('anew'), { changes: [anew] });
  const changed = by('told anew');
  await awaitBirthday('c-1', {
    programme,
    origin: { ...changed, cause: { ...changed.cause, time: '2027-03-01T10:00:00.000Z' } },
  });
  await passTo('2027-06-15T10:00:00.000Z');
  await timers('birthday');
  expectBalanced([30, 0]);
  expect(items().filter(({ type }) => type === 'points.refused')).toMatchObject([{ data: { reason: 'once-a-year' } }]);
  expect(timersArmed()).toContainEqual(['birthday', '2028-06-14T22:00:00.000Z']);
});

describe('a birthday on 1 January of somebody who moves to the Canary Islands', () => {
  it('is given once, when it begins there', async () => {
    const born = { ...person, birthday: '1990-01-01' };
    await commit(origin({ owner: 'customers' }), { changes: [create(born)] });
    await awaitBirthday('c-1', told);
    expect(timersArmed()).toEqual([['birthday', '2026-12-31T23:00:00.000Z']]);
    const moved = update({ pk: born.pk, sk: born.sk }, { set: { zone: 'Atlantic/Canary' } });
    await commit(by('moved'), { changes: [moved] });
    await passTo('2026-12-31T23:30:00.000Z');
    await timers('birthday');
    expectBalanced([0, 0]);
    await passTo('2027-01-01T00:00:00.000Z');
    await timers('birthday');
    expectBalanced([30, 0]);
    expect(timersArmed()).toContainEqual(['birthday', '2028-01-01T00:00:00.000Z']);
  });
});
