import { afterAll, expect, it } from '@jest/globals';
import { cloudEnvironment } from '../../local/emulator.ts';
import { readStack } from '../../local/stack.ts';
import { cloudTables } from '../points/histories/cloud-table.ts';
import { asked, clockStands, theProduct, told } from '../points/histories/product.ts';
import { deadLetters } from '../points/histories/stores.ts';

const stack = readStack();
const brand = 'justo';
const members = Array.from({ length: 500 }, (_, n) => `m-${n}`);
const busy = members[0] as string;

afterAll(() => clockStands());

/** Does `work` for each of so many, at most 20 at a time. */
async function inTurns(count: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: 20 }, worker));
}

it('of 500 members at the last piece at once one gets it, and none of a thousand deposits to one of them is lost', async () => {
  Object.assign(process.env, cloudEnvironment(stack.endpoint));
  const [product, dead] = [await theProduct(), deadLetters()];
  const store = await (await cloudTables(stack.table))();
  clockStands(Date.parse('2027-02-10T09:00:00.000Z'));
  let said = 0;
  const deposit = async (accountId: string, pet: number) => {
    const id = `e${String(++said).padStart(21, '0')}`;
    const containers = [{ material: 'pet', count: pet, grams: 28 * pet }];
    const data = {
      accountId,
      deviceId: 'rvm-1',
      siteId: 'market',
      organisationId: 'town',
      outcome: 'accepted',
      containers,
    };
    expect(await told(product, brand, { id, type: 'deposit.recorded', time: Date.now(), data } as never)).toBe(true);
  };
  const balance = async (by: string) => (await asked(product, { brand, by, path: '/api/points/balance' })).body.active;

  await inTurns(members.length, (n) => deposit(members[n] as string, 30));
  expect([dead, await balance(busy)]).toEqual([[], 90]);
  const stock = { path: '/api/staff/points/rewards/lamp/stock', by: 'manager', key: 'stock', body: { pieces: 1 } };
  expect((await asked(product, { brand, ...stock })).status).toBe(201);

  const wish = { path: '/api/points/redemptions', body: { rewardId: 'lamp' } };
  const [answers] = await Promise.all([
    Promise.all(members.map((by) => asked(product, { brand, by, key: `wish-of-${by}`, ...wish }))),
    inTurns(1_000, () => deposit(busy, 1)),
  ]);
  const winners = members.filter((_, n) => answers[n]?.status === 201);
  const refusals = answers.filter(({ status }) => status !== 201);
  expect([winners.length, refusals.length]).toEqual([1, 499]);
  expect(new Set(refusals.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
    new Set(['409 reward-out-of-stock']),
  );
  const left = await Promise.all(members.map(balance));
  expect(left).toEqual(members.map((each) => 90 + (each === busy ? 3 * 1_000 : 0) - (winners.includes(each) ? 80 : 0)));
  expect(dead).toEqual([]);
  await store.gone?.();
}, 300_000);
