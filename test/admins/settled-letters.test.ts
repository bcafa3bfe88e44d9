import { beforeEach, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { local } from '../../infra/names.ts';
import { deadLetters, replay, settle } from '../../tools/ops/dead-letters.ts';
import { settledLetters } from '../../tools/ops/settled.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import { endFaults } from '../world/faults.ts';

const inbox = local.queueName('points', 'events');
let world: BareWorld;

const event = (id: string) => JSON.stringify({ detail: { id, brand: 'retorno' } });
const lying = async () => (await deadLetters(local)).letters;
const idOf = async (body: string) => (await lying()).find((letter) => letter.body === body)?.id ?? '';

beforeEach(() => {
  world = bareWorld();
  world.queues.add(inbox);
  for (const id of ['one', 'two', 'three']) world.queues.put(`${inbox}-dead`, event(id));
});

it('a settled letter is gone for good: it is not sent again by a replay, and who settled it, when and why can be looked up', async () => {
  const id = await idOf(event('two'));
  expect(await settle(local, id, 'a test of the shop')).toMatchObject({ id, because: 'a test of the shop' });
  expect((await lying()).map(({ body }) => body).toSorted()).toEqual([event('one'), event('three')]);
  expect(await replay(local, 'points')).toBe(2);
  expect(world.queues.bodies(inbox).map(({ body }) => body)).not.toContain(event('two'));
  const [settled, ...others] = await settledLetters(local, 'points');
  expect(settled).toMatchObject({
    ...{ id, queue: `${inbox}-dead`, code: 'unknown', about: 'two', because: 'a test of the shop' },
    ...{ by: expect.stringMatching(/./), at: expect.stringMatching(/^2026-11-23T11:/) },
  });
  expect(others).toEqual([]);
  expect(await settledLetters(local, 'devices')).toEqual([]);
});

it('a letter whose settling was cut off before it left its queue is not sent by a replay either', async () => {
  const id = await idOf(event('two'));
  world.scheduler.fate = ({ process, operation }) =>
    process !== undefined && operation === 'DeleteMessage' ? 'dies before' : 'answered';
  await world.does(() => settle(local, id, 'first'));
  endFaults(world);
  await world.until('2026-11-23T11:05:00.000Z');
  expect(await lying()).toHaveLength(3);
  expect(await replay(local, 'points')).toBe(2);
  expect(await lying()).toEqual([]);
  expect(await settledLetters(local)).toMatchObject([{ because: 'first' }]);
});

it('what does not lie anywhere cannot be settled', async () => {
  expect(await settle(local, 'm-77', 'no reason')).toBeUndefined();
  expect(await settledLetters(local)).toEqual([]);
});
