import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import '../support/environment.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'INFO';
process.env.POWERTOOLS_DEV = 'true'; // so that it writes by this console
const { logger, logsWith, workingOn } = await import('#layers/runtime/observe.ts');
const { onRecord } = await import('#layers/runtime/records.ts');
const { onEvent } = await import('#layers/runtime/on-event.ts');
const { pointsExpired } = await import('#events/points/points.expired.ts');
const { bareWorld } = await import('../world/bare-world.ts');

type Line = Record<string, unknown>;
const lines: Line[] = [];
const keep = (text: unknown) => void lines.push(JSON.parse(`${text}`));

beforeEach(() => {
  lines.splice(0);
  for (const level of ['info', 'warn', 'error'] as const) jest.spyOn(console, level).mockImplementation(keep);
});
afterEach(() => void jest.restoreAllMocks());

const batch = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, at) => ({
    messageId: `message-${at}`,
    receiptHandle: `receipt-${at}`,
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: 'eu-west-1',
  })),
});

it('carry the ids of the message they are about, though a batch is worked on at once', async () => {
  bareWorld();
  const handler = onRecord(async ({ body }) => {
    logsWith({ brand: body });
    await new Promise((resolve) => setImmediate(resolve));
    logger.info('looked at');
    throw new Error('not now');
  });
  await handler(batch('retorno', 'mixsoon'), {} as never);
  const told = lines.map(({ message, messageId, brand }) => [message, messageId, brand]);
  for (const [messageId, brand] of [
    ['message-0', 'retorno'],
    ['message-1', 'mixsoon'],
  ]) {
    expect(told).toContainEqual(['looked at', messageId, brand]);
    expect(told).toContainEqual(['will be tried again', messageId, brand]);
  }
});

it('name the event, what it is about and its cause', async () => {
  bareWorld();
  const contract = { capability: 'tests', hears: [pointsExpired], says: [], timers: {} } as never;
  const handler = onEvent(contract, {
    'points.expired': async () => {
      throw new Error('not now');
    },
  } as never);
  const detail = {
    specversion: '1.0',
    id: 'e'.repeat(22),
    type: 'points.expired',
    dataschema: 'vuelta:points.expired:1',
    source: 'vuelta/points',
    subject: 'account#c-1',
    time: '2026-11-29T12:00:00.000Z',
    data: pointsExpired.example,
    brand: 'retorno',
    cause: { id: 'timer-1', subject: 'account#c-1', time: '2026-11-29T12:00:00.000Z' },
    actor: { id: 'points', role: 'system' },
    recordedAt: '2026-11-29T12:00:00.000Z',
  };
  await handler(batch(JSON.stringify({ detail })) as never, {} as never);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    message: 'will be tried again',
    messageId: 'message-0',
    brand: 'retorno',
    event: detail.id,
    type: 'points.expired',
    subject: 'account#c-1',
    cause: 'timer-1',
  });
});

it('outside of any work carry nothing of it', async () => {
  await workingOn({ request: 'r-1' }, async () => logger.info('within'));
  logger.info('after');
  expect(lines.map(({ message, request }) => [message, request])).toEqual([
    ['within', 'r-1'],
    ['after', undefined],
  ]);
});
