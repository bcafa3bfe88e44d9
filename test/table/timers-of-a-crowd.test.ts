import { beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { commit } from '#layers/table/commit.ts';
import { arm, formerPartitions, Timer, type TimerClass, timerOf } from '#layers/table/timer.ts';
import { sweep } from '../../functions/timers/sweep.ts';
import { local } from '../../infra/names.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import { queueUrl } from '../world/queues.ts';

const dueAt = '2026-11-22T08:00:00.000Z';
const owners = ['crowd', 'other'];
let world: BareWorld;

beforeEach(() => {
  world = bareWorld();
  process.env.TIMER_QUEUES = JSON.stringify(Object.fromEntries(owners.map((owner) => [owner, queueUrl(owner)])));
  process.env.BULK_OWNERS = owners.join(',');
  for (const owner of owners) world.queues.addDead(owner);
});

interface Whose {
  readonly owner?: string;
  readonly brand?: string;
  readonly of?: TimerClass;
}

const timer = ({ owner = 'crowd', brand = 'retorno', of = 'bulk' }: Whose, n: number) =>
  [origin({ owner, brand }), { subject: `customer#c-${n}`, kind: of, class: of, dueAt }] as const;

/** Arms so many timers in the order in which they are given. */
async function due(number: number, whose: Whose): Promise<void> {
  for (let from = 0; from < number; from += 100) {
    const some = Array.from({ length: Math.min(100, number - from) }, (_, n) => timer(whose, from + n));
    await commit(origin(), { changes: some.map((each) => arm(...each)) });
  }
  await world.scheduler.quiet();
}

/** So many messages wait in the queue of the owner of a crowd. */
function waiting(messages: number): void {
  for (let n = 0; n < messages; n++) world.queues.put('crowd', '{}');
}

/** How many timers of each owner, brand and class the next sweep hands over. */
async function handedOver(): Promise<Record<string, number>> {
  await sweep();
  const sent = owners.flatMap((owner) => world.queues.bodies(owner)).filter(({ body }) => body !== '{}');
  const named = sent.map(({ body }) => Timer.parse(JSON.parse(body)));
  const groups = Map.groupBy(named, (each) => [each.owner, each.brand, each.class].join(' '));
  return Object.fromEntries([...groups].map(([name, { length }]) => [name, length]));
}

describe('bulk', () => {
  it('goes to its owner while that keeps up with it', async () => {
    waiting(299);
    await due(90, {});
    expect(await handedOver()).toEqual({ 'crowd retorno bulk': 90 });
  });

  it('waits while its owner lags behind, and neither its deadlines nor what is another’s waits with it', async () => {
    waiting(300);
    await due(90, {});
    await due(20, { of: 'deadline' });
    await due(1, { owner: 'other' });
    expect(await handedOver()).toEqual({ 'crowd retorno deadline': 20, 'other retorno bulk': 1 });
  });

  it('of one brand, however much, keeps neither that of another brand nor any deadline for the next minute', async () => {
    await due(2_500, { brand: 'microsmile' });
    await due(30, {});
    await due(1, { brand: 'microsmile', of: 'deadline' });
    await due(1, { of: 'deadline' });
    expect(await handedOver()).toEqual({
      'crowd microsmile bulk': 1_970,
      'crowd retorno bulk': 30,
      'crowd microsmile deadline': 1,
      'crowd retorno deadline': 1,
    });
  });

  it('is sent as a group of its own, as are the deadlines of each brand', async () => {
    await due(1, {});
    await due(1, { of: 'deadline' });
    await due(1, { brand: 'mixsoon', of: 'deadline' });
    await sweep();
    expect(world.queues.groups('crowd').toSorted()).toEqual(['mixsoon', 'retorno', 'retorno#bulk']);
  });
});

it('deadlines wait where their owner is so far behind that their leases would run out', async () => {
  waiting(5_000);
  await due(11, { of: 'deadline' });
  expect(await handedOver()).toEqual({});
});

describe('what was armed before there were classes', () => {
  /** As such timers lie in the table. */
  const former = (n: number) => {
    const { class: _, ...item } = timerOf(...timer({}, n));
    return { ...item, visibleAt: dueAt, duePk: formerPartitions[n % 4] };
  };

  beforeEach(async () => {
    for (let n = 0; n < 80; n++) world.table.put({ TableName: local.tableName, Item: former(n) });
    await world.scheduler.quiet();
  });

  it('is handed over', async () => {
    expect(await handedOver()).toEqual({ 'crowd retorno deadline': 80 });
  });

  it('waits while its owner lags behind, as bulk may be among it', async () => {
    waiting(300);
    expect(await handedOver()).toEqual({});
  });
});
