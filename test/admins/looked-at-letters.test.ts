import { beforeEach, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { local } from '../../infra/names.ts';
import { deadLetters } from '../../tools/ops/dead-letters.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';

const queue = `${local.queueName('points', 'events')}-dead`;
const all = Array.from({ length: 23 }, (_, n) => `letter ${n}`).toSorted();
let world: BareWorld;

const found = async () => {
  const { letters, unread } = await deadLetters(local, 'points');
  return { bodies: letters.map(({ body }) => body).toSorted(), unread };
};

beforeEach(() => {
  world = bareWorld();
  world.queues.addDead(queue);
  for (const body of all) world.queues.put(queue, body);
});

it('two operators who look at dead letters at once see all of them, and so does who looks right after', async () => {
  expect(await Promise.all([found(), found()])).toEqual([
    { bodies: all, unread: 0 },
    { bodies: all, unread: 0 },
  ]);
  expect(await found()).toEqual({ bodies: all, unread: 0 });
});

it('a letter that another reader hides for long is counted as unread, and the others are told', async () => {
  const ask = { QueueUrl: queue, VisibilityTimeout: 3_600, WaitTimeSeconds: 1, MaxNumberOfMessages: 3 };
  const { Messages } = (await world.queues.receive(ask)) as { Messages: object[] };
  const { bodies, unread } = await found();
  expect([bodies.length, unread]).toEqual([all.length - Messages.length, Messages.length]);
});
