import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import { type Change, ConditionFailed, create, update } from '#layers/table/change.ts';
import { CauseChanged, commit } from '#layers/table/commit.ts';
import { eventItem, say } from '#layers/table/event-item.ts';
import { hashOf } from '#layers/table/hash.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import { connectClients } from '../world/clients.ts';
import { planCuts } from '../world/faults.ts';

const once = { pk: 'devices#retorno#once#rvm-0001#m-1', sk: 'once' };
const balance = { pk: 'points#retorno#account#c-1', sk: 'head' };
const gift = { pk: 'points#retorno#gift#1', sk: 'gift' };
const said = (effect = 'deposit') => say(depositRecorded, { about: 'rvm-0001', effect, data: depositRecorded.example });
const earn = () => update(balance, { add: { points: 10 } });
const take = (orElse?: () => Error) => update(gift, { set: { takenBy: 'c-1' }, when: { absent: ['takenBy'] }, orElse });

let world: BareWorld;
const items = () => [...world.table.items()];

beforeEach(() => {
  world = bareWorld();
});

/** The next transactions are cancelled for these reasons, in turn; then they are carried out again. */
function cancelledFor(...turns: string[][]): void {
  const answers = world.table.answers();
  const TransactWrite: typeof answers.TransactWrite = (input) => {
    const codes = turns.shift();
    if (codes === undefined) return answers.TransactWrite(input);
    const CancellationReasons = codes.map((Code) => ({ Code }));
    throw new TransactionCanceledException({ message: '', $metadata: {}, CancellationReasons });
  };
  connectClients(world.scheduler, { ...answers, TransactWrite });
}

/** All of them at once, in an order of the seed; in one of ten transactions others see some of its items changed already. */
const atOnce = <T>(count: number, work: (n: number) => Promise<T>): Promise<T | undefined>[] =>
  Array.from({ length: count }, (_, n) => world.does(() => work(n)));

const events = () => items().filter(({ pk }) => pk.startsWith('event#'));

describe('a change and its events', () => {
  it('are written together', async () => {
    const { replayed, events: written } = await commit(origin(), { events: [said()], changes: [earn()] });
    expect(replayed).toBe(false);
    expect(events()).toEqual(written);
    expect(world.table.at(balance)).toMatchObject({ points: 10 });
  });

  it('are not written at all when one condition does not hold', async () => {
    await commit(origin(), { changes: [create({ ...gift, takenBy: 'c-2' })] });
    await expect(commit(origin({ once }), { events: [said()], changes: [earn(), take()] })).rejects.toThrow(
      ConditionFailed,
    );
    expect(items()).toEqual([{ ...gift, takenBy: 'c-2' }]);
  });

  it('are refused with the reason that the change gives', async () => {
    await commit(origin(), { changes: [take()] });
    const taken = () => new Error('somebody took it');
    await expect(commit(origin(), { events: [said()], changes: [take(taken)] })).rejects.toThrow('somebody took it');
  });
});

describe('the same cause again', () => {
  it.each([
    ['by its events', {}],
    ['by the key of the message or request', { once }],
  ])('does nothing and says so, known %s', async (_, known) => {
    const commitment = () => commit(origin(known), { events: [said()], changes: [earn()] });
    await commitment();
    const before = items();
    expect(await commitment()).toMatchObject({ replayed: true });
    expect(items()).toEqual(before);
  });

  it('gets the answer it got before, not the one of now', async () => {
    const commitment = (answer: object) => commit(origin({ once }), { changes: [earn()], answer });
    expect(await commitment({ id: 'first' })).toMatchObject({ replayed: false, answer: { id: 'first' } });
    expect(await commitment({ id: 'second' })).toMatchObject({ replayed: true, answer: { id: 'first' } });
  });

  it('is a replay and no refusal, though what it did stands in its own way now', async () => {
    const taken = () => new Error('somebody took it');
    const commitment = (known: object) => commit(origin(known), { events: [said()], changes: [take(taken)] });
    expect(await commitment({ once })).toMatchObject({ replayed: false });
    expect(await commitment({ once })).toMatchObject({ replayed: true });
    // The event alone says it too.
    expect(await commitment({})).toMatchObject({ replayed: true });
  });

  it('with another content is found out, and changes nothing', async () => {
    for (const known of [{ once }, {}]) {
      world = bareWorld();
      await commit(origin(known), { events: [said()], changes: [earn()] });
      const before = items();
      const other = origin({ ...known, hash: hashOf('something else') });
      await expect(commit(other, { events: [said()], changes: [earn()] })).rejects.toThrow(CauseChanged);
      expect(items()).toEqual(before);
    }
  });

  it('never overwrites an event, whatever is said the second time', async () => {
    const [first] = (await commit(origin(), { events: [said()] })).events;
    const again = { ...said(), data: { ...depositRecorded.example, siteId: 'elsewhere' } };
    await commit(origin(), { events: [again], changes: [earn()] });
    await commit(origin({ once }), { events: [again] }).catch(() => {});
    expect(events()).toEqual([first]);
  });

  it('books what another part of it has not booked yet', async () => {
    await commit(origin(), { events: [said('line:1')], changes: [earn()] });
    await commit(origin(), { events: [said('line:2')], changes: [earn()] });
    expect(events()).toHaveLength(2);
    expect(world.table.at(balance)).toMatchObject({ points: 20 });
  });
});

