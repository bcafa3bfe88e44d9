import { beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { onTimer } from '#layers/runtime/on-timer.ts';
import { update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { arm, disarm, Timer } from '#layers/table/timer.ts';
import { origin } from '../support/origins.ts';
import { handed, queuesInMemory, record } from '../support/queues-in-memory.ts';
import { tableInMemory } from '../table/table-in-memory.ts';

const reminder = { subject: 'customer#c-1', kind: 'reminder', dueAt: '2026-11-23T08:00:00.000Z', data: { step: 1 } };
const acted = { pk: 'surveys#retorno#customer#c-1', sk: 'reminded' };

let queues: ReturnType<typeof queuesInMemory>;
let table: ReturnType<typeof tableInMemory>;
let timer: Timer;
let act: (timer: Timer, origin: Origin) => Promise<{ replayed: boolean }>;

const contract = { capability: 'surveys', hears: [], says: [], timers: ['reminder'] } as const;
const handler = onTimer(contract, { reminder: (timer, { origin }) => act(timer, origin) });
const hand = (body: unknown, received = 1) => handed(handler as never, record(body, { received }));

/** What an owner does: acts and takes the timer away, in one transaction. */
const remind = (timer: Timer, from: Origin) =>
  commit(from, { changes: [update(acted, { add: { times: 1 } }), disarm(timer)] });

beforeEach(async () => {
  queues = queuesInMemory();
  table = tableInMemory();
  act = remind;
  await commit(origin({ owner: 'surveys' }), { changes: [arm(origin({ owner: 'surveys' }), reminder)] });
  timer = Timer.parse(table.items()[0]);
});

const times = () => table.at(acted)?.times ?? 0;
const armed = () => table.items().filter(({ pk }) => pk.startsWith('timer#'));

describe('a timer that fires', () => {
  it('leads to what it was armed for, and goes', async () => {
    expect(await hand(timer)).toEqual([]);
    expect([times(), armed()]).toEqual([1, []]);
  });

  it('however often it is sent, leads to it once', async () => {
    expect(await hand(timer)).toEqual([]);
    expect(await hand(timer)).toEqual([]);
    expect([times(), armed(), queues.dead]).toEqual([1, [], []]);
  });

  it('twice at the same time, leads to it once', async () => {
    const again = await handed(handler as never, record(timer, { id: 'a' }), record(timer, { id: 'b' }));
    expect([again, times(), armed()]).toEqual([[], 1, []]);
  });

  it('goes also when all was done before it fired', async () => {
    act = async () => ({ replayed: true });
    expect(await hand(timer)).toEqual([]);
    expect(armed()).toEqual([]);
    expect(await hand(timer)).toEqual([]);
  });

  it('does nothing when it was armed anew meanwhile, and the new one stays', async () => {
    const later = '2026-12-01T08:00:00.000Z';
    const anew = update({ pk: timer.pk, sk: timer.sk }, { set: { dueAt: later, visibleAt: later } });
    await commit(origin({ owner: 'surveys' }), { changes: [anew] });
    expect(await hand(timer)).toEqual([]);
    expect(times()).toBe(0);
    expect(armed()).toMatchObject([{ dueAt: later }]);

    act = async () => ({ replayed: true });
    expect(await hand(timer)).toEqual([]);
    expect(armed()).toHaveLength(1);
  });

  it('stays where it could not be acted on, and comes again', async () => {
    act = async () => {
      throw new Error('not now');
    };
    expect(await hand(timer)).toEqual(['message-1']);
    expect(armed()).toHaveLength(1);
    act = remind;
    expect(await hand(timer, 2)).toEqual([]);
    expect([times(), armed()]).toEqual([1, []]);
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
    expect(await hand(body())).toEqual([]);
    expect(queues.dead).toMatchObject([{ code, reason: expect.stringMatching(reason) }]);
    expect([times(), armed()]).toMatchObject([0, [{}]]);
  });
});
