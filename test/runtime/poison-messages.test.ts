import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import '../support/environment.ts';
import { sendMessage } from '#layers/aws/sqs.ts';
import type { Contract } from '#layers/runtime/contract.ts';
import { DeadLetter } from '#layers/runtime/dead-letter.ts';
import { onDevice } from '#layers/runtime/on-device.ts';
import { onRecord } from '#layers/runtime/records.ts';
import { CauseChanged } from '#layers/table/commit.ts';
import { anyCharacter } from '../support/characters.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import { planCuts } from '../world/faults.ts';
import type { Handler } from '../world/functions.ts';
import { named } from '../world/service-error.ts';

let world: BareWorld;
const dead = () => world.queues.bodies('inbox-dead').map(({ body, attributes }) => ({ body, ...attributes }));

/** The body of each message, and when it was tried. */
const tries: { body: string; at: number }[] = [];
const triedAt = (body: string): number[] => tries.filter((each) => each.body === body).map(({ at }) => at);
const settled: string[] = [];

/** What each message leads to, by its body. */
const ends: Record<string, () => Promise<void>> = {
  good: async () => {},
  broken: async () => {
    throw new TypeError('of nobody’s business: c-1 at a@example.org');
  },
  'broken once': async () => {
    if (triedAt('broken once').length === 1) throw new Error('not now');
  },
  hopeless: async () => {
    throw new DeadLetter('bad-body', 'at: is no instant');
  },
  outage: async () => {
    throw named('InternalServerError');
  },
  garbled: async () => {
    throw Object.assign(new SyntaxError('Unexpected token <'), { $metadata: { httpStatusCode: 502 } });
  },
  malformed: async () => {
    throw Object.assign(named('ValidationException'), { $metadata: { httpStatusCode: 400 } });
  },
  changed: async () => {
    throw new CauseChanged();
  },
};

const things: Contract = { capability: 'things', hears: [], says: [], timers: {} };

const handler = onRecord(
  async ({ body }) => {
    tries.push({ body, at: world.scheduler.now() });
    await ends[body.replace(/ \d$/, '')]?.();
  },
  { settled: async ({ body }) => void settled.push(body) },
);

beforeEach(() => {
  world = bareWorld();
  world.reads(handler as Handler);
  tries.splice(0);
  settled.splice(0);
});

/** Lays messages into the queue, and lets it hand them out until it is empty. */
async function send(...bodies: string[]): Promise<void> {
  for (const body of bodies) world.queues.put('inbox', body);
  await world.scheduler.quiet();
}

describe('a batch with a poison message', () => {
  it('passes for all its neighbours; the poison alone comes again, a little later', async () => {
    await send('good 1', 'broken once', 'good 2');
    expect(tries.map(({ body }) => body).sort()).toEqual(['broken once', 'broken once', 'good 1', 'good 2']);
    expect(settled.toSorted()).toEqual(['broken once', 'good 1', 'good 2']);
    const [first = 0, again = 0] = triedAt('broken once');
    expect(again).toBeGreaterThan(first);
    expect(dead()).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5, 6])('lets it rest longer each time (try %i)', async (received) => {
    await send('broken');
    const [before = 0, after = 0] = triedAt('broken').slice(received - 1);
    const seconds = (after - before) / 1000;
    expect(seconds).toBeGreaterThanOrEqual(2 ** (received - 1));
    expect(seconds).toBeLessThanOrEqual(2 ** received);
  });

  it('gives it up after seven tries, with the kind of error as the reason and nothing of what it said', async () => {
    await send('broken', 'good');
    expect(triedAt('broken')).toHaveLength(7);
    expect(dead()).toEqual([{ body: 'broken', code: 'gave-up', reason: 'failed 7 times, last: TypeError' }]);
    expect(settled.toSorted()).toEqual(['broken', 'good']);
  });

  it.each([1, 2, 3, 4, 5])('sits out an outage of a service of half an hour (run %i)', async () => {
    await send('outage', 'garbled');
    for (const body of ['outage', 'garbled']) {
      const all = triedAt(body);
      expect(all).toHaveLength(24);
      expect((all[23] as number) - (all[0] as number)).toBeGreaterThan(30 * 60_000);
      expect((all[23] as number) - (all[0] as number)).toBeLessThan(90 * 60_000);
    }
    expect(
      world.queues
        .bodies('inbox-dead')
        .map(({ attributes }) => attributes.reason)
        .toSorted(),
    ).toEqual(['failed 24 times, last: InternalServerError', 'failed 24 times, last: SyntaxError']);
  });

  it('takes a call that a service finds malformed for a defect of ours', async () => {
    await send('malformed');
    expect(triedAt('malformed')).toHaveLength(7);
  });

  it.each([
    ['hopeless', 'bad-body', 'at: is no instant'],
    ['changed', 'cause-changed', 'the same id was used before with another content'],
  ])('puts one that can never succeed (%s) aside at once, with its reason', async (body, code, reason) => {
    await send(body);
    expect(triedAt(body)).toHaveLength(1);
    expect(dead()).toEqual([{ body, code, reason }]);
    expect(settled).toEqual([body]);
  });

  it('loses none that could not be put aside: it comes again', async () => {
    planCuts(world, { 1: 'fails' });
    await send('hopeless');
    expect(triedAt('hopeless')).toHaveLength(2);
    expect(settled).toEqual(['hopeless']);
    expect(dead()).toHaveLength(1);
  });

  it('brings a message again though its rest could not be asked for', async () => {
    planCuts(world, { 1: 'fails' });
    await send('broken once');
    expect(triedAt('broken once')).toHaveLength(2);
    expect(settled).toEqual(['broken once']);
  });
});

describe('the reason of a dead letter', () => {
  it('can be written beside the message, whatever a stranger put into it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: anyCharacter, maxLength: 1500 }), async (text) => {
        await sendMessage('https://queues.example/inbox-dead', 'body', {
          attributes: { code: 'bad-body', reason: `the type is ${text}` },
        });
      }),
    );
    await sendMessage('https://queues.example/inbox-dead', 'body', { attributes: { code: 'bad-body', reason: '' } });
    await sendMessage('https://queues.example/inbox-dead', 'body', {
      attributes: { code: 'bad-body', reason: `${'a'.repeat(999)}🙂` },
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
    const handler = onDevice(things, async (arrival) => void arrivals.push(arrival));
    world.reads(handler as Handler);
    await send(JSON.stringify(arrived));
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
    const handler = onDevice(things, async () => {});
    world.reads(handler as Handler);
    await send(typeof body === 'string' ? body : JSON.stringify(body));
    expect(dead()).toMatchObject([{ code: expect.any(String), reason: expect.any(String) }]);
  });
});
