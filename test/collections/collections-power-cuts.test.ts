import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import '../support/environment.ts';
import { type Programme, programmes } from '#brands/programmes.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import type { Item } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { firedBy, Timer } from '#layers/table/timer.ts';
import { learnBin } from '../../functions/collections/bins/bins.ts';
import { countIsDue, pages } from '../../functions/collections/bins/count.ts';
import { empty } from '../../functions/collections/bins/emptyings.ts';
import { type Collection, standing } from '../../functions/collections/books/collection.ts';
import { file } from '../../functions/collections/books/papers.ts';
import { request, requestFull, withdraw } from '../../functions/collections/books/requests.ts';
import { review } from '../../functions/collections/books/review.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import { cuts, endFaults, planCuts } from '../world/faults.ts';

const now = '2026-11-22T10:00:00.000Z';
const emptiedAt = '2026-11-22T09:00:00.000Z';
const programme = programmes.retorno as Programme;
const place = { deviceId: 'rvm-0001', siteId: 'plaza-mayor', organisationId: 'ayuntamiento' };

const heard = (id: string): Origin =>
  origin({ owner: 'collections', cause: { id, subject: 'device#rvm-0001', time: now } });
const asked = (id: string): Origin => ({
  ...heard(id),
  cause: { id, subject: 'request#w-1', time: now },
  actor: { id: 'w-1', role: 'warehouse' },
  once: { pk: `collections#retorno#once#warehouse:w-1#${id}`, sk: 'once' },
});

/** A machine's deposit, known when it was made. */
async function deposit(world: BareWorld, id: string, time: string, grams: number): Promise<void> {
  await world.until(time);
  const said = say(depositRecorded, {
    about: 'rvm-0001',
    effect: 'deposit',
    data: { ...place, outcome: 'accepted', containers: [{ material: 'pet', count: 1, grams }] },
  });
  await commit(origin({ cause: { id, subject: 'device#rvm-0001', time } }), { events: [said] });
}

/** Seven deposits of 1, 2, 4 … grams in the bag that is emptied at nine, and one after it. */
async function deposited(world: BareWorld): Promise<void> {
  for (let n = 0; n < 7; n++) await deposit(world, `d-${n}`, `2026-11-22T08:0${n}:00.000Z`, 2 ** n);
  await deposit(world, 'after', '2026-11-22T09:30:00.000Z', 1000);
  await world.until(now);
}

const full = () => requestFull(heard('full'), programme, { ...place, fullAt: '2026-11-22T08:50:00.000Z' });
const emptied = (id = 'col-full') => empty(asked('emptying'), programme, id, { deviceId: 'rvm-0001', at: emptiedAt });
const paper = (grams: number, more: object = {}) => ({
  number: 'N-1',
  issuer: 'recicladora',
  masses: [{ material: 'pet', grams }],
  ...more,
});
const weighed = () => file(asked('ticket'), 'col-full', 'weighings', paper(127));
const received = (grams = 127) => file(asked('receipt'), 'col-full', 'receipts', paper(grams));

/** The sweeper, once the books are closed, until no timer is left. */
async function counted(world: BareWorld): Promise<void> {
  for (let timers = due(world); timers.length > 0; timers = due(world)) {
    for (const timer of timers) await countIsDue(firedBy(timer), timer);
  }
}

const due = ({ table }: BareWorld): Timer[] =>
  [...table.items()].flatMap((item) => (item.kind === 'count' ? [Timer.parse(item)] : []));

async function inReview(world: BareWorld): Promise<void> {
  await full();
  await emptied();
  await weighed();
  await received(1127);
  await counted(world);
}

/** Each command: what happens before it, what it does, and what then stands of the collection and is said of it. */
const commands: Record<
  string,
  {
    before: (world: BareWorld) => Promise<unknown>;
    run: (world: BareWorld) => Promise<unknown>;
    says: string[];
    state: string;
  }