describe('many at once', () => {
  const seeds = Array.from({ length: 20 }, (_, n) => n + 1);

  it.each([
    ['by its events', {}],
    ['by the key of the message or request', { once }],
  ])('commit one cause once, known %s', async (_, known) => {
    const taken = () => new Error('somebody took it');
    for (const seed of seeds) {
      world = bareWorld({ seed });
      const all = await Promise.all(
        atOnce(20, () => commit(origin(known), { events: [said()], changes: [earn(), take(taken)] })),
      );
      expect(all.filter((each) => each?.replayed === false)).toHaveLength(1);
      expect(events()).toHaveLength(1);
      expect(world.table.at(balance)).toMatchObject({ points: 10 });
    }
  });

  it('commit each of their own causes, though all change the same balance', async () => {
    const cause = origin().cause;
    for (const seed of seeds) {
      world = bareWorld({ seed });
      const all = atOnce(4, (n) =>
        commit(origin({ cause: { ...cause, id: `m-${n}` } }), { events: [said()], changes: [earn()] }),
      );
      await Promise.all(all);
      expect(events()).toHaveLength(4);
      expect(world.table.at(balance)).toMatchObject({ points: 40 });
    }
  });

  it('give one gift to one of them, and the others hear that it is gone', async () => {
    const cause = origin().cause;
    const gone = () => new Error('gone');
    for (const seed of seeds) {
      world = bareWorld({ seed });
      const all = await Promise.allSettled(
        atOnce(4, (n) =>
          commit(origin({ cause: { ...cause, id: `m-${n}` } }), { events: [said()], changes: [take(gone)] }),
        ),
      );
      const refused = all.flatMap((each) => (each.status === 'rejected' ? [each.reason.message] : []));
      expect(refused).toEqual(['gone', 'gone', 'gone']);
      expect(events()).toHaveLength(1);
    }
  });
});

describe('a transaction that DynamoDB cancels', () => {
  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'for a reason that passes by itself (%s) is tried again',
    async (code) => {
      cancelledFor([code, 'None'], ['None', code], [code, code]);
      const commitment = () => commit(origin(), { events: [said()], changes: [earn()] });
      expect(await world.does(commitment)).toMatchObject({ replayed: false });
      expect(world.table.at(balance)).toMatchObject({ points: 10 });
    },
  );

  it.each(['ValidationError', 'ItemCollectionSizeLimitExceeded', 'AccessDenied'])(
    'for one that does not (%s) is not tried again',
    async (code) => {
      cancelledFor(['None', code]);
      const refused = world.does(() => commit(origin(), { events: [said()], changes: [earn()] }));
      await expect(refused).rejects.toThrow(TransactionCanceledException);
      expect(items()).toEqual([]);
    },
  );

  it('for ever, is given up with its error', async () => {
    cancelledFor(...Array.from({ length: 8 }, () => ['TransactionConflict', 'None']));
    const refused = world.does(() => commit(origin(), { events: [said()], changes: [earn()] }));
    await expect(refused).rejects.toThrow(TransactionCanceledException);
    expect(items()).toEqual([]);
  });

  it('and any other error is left to the caller, who tries again when it comes again', async () => {
    planCuts(world, { 1: 'done, then times out' });
    const cut = world.does(() => commit(origin(), { events: [said()] }));
    await expect(cut).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await commit(origin(), { events: [said()] })).toMatchObject({ replayed: true });
  });
});

describe('a commit that is too large', () => {
  const many = (count: number): Change[] =>
    Array.from({ length: count }, (_, n) => create({ pk: 'devices#retorno#many', sk: String(n) }));

  it('is refused before anything is written: it is the work of a timer', async () => {
    await expect(commit(origin({ once }), { events: [said()], changes: many(99) })).rejects.toThrow('101 items');
    await expect(commit(origin(), { changes: [create({ ...gift, text: 'a'.repeat(400_000) })] })).rejects.toThrow(
      'too large',
    );
    expect(items()).toEqual([]);
  });

  it('may be 100 items large', async () => {
    await commit(origin({ once }), { events: [said()], changes: many(98) });
    expect(items()).toHaveLength(100);
  });

  it('is measured in bytes, not in letters', async () => {
    const commitment = commit(origin(), { changes: [create({ ...gift, text: 'ñ'.repeat(300_000) })] });
    await expect(commitment).rejects.toThrow('too large');
  });
});

describe('a stage whose clock can be moved', () => {
  afterEach(() => {
    delete process.env.TEST_CLOCK;
  });

  it('knows of each event who is still to hear it; any other stage keeps no such list', async () => {
    process.env.CONSUMERS = JSON.stringify({ 'deposit.recorded': ['points', 'surveys'] });
    const id = eventItem(origin(), said()).id;
    const pending = () => items().flatMap(({ pk, sk }) => (pk.startsWith('pending#') ? [`${pk} ${sk}`] : []));
    await commit(origin(), { events: [said()] });
    expect(pending()).toEqual([]);

    world = bareWorld();
    process.env.TEST_CLOCK = 'on';
    await commit(origin(), { events: [said()] });
    expect(pending().toSorted()).toEqual([`pending#points ${id}`, `pending#surveys ${id}`]);
  });
});
