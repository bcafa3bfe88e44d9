import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import type { EventOf } from '#events/event.ts';
import { type Heard, onEvent } from '#layers/runtime/on-event.ts';
import { update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { envelopeOf, eventItem, say } from '#layers/table/event-item.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import type { Handler } from '../world/functions.ts';

const data = depositRecorded.example;
const said = say(depositRecorded, { about: 'rvm-0001', effect: 'deposit', data });
const event = envelopeOf(eventItem(origin(), said));
/** As EventBridge carries it; the id and time of the carriage mean nothing. */
const carried = (detail: unknown) => ({ version: '0', id: 'carriage', time: '1999-01-01T00:00:00Z', detail });

const heard: { event: EventOf<typeof depositRecorded>; heard: Heard }[] = [];
let hear: () => Promise<unknown>;
let world: BareWorld;

const contract = { capability: 'points', hears: [depositRecorded], says: [], timers: {} } as const;
const handler = onEvent(contract, {
  'deposit.recorded': (event, with_) => {
    heard.push({ event, heard: with_ });
    return hear();
  },
});
/** The bus lays it into the queue, which hands it out until it is done with. */
async function hand(body: unknown): Promise<void> {
  world.queues.put('inbox', typeof body === 'string' ? body : JSON.stringify(body));
  await world.scheduler.quiet();
}
const dead = () => world.queues.bodies('inbox-dead').map(({ attributes }) => attributes);

beforeEach(() => {
  world = bareWorld();
  world.reads(handler as Handler);
  hear = async () => {};
});
afterEach(() => {
  heard.splice(0);
  delete process.env.TEST_CLOCK;
});

describe('an event that is heard', () => {
  it('comes with its data, the brand’s programme and itself as the cause of what follows', async () => {
    await hand(carried(event));
    expect(heard).toMatchObject([
      {
        event,
        heard: {
          programme: { id: 'retorno' },
          origin: { owner: 'points', cause: { id: event.id, subject: event.subject, time: event.time } },
        },
      },
    ]);
    expect(dead()).toEqual([]);
  });

  it('may say more than we know of: later versions only gain fields', async () => {
    await hand(carried({ ...event, trace: 'x', data: { ...data, weather: 'rain' } }));
    expect(heard[0]?.event.data).toEqual(data);
    expect(dead()).toEqual([]);
  });

  it('comes again when its handler fails', async () => {
    hear = async () => {
      if (heard.length === 1) throw new Error('not now');
    };
    await hand(carried(event));
    expect(heard).toHaveLength(2);
    expect(dead()).toEqual([]);
  });
});

describe('a message that is no event for us', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['is no JSON', '{', 'not-json', /not JSON/],
    ['is nothing', 'null', 'not-json', /./],
    ['holds no event', {}, 'bad-envelope', /./],
    ['lacks its cause', carried({ ...event, cause: undefined }), 'bad-envelope', /cause/],
    ['has a shortened id', carried({ ...event, id: 'abc' }), 'bad-envelope', /id/],
    ['has a time without milliseconds', carried({ ...event, time: '2026-11-22T10:15:00Z' }), 'bad-envelope', /time/],
    [
      'is of a type that we do not hear',
      carried({ ...event, type: 'points.earned' }),
      'unknown-type',
      /points\.earned/,
    ],
    ['is of a type that every object has', carried({ ...event, type: 'constructor' }), 'unknown-type', /constructor/],
    ['lacks data', carried({ ...event, data: { ...data, siteId: undefined } }), 'bad-body', /siteId/],
    ['is of a brand that is not here', carried({ ...event, brand: 'nobody' }), 'unknown-brand', /nobody/],
    ['is of a brand that every object has', carried({ ...event, brand: 'constructor' }), 'unknown-brand', /./],
  ])('because it %s ends as a dead letter with its code and reason', async (_, body, code, reason) => {
    await hand(body);
    expect(heard).toEqual([]);
    expect(dead()).toMatchObject([{ code, reason: expect.stringMatching(reason) }]);
  });

  it.each([
    ['of an unknown type', { type: 'points.earned' }],
    ['of an unknown version', { dataschema: event.dataschema.replace('1', '99') }],
    ['of an unknown brand', { brand: 'nobody' }],
  ])('waits for half an hour at least for a deployment that knows it: %s', async (_, more) => {
    const before = world.scheduler.now();
    await hand(carried({ ...event, ...more }));
    expect(dead()).toHaveLength(1);
    expect(world.scheduler.now() - before).toBeGreaterThan(30 * 60_000);
  });
});

describe('a stage whose clock can be moved', () => {
  const pending = () => [...world.table.items()].filter(({ pk }) => pk.startsWith('pending#'));

  beforeEach(async () => {
    process.env.TEST_CLOCK = 'on';
    process.env.CONSUMERS = JSON.stringify({ 'deposit.recorded': ['points', 'surveys'] });
    await commit(origin(), { events: [said] });
    expect(pending()).toHaveLength(2);
  });

  it('waits for us until we are through with the event', async () => {
    await hand(carried(event));
    expect(pending()).toMatchObject([{ pk: 'pending#surveys', sk: event.id }]);
  });

  it('waits no longer when the event has become a dead letter', async () => {
    await hand(carried({ ...event, data: {} }));
    expect(dead()).toHaveLength(1);
    expect(pending()).toMatchObject([{ pk: 'pending#surveys' }]);
  });

  it('goes on waiting while the event is to come again', async () => {
    const waiting: number[] = [];
    hear = async () => {
      waiting.push(pending().length);
      throw new Error('not now');
    };
    await hand(carried(event));
    expect(waiting).toEqual(Array(24).fill(2));
    expect(pending()).toHaveLength(1);
  });

  it('has its own time, which holds for whoever handles the event', async () => {
    await commit(origin(), { changes: [update({ pk: 'stage', sk: 'test' }, { set: { offset: 365 * 86_400_000 } })] });
    let year = '';
    hear = async () => {
      const { now, shiftClock } = await import('#layers/time/clock.ts');
      year = now().slice(0, 4);
      shiftClock(0);
    };
    await hand(carried(event));
    expect(Number(year)).toBe(new Date().getUTCFullYear() + 1);
  });
});