> = {
  'a full bin': { before: async () => {}, run: full, says: ['requested'], state: 'requested' },
  'asking by hand': {
    before: full,
    run: () => request(asked('hand'), programme, ['rvm-0001']),
    says: ['requested', 'requested', 'withdrawn'],
    state: 'withdrawn',
  },
  withdrawing: {
    before: full,
    run: () => withdraw(asked('withdrawal'), 'col-full', { deviceId: 'rvm-0001', reason: 'No hay acceso' }),
    says: ['requested', 'withdrawn'],
    state: 'withdrawn',
  },
  'emptying a bin': { before: full, run: () => emptied(), says: ['emptied', 'requested'], state: 'emptied' },
  weighing: { before: full, run: weighed, says: ['requested', 'weighed'], state: 'requested' },
  'counting, in pages': {
    before: async () => {
      await full();
      await emptied();
      await weighed();
      await received();
    },
    run: counted,
    says: ['counted', 'emptied', 'received', 'reconciled', 'requested', 'weighed'],
    state: 'reconciled',
  },
  'the receipt that completes the papers': {
    before: async (world) => {
      await full();
      await emptied();
      await weighed();
      await counted(world);
    },
    run: () => received(),
    says: ['counted', 'emptied', 'received', 'reconciled', 'requested', 'weighed'],
    state: 'reconciled',
  },
  'a correction': {
    before: inReview,
    run: () => file(asked('correction'), 'col-full', 'receipts', paper(127, { replaces: 'rec-receipt' })),
    says: ['counted', 'emptied', 'mismatched', 'received', 'received', 'reconciled', 'requested', 'weighed'],
    state: 'reconciled',
  },
  'making a paper void': {
    before: async () => {
      await full();
      await weighed();
    },
    run: () => file(asked('void'), 'col-full', 'weighings', paper(0, { masses: [], replaces: 'w-ticket' })),
    says: ['requested', 'weighed', 'weighed'],
    state: 'requested',
  },
  'emptying a bin that waits elsewhere': {
    before: async () => {
      await full();
      await learnBin(heard('provisioned-2'), { ...place, deviceId: 'rvm-0002' });
      await request(asked('other'), programme, ['rvm-0002']);
    },
    run: () => emptied('col-other'),
    says: ['emptied', 'requested', 'requested', 'withdrawn'],
    state: 'withdrawn',
  },
  'emptying a bin that was found full since': {
    before: async () => {
      await full();
      await requestFull(heard('again'), programme, { ...place, fullAt: '2026-11-22T09:45:00.000Z' });
    },
    run: () => emptied(),
    says: ['emptied', 'requested', 'requested'],
    state: 'emptied',
  },
  'deciding on a difference': {
    before: inReview,
    run: () => review(asked('decision'), 'col-full', { decision: 'claimed', reason: 'Falta un kilo' }),
    says: ['counted', 'emptied', 'mismatched', 'received', 'requested', 'reviewed', 'weighed'],
    state: 'reviewed',
  },
};

const wholePages = { ...pages };
beforeEach(() => void Object.assign(pages, { size: 3, atOnce: 1 }));
afterEach(() => {
  Object.assign(pages, wholePages);
});

async function prepared(before: (world: BareWorld) => Promise<unknown> = async () => {}, seed = 1): Promise<BareWorld> {
  const world = bareWorld({ seed, start: '2026-11-22T08:00:00.000Z' });
  await learnBin(heard('provisioned'), place);
  await deposited(world);
  await before(world);
  return world;
}

const said = ({ table }: BareWorld): string[] =>
  [...table.items()]
    .flatMap(({ type }) => (`${type}`.startsWith('collection.') ? [`${type}`.slice('collection.'.length)] : []))
    .sort();

const collectionIn = ({ table }: BareWorld): Collection =>
  table.at({ pk: 'collections#retorno#collection#col-full', sk: 'collection' }) as Item & Collection;

function expectWhole(world: BareWorld, { says, state }: { says: string[]; state: string }): void {
  expect([said(world), standing(collectionIn(world)).state]).toEqual([says, state]);
  const { emptyings } = collectionIn(world);
  for (const { count } of emptyings) {
    if (count !== undefined) expect(count).toMatchObject({ deposits: 7, containers: [{ count: 7, grams: 127 }] });
  }
}

