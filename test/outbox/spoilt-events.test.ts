import type { PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import { beforeEach, expect, it, jest } from '@jest/globals';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import type { Item } from '#layers/table/change.ts';
import { eventItem, say } from '#layers/table/event-item.ts';
import { local } from '../../infra/names.ts';
import { origin } from '../support/origins.ts';
import { Bus } from '../world/bus.ts';
import { newWorld, type World } from '../world/world.ts';

const put = jest.spyOn(Bus.prototype, 'putEvents');
let world: World;

beforeEach(async () => {
  put.mockClear();
  world = await newWorld({ seed: 1, start: '2026-11-22T09:00:00.000Z' });
});

/** An event of nobody's, so that nobody does more with it than hear it. */
const event = (id: string, more: object = {}): Item => ({
  ...eventItem(
    origin({ owner: 'devices', cause: { id, subject: 'device#rvm-1', time: '2026-11-22T08:00:00.000Z' } }),
    say(depositRecorded, { about: 'rvm-1', effect: id, data: depositRecorded.example }),
  ),
  ...more,
});

/** Writes items to the table as they are, and lets the outbox see them. The causes of what came to the bus. */
async function written(...items: Item[]): Promise<string[]> {
  for (const Item of items) world.table.put({ TableName: local.tableName, Item });
  await world.scheduler.quiet();
  const entries = put.mock.calls.flatMap(([{ Entries = [] }]: [PutEventsCommandInput]) => Entries);
  return entries
    .map(({ Detail = '' }) => JSON.parse(Detail).cause.id as string)
    .filter((id) => /^d-\d+$/.test(id))
    .toSorted();
}

const aside = () =>
  world.queues
    .bodies(`${local.queueName('outbox')}-dead`)
    .map(({ body, attributes: { code, reason } }) => ({ keys: JSON.parse(body), code, reason }));

it('what is no whole event, or too large for the bus, goes aside with its reason, and what was written with it goes on', async () => {
  const spoilt = event('d-2', { cause: undefined });
  const large = event('d-4', { data: { ...depositRecorded.example, note: 'x'.repeat(300_000) } });
  expect(await written(event('d-1'), spoilt, event('d-3'), large, event('d-5'))).toEqual(['d-1', 'd-3', 'd-5']);
  expect(aside()).toEqual(
    expect.arrayContaining([
      {
        keys: { pk: { S: spoilt.pk }, sk: { S: spoilt.sk } },
        code: 'bad-envelope',
        reason: expect.stringMatching(/cause/),
      },
      { keys: { pk: { S: large.pk }, sk: { S: large.sk } }, code: 'too-large', reason: expect.any(String) },
    ]),
  );
});

it('ten events that together are too large for one call are published by several', async () => {
  const all = Array.from({ length: 10 }, (_, n) =>
    event(`d-${n}`, { data: { ...depositRecorded.example, note: 'x'.repeat(60_000) } }),
  );
  expect(await written(...all)).toEqual(all.map((_, n) => `d-${n}`));
  expect(aside()).toEqual([]);
});
