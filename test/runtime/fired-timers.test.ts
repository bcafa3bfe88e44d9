import { beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { onTimer } from '#layers/runtime/on-timer.ts';
import { update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { arm, disarm, Timer } from '#layers/table/timer.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import type { Handler } from '../world/functions.ts';

const reminder = {
  class: 'deadline' as const,
  subject: 'customer#c-1',
  kind: 'reminder',
  dueAt: '2026-11-23T08:00:00.000Z',
  data: { step: 1 },
};
const acted = { pk: 'surveys#retorno#customer#c-1', sk: 'reminded' };

let world: BareWorld;
let timer: Timer;
let act: (timer: Timer, origin: Origin) => Promise<{ replayed: boolean }>;

const contract = { capability: 'surveys', hears: [], says: [], timers: { reminder: 'deadline' } } as const;
const handler = onTimer(contract, { reminder: (timer, { origin }) => act(timer, origin) });

/** The sweeper sends it, so often, and the queue hands it out until it is done with. */
async function send(body: unknown, times = 1): Promise<void> {
  for (let n = 0; n < times; n++) world.queues.put('inbox', typeof body === 'string' ? body : JSON.stringify(body));
  await world.scheduler.quiet();
}

/** What an owner does: acts and takes the timer away, in one transaction. */
const remind = (timer: Timer, from: Origin) =>
  commit(from, { changes: [update(acted, { add: { times: 1 } }), disarm(timer)] });

beforeEach(async () => {
  world = bareWorld();
  world.reads(handler as Handler);
  act = remind;
  await commit(origin({ owner: 'surveys' }), { changes: [arm(origin({ owner: 'surveys' }), reminder)] });
  timer = Timer.parse([...world.table.items()][0]);
});

const times = () => world.table.at(acted)?.times ?? 0;
const armed = () => [...world.table.items()].filter(({ pk }) => pk.startsWith('timer#'));
const dead = () => world.queues.bodies('inbox-dead').map(({ attributes }) => attributes);

describe('a timer that fires', () => {
  it('leads to what it was armed for, and goes', async () => {
    await send(timer);
    expect([times(), armed(), dead()]).toEqual([1, [], []]);
  });

  it('however often it is sent, leads to it once', async () => {
    await send(timer);
    await send(timer);
    expect([times(), armed(), dead()]).toEqual([1, [], []]);
  });

  it('many times at the same time, leads to it once', async () => {
    await send(timer, 5);
    expect([times(), armed(), dead()]).toEqual([1, [], []]);
  });

  it('goes also when all was done before it fired', async () => {
    act = async () => ({ replayed: true });
    await send(timer);
    expect(armed()).toEqual([]);
    await send(timer);
    expect([armed(), dead()]).toEqual([[], []]);
  });

  it('does nothing when it was armed anew meanwhile, and the new one stays', async () => {
    const later = '2026-12-01T08:00:00.000Z';
    const anew = update({ pk: timer.pk, sk: timer.sk }, { set: { dueAt: later, visibleAt: later } });
    await commit(origin({ owner: 'surveys' }), { changes: [anew] });
    await send(timer);
    expect(times()).toBe(0);
    expect(armed()).toMatchObject([{ dueAt: later }]);

    act = async () => ({ replayed: true });
    await send(timer);
    expect(armed()).toHaveLength(1);
    expect(dead()).toEqual([]);
  });

  it('stays where it could not be acted on, and comes again', async () => {
    const left: number[] = [];
    act = async (...all) => {
      left.push(armed().length);
      if (left.length === 1) throw new Error('not now');
      return remind(...all);
    };
    await send(timer);
    expect(left).toEqual([1, 1]);
    expect([times(), armed(), dead()]).toEqual([1, [], []]);
  });
});

describe('a message that is no timer of ours', () => {
  it.each<[string, () => unknown, string, RegExp]>([
    ['is no JSON', () => '{', 'not-json', /not JSON/],
    ['is nothing', () => 'null', 'bad-body', /./],
    ['lacks its time', () => ({ ...timer, dueAt: undefined }), 'bad-body', /dueAt/],
    ['is of another kind', () => ({ ...timer, kind: 'expiry' }), 'unknown-timer', /surveys has no timer expiry/],
    ['is of a kind that every object has', () => ({ ...timer, kind: 'constructor' }), 'unknown-timer', /constructor/],
    ['is of a brand that is not here', () => ({ ...timer, brand: 'nobody' }), 'unknown-brand', /nobody/],
  ])('because it %s ends as a dead letter with its code and reason', async (_, body, code, reason) => {
    await send(body());
    expect(dead()).toMatchObject([{ code, reason: expect.stringMatching(reason) }]);
    expect([times(), armed()]).toMatchObject([0, [{}]]);
  });

  it.each([{ kind: 'expiry' }, { brand: 'nobody' }])(
    'waits for half an hour at least for a deployment that knows it: %j',
    async (more) => {
      const before = world.scheduler.now();
      await send({ ...timer, ...more });
      expect(dead()).toHaveLength(1);
      expect(world.scheduler.now() - before).toBeGreaterThan(30 * 60_000);
    },
  );
});