const refused = /^(bin-not-asked|nothing-to-review|paper-replaced)$/;

describe.each(Object.entries(commands))('%s', (_command, { before, run, ...outcome }) => {
  it('has one effect, whichever call to the table is cut off in whichever way, and then tried again', async () => {
    const whole = await prepared(before);
    const made = planCuts(whole);
    await whole.does(() => run(whole));
    const calls = made.calls();
    expect(calls).toBeGreaterThan(0);
    for (let at = 1; at <= calls; at++) {
      for (const cut of cuts) {
        const world = await prepared(before);
        planCuts(world, { [at]: cut });
        await world.does(() => run(world)).catch(() => {});
        endFaults(world);
        // A request that was carried out is answered from what was kept of it; here its handler runs again, and is refused.
        await world.does(() => run(world)).catch((error: Error) => expect(error.message).toMatch(refused));
        expectWhole(world, outcome);
      }
    }
  });

  it('has one effect when it happens five times at once', async () => {
    for (let seed = 1; seed <= 5; seed++) {
      const world = await prepared(before, seed);
      await Promise.allSettled(Array.from({ length: 5 }, () => world.does(() => run(world))));
      await world.does(() => run(world)).catch(() => {});
      expectWhole(world, outcome);
    }
  });
});

describe('the facts of a collection', () => {
  it('come to the same in whatever order they are reported', async () => {
    const facts = ['emptying', 'weighing', 'receipt', 'count'] as const;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...facts], { minLength: 4 }), async (order) => {
        const world = await prepared(full);
        for (const fact of order) {
          if (fact === 'emptying') await emptied();
          if (fact === 'weighing') await weighed();
          if (fact === 'receipt') await received();
          if (fact === 'count') await counted(world);
        }
        await counted(world);
        expect(standing(collectionIn(world))).toMatchObject({
          state: 'reconciled',
          balance: [{ material: 'pet', deposited: 127, weighed: 127, received: 127 }],
        });
        expect(said(world).filter((type) => type === 'reconciled')).toHaveLength(1);
      }),
      { numRuns: 16 },
    );
  });

  it('are all kept when several people report at the same moment', async () => {
    for (let seed = 1; seed <= 5; seed++) {
      const world = await prepared(full, seed);
      const tickets = Array.from(
        { length: 4 },
        (_, n) => () => file(asked(`ticket-${n}`), 'col-full', 'weighings', paper(10, { number: `B-${n}` })),
      );
      await Promise.all([() => emptied(), () => received(), ...tickets].map((report) => world.does<unknown>(report)));
      const { weighings, receipts, emptyings, bins } = collectionIn(world);
      expect([weighings.length, receipts.length, emptyings.length]).toEqual([4, 1, 1]);
      expect(bins).toMatchObject([{ state: 'emptied' }]);
    }
  });

  it('are not taken twice: a paper, an emptying, a correction', async () => {
    await prepared(full);
    await emptied();
    const { documentId } = await received();
    const again = (id: string, more = {}) => file(asked(id), 'col-full', 'receipts', paper(127, more));
    await expect(again('second')).rejects.toThrow('paper-known');
    await expect(again('third', { replaces: 'rec-none' })).rejects.toThrow('paper-unknown');
    await again('fourth', { replaces: documentId });
    await expect(again('fifth', { replaces: documentId })).rejects.toThrow('paper-replaced');
    const twice = empty(asked('again'), programme, 'col-full', { deviceId: 'rvm-0001', at: emptiedAt });
    await expect(twice).rejects.toThrow('emptying-known');
    const ahead = empty(asked('ahead'), programme, 'col-full', {
      deviceId: 'rvm-0001',
      at: '2026-11-22T10:06:00.000Z',
    });
    await expect(ahead).rejects.toThrow('instant-ahead');
  });

  it('ask nothing of a bin that was emptied after it was full', async () => {
    const world = await prepared();
    const { id } = await request(asked('hand'), programme, ['rvm-0001']);
    await emptied(id);
    await full();
    expect(said(world)).toEqual(['emptied', 'requested']);
  });
});
