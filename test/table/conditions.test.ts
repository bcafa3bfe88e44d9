import { beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { type Condition, ConditionFailed, create, type Item, remove, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { transactItem } from '#layers/table/expression.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';

const key = { pk: 'devices#retorno#device#rvm-0001', sk: 'device' };
let table: BareWorld['table'];

beforeEach(() => {
  ({ table } = bareWorld());
});

const stored = (item: Record<string, unknown>) => commit(origin(), { changes: [create({ ...key, ...item })] });

/** Whether a condition lets a change through, on each kind of change that takes one. */
async function letsThrough(when: Condition, item: Record<string, unknown> | undefined): Promise<boolean> {
  const changes = [update(key, { set: { touched: true }, when }), remove(key, { when })];
  const passed: boolean[] = [];
  for (const change of changes) {
    ({ table } = bareWorld());
    if (item !== undefined) await stored(item);
    const before = table.at(key);
    const done = await commit(origin(), { changes: [change, create({ pk: 'beside', sk: 'it' })] }).then(
      () => true,
      (error) => {
        expect(error).toBeInstanceOf(ConditionFailed);
        expect(error).toMatchObject({ change, stored: before });
        return false;
      },
    );
    expect(table.at({ pk: 'beside', sk: 'it' }) !== undefined).toBe(done);
    if (!done) expect(table.at(key)).toEqual(before);
    passed.push(done);
  }
  expect(new Set(passed).size).toBe(1);
  return passed[0] as boolean;
}

describe('a condition', () => {
  it.each<[string, Condition, Record<string, unknown> | undefined, boolean]>([
    ['exists, where the field is', { exists: ['ownerId'] }, { ownerId: 'c-1' }, true],
    ['exists, where it is not', { exists: ['ownerId'] }, {}, false],
    ['exists, where nothing is', { exists: ['pk'] }, undefined, false],
    ['absent, where the field is', { absent: ['ownerId'] }, { ownerId: 'c-1' }, false],
    ['absent, where it is not', { absent: ['ownerId'] }, {}, true],
    ['absent, where nothing is', { absent: ['pk'] }, undefined, true],
    ['equals, where it does', { equals: { state: 'held' } }, { state: 'held' }, true],
    ['equals, where it does not', { equals: { state: 'held' } }, { state: 'sent' }, false],
    ['equals, where there is nothing to compare', { equals: { state: 'held' } }, {}, false],
    ['equals by type too', { equals: { points: 1 } }, { points: '1' }, false],
    ['at least, at the bound', { atLeast: { points: 10 } }, { points: 10 }, true],
    ['at least, below it', { atLeast: { points: 10 } }, { points: 9 }, false],
    ['at least, where there is nothing', { atLeast: { points: 10 } }, {}, false],
    ['at least, of instants', { atLeast: { until: '2026-11-22' } }, { until: '2026-11-23' }, true],
    ['below, below it', { below: { seen: '2026-11-22' } }, { seen: '2026-11-21' }, true],
    ['below, at the bound', { below: { seen: '2026-11-22' } }, { seen: '2026-11-22' }, false],
    ['below, where there is nothing', { below: { seen: '2026-11-22' } }, {}, true],
    ['all of it, where all holds', { exists: ['a'], absent: ['b'], equals: { c: 1 } }, { a: 0, c: 1 }, true],
    ['all of it, where one part does not', { exists: ['a'], absent: ['b'], equals: { c: 1 } }, { a: 0, c: 2 }, false],
  ])('holds as it reads: %s', async (_, when, item, holds) => {
    expect(await letsThrough(when, item)).toBe(holds);
  });

  it('throws what the change says it means, with the item as it stands', async () => {
    await stored({ ownerId: 'c-1' });
    const claimed = (item: Item | undefined) => new Error(`it is ${item?.ownerId}'s`);
    const change = update(key, { set: { ownerId: 'c-2' }, when: { absent: ['ownerId'] }, orElse: claimed });
    await expect(commit(origin(), { changes: [change] })).rejects.toThrow("it is c-1's");
  });
});

describe('a change', () => {
  it('creates an item only where there is none', async () => {
    await stored({ serial: 'A' });
    await expect(stored({ serial: 'B' })).rejects.toThrow(ConditionFailed);
    expect(table.at(key)).toEqual({ ...key, serial: 'A' });
  });

  it('sets, adds to and removes fields and leaves the others', async () => {
    await stored({ state: 'held', tries: 1, lease: 'x', kept: { a: [1] } });
    const change = update(key, {
      set: { state: 'sent', none: undefined },
      add: { tries: 2, first: 5 },
      remove: ['lease'],
    });
    await commit(origin(), { changes: [change] });
    expect(table.at(key)).toEqual({ ...key, state: 'sent', tries: 3, first: 5, kept: { a: [1] } });
  });

  it('brings an item into being where no condition asks for one', async () => {
    await commit(origin(), { changes: [update(key, { add: { balance: 27 } })] });
    expect(table.at(key)).toEqual({ ...key, balance: 27 });
  });

  it('may name its fields as it likes', async () => {
    const odd = ['status', 'size', 'lot:2027-11', 'a.b', '#0', ':1', 'a = b', 'attribute_exists(pk)', 'SET', 'ñ 🙂'];
    const set = Object.fromEntries(odd.map((name, at) => [name, at]));
    await commit(origin(), { changes: [update(key, { set, when: { absent: odd } })] });
    expect(table.at(key)).toEqual({ ...key, ...set });
    await commit(origin(), { changes: [update(key, { remove: odd, when: { exists: odd, equals: set } })] });
    expect(table.at(key)).toEqual(key);

    const { Update } = transactItem(
      update(key, { set, remove: ['size!'], when: { exists: odd, below: set } }),
      'vuelta',
    );
    const words = `${Update?.UpdateExpression} ${Update?.ConditionExpression}`;
    expect(words.replaceAll(/attribute_(not_)?exists|SET|REMOVE|AND|OR/g, '')).toMatch(/^[#:\d\s=<,()]+$/);
  });
});

describe('the request of a change', () => {
  it.each([
    ['create', create({ ...key, serial: 'A' }), 'Put'],
    ['update', update(key, { set: { a: 1 } }), 'Update'],
    ['remove', remove(key), 'Delete'],
  ])('to %s goes to the one table and asks for the item that was in the way', (_, change, kind) => {
    const request = Object.entries(transactItem(change, 'vuelta'));
    expect(request).toHaveLength(1);
    expect(request[0]).toMatchObject([kind, { TableName: 'vuelta', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }]);
  });

  it('to create always asks that the key be free, whatever else is said', () => {
    for (const change of [
      create({ ...key }),
      create({ ...key }, () => new Error()),
      { ...create({ ...key }), when: {} },
    ]) {
      expect(transactItem(change, 'vuelta').Put?.ConditionExpression).toBe('attribute_not_exists(pk)');
    }
  });
});
