import { beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { ConditionFailed, create, update } from '#layers/table/change.ts';
import { commit, commitIf } from '#layers/table/commit.ts';
import { lastWins } from '#layers/table/last-wins.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import { connectClients } from '../world/clients.ts';

const bin = { pk: 'collections#retorno#bin#rvm-0001', sk: 'bin' };
const beside = { pk: 'collections#retorno#collection#col-1', sk: 'collection' };
let table: BareWorld['table'];
let scheduler: BareWorld['scheduler'];

beforeEach(() => {
  ({ table, scheduler } = bareWorld());
});

const put = (...items: (typeof bin)[]) => commit(origin(), { changes: items.map((item) => create(item)) });

describe('a commit that depends on one change', () => {
  it('writes all of it where its condition holds', async () => {
    expect(await commitIf(origin(), create(bin), { changes: [create(beside)], answer: 'new' })).toMatchObject({
      replayed: false,
      answer: 'new',
    });
    expect([...table.items()]).toHaveLength(2);
  });

  it('writes nothing where it does not', async () => {
    await put(bin);
    expect(await commitIf(origin(), create(bin), { changes: [create(beside)] })).toBeUndefined();
    expect([...table.items()]).toEqual([bin]);
  });

  it('fails where another condition does not hold', async () => {
    await put(beside);
    await expect(commitIf(origin(), create(bin), { changes: [create(beside)] })).rejects.toThrow(
      'the condition of create collections#retorno#collection does not hold',
    );
  });

  it('fails with what the change says instead', async () => {
    const taken = create(bin, (stored) => (stored?.sk === 'bin' ? new Error('taken') : undefined));
    await put(bin);
    await expect(commitIf(origin(), taken)).rejects.toThrow('taken');
  });
});

it('what happened last is kept, in whichever order it is heard', async () => {
  const told = (at: string, state: string) => lastWins(bin, { at }, { set: { state } });
  await told('2026-11-23T10:00:00.000Z', 'second');
  await told('2026-11-23T09:00:00.000Z', 'first');
  expect(table.at(bin)).toMatchObject({ state: 'second', at: '2026-11-23T10:00:00.000Z' });
  await told('2026-11-23T11:00:00.000Z', 'third');
  expect(table.at(bin)).toMatchObject({ state: 'third' });
});

it('what happened last is kept also where a transaction is at work on the item at that moment', async () => {
  const answers = table.answers();
  let conflicts = 3;
  const Update: typeof answers.Update = (input) => {
    if (conflicts-- > 0) throw Object.assign(new Error(), { name: 'TransactionConflictException' });
    return answers.Update(input);
  };
  connectClients(scheduler, { ...answers, Update });
  await lastWins(bin, { at: '2026-11-23T10:00:00.000Z' });
  expect(table.at(bin)).toMatchObject({ at: '2026-11-23T10:00:00.000Z' });
});

describe('work on what was read', () => {
  const raising = (seq: number) => update(bin, { add: { seq: 1 }, when: { equals: { seq } } });
  const seqOf = () => table.at(bin)?.seq as number;

  it('is done again from its reads on until nobody was quicker', async () => {
    await commit(origin(), { changes: [create({ ...bin, seq: 1 })] });
    const attempts = await retryOnConflict(async (attempt) => {
      const seq = seqOf();
      if (attempt < 3) await commit(origin(), { changes: [raising(seq)] });
      await commit(origin(), { changes: [raising(seq)] });
      return attempt;
    });
    expect(attempts).toBe(3);
    expect(seqOf()).toBe(4);
  });

  it('ends at once with an error of its own, and at last with the condition that never holds', async () => {
    let attempts = 0;
    const failing = (error: Error) =>
      retryOnConflict(async () => {
        attempts++;
        throw error;
      });
    await expect(failing(new Error('not so'))).rejects.toThrow('not so');
    expect(attempts).toBe(1);
    await expect(failing(new ConditionFailed(raising(1), undefined))).rejects.toThrow('update collections#retorno#bin');
    expect(attempts).toBeLessThan(20);
  });
});
