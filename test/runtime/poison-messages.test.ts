import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import '../support/environment.ts';
import { sendMessage } from '#layers/aws/sqs.ts';
import { DeadLetter } from '#layers/runtime/dead-letter.ts';
import { onDevice } from '#layers/runtime/on-device.ts';
import { eachRecord } from '#layers/runtime/records.ts';
import { CauseChanged } from '#layers/table/commit.ts';
import { planCuts } from '../support/power-cuts.ts';
import { handed, queuesInMemory, record } from '../support/queues-in-memory.ts';

let queues: ReturnType<typeof queuesInMemory>;

beforeEach(() => {
  queues = queuesInMemory();
});
afterEach(() => planCuts());

/** What each message leads to, by its body. */
const ends: Record<string, () => Promise<void>> = {
  good: async () => {},
  broken: async () => {
    throw new TypeError('of nobody’s business: c-1 at a@example.org');
  },
  hopeless: async () => {
    throw new DeadLetter('bad-body', 'at: is no instant');
  },
  changed: async () => {
    throw new CauseChanged();
  },
};

const settled: string[] = [];
afterEach(() => void settled.splice(0));

const run = (...records: ReturnType<typeof record>[]) =>
  handed(
    (batch) =>
      eachRecord(
        batch,
        async ({ body }) => ends[body]?.(),
        async ({ messageId }) => void settled.push(messageId),
      ),
    ...records,
  );

describe('a batch with a poison message', () => {
  it('passes for all its neighbours; the poison alone comes again, a little later', async () => {
    const again = await run(record('good', { id: 'a' }), record('broken', { id: 'b' }), record('good', { id: 'c' }));
    expect(again).toEqual(['b']);
    expect(settled.toSorted()).toEqual(['a', 'c']);
    expect(queues.dead).toEqual([]);
    expect(queues.hidden).toEqual([{ handle: 'handle of b', seconds: expect.any(Number) }]);
  });

  it.each([1, 2, 3, 4, 5, 6])('lets it rest longer each time (try %i)', async (received) => {
    expect(await run(record('broken', { received }))).toEqual(['message-1']);
    const seconds = queues.hidden[0]?.seconds;
    expect(seconds).toBeGreaterThanOrEqual(2 ** (received - 1));
    expect(seconds).toBeLessThanOrEqual(2 ** received);
  });

  it('gives it up after seven tries, with the kind of error as the reason and nothing of what it said', async () => {
    expect(await run(record('broken', { received: 7 }), record('good', { id: 'a' }))).toEqual([]);
    expect(queues.dead).toEqual([
      { queue: process.env.DEAD_LETTERS, body: 'broken', code: 'gave-up', reason: 'failed 7 times, last: TypeError' },
    ]);
    expect(settled.toSorted()).toEqual(['a', 'message-1']);
  });

  it.each([
    ['hopeless', 'bad-body', 'at: is no instant'],
    ['changed', 'cause-changed', 'the same id was used before with another content'],
  ])('puts one that can never succeed (%s) aside at once, with its reason', async (body, code, reason) => {
    expect(await run(record(body))).toEqual([]);
    expect(queues.dead).toMatchObject([{ body, code, reason }]);
    expect(settled).toEqual(['message-1']);
  });

  it('loses none that could not be put aside: it comes again', async () => {
    planCuts([[1, 'fails']]);
    expect(await run(record('hopeless'))).toEqual(['message-1']);
    expect(settled).toEqual([]);
    expect(await run(record('hopeless', { received: 2 }))).toEqual([]);
    expect(queues.dead).toHaveLength(1);
  });

  it('brings a message again though its rest could not be asked for', async () => {
    planCuts([[1, 'fails']]);
    expect(await run(record('broken'))).toEqual(['message-1']);
  });
});

describe('the reason of a dead letter', () => {
  it('can be written beside the message, whatever a stranger put into it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 1500 }), async (text) => {
        await sendMessage('https://queues.example/inbox-dead', 'body', {
          code: 'bad-body',
          reason: `the type is ${text}`,
        });
      }),
    );
    await sendMessage('https://queues.example/inbox-dead', 'body', { code: 'bad-body', reason: '' });
    await sendMessage('https://queues.example/inbox-dead', 'body', {
      code: 'bad-body',
      reason: `${'a'.repeat(999)}🙂`,
    });
  });
});

describe('what IoT Core hands over', () => {
  const arrived = {
    body: 'e30=',
    topic: 'vuelta/retorno/devices/rvm-0001/deposit',
    clientId: 'c',
    principal: 'p',
    arrivedAt: 0,
  };

  it('reaches the device’s handler with brand, device and type from the topic, and the body as it was sent', async () => {
    const arrivals: unknown[] = [];
    const handler = onDevice(async (arrival) => void arrivals.push(arrival));
    expect(await handed(handler as never, record(arrived))).toEqual([]);
    expect(arrivals).toEqual([
      {
        ...{ brand: 'retorno', deviceId: 'rvm-0001', type: 'deposit', clientId: 'c', principal: 'p' },
        ...{ arrivedAt: '1970-01-01T00:00:00.000Z', body: Buffer.from('{}') },
      },
    ]);
  });

  it.each([
    ['no JSON', '{'],
    ['no base64', { ...arrived, body: '%' }],
    ['no topic', { ...arrived, topic: undefined }],
    ['no time', { ...arrived, arrivedAt: 'now' }],
  ])('ends as a dead letter with a reason where it is garbage: %s', async (_, body) => {
    const handler = onDevice(async () => {});
    expect(await handed(handler as never, record(body, { received: 7 }))).toEqual([]);
    expect(queues.dead).toMatchObject([{ code: expect.any(String), reason: expect.any(String) }]);
  });
});
