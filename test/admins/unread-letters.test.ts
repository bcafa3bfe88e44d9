import { expect, it } from '@jest/globals';
import { local } from '../../infra/names.ts';
import { driver } from '../world/driver.ts';

const queue = `${local.queueName('points', 'events')}-dead`;
const admin = 'admin@retorno.example';

/** A world with one dead letter, which another reader hides for `seconds`, and takes away where it `deletes` it. What the admin is mailed. */
async function alarmWhileHidden(seconds: number, { deletes = false } = {}): Promise<string> {
  const here = await driver({ seed: 1, start: '2026-11-22T09:00:30.000Z' });
  const { queues, scheduler } = here.world;
  const letter = JSON.stringify({ detail: { brand: 'retorno' } });
  queues.put(queue, letter, { code: { DataType: 'String', StringValue: 'bad-body' } });
  const seen = await queues.receive({ QueueUrl: queue, VisibilityTimeout: seconds, WaitTimeSeconds: 1 });
  const [{ ReceiptHandle }] = (seen as { Messages: [{ ReceiptHandle: string }] }).Messages;
  // After the alarm has gone off, and before anybody was told.
  scheduler.onTurn = (line) => {
    if (deletes && line.endsWith('is judged')) queueMicrotask(() => queues.take({ QueueUrl: queue, ReceiptHandle }));
  };
  await scheduler.passTo(scheduler.now() + 120_000);
  await here.quiet();
  const mails = (await here.mails(admin)).filter(({ subject }) => subject.includes(queue));
  return mails.map(({ text }) => text).join('\n');
}

it('an alarm about dead letters that another reader is looking at for a moment tells their reasons', async () => {
  expect(await alarmWhileHidden(35)).toContain('- bad-body (1)');
});

it('an alarm about dead letters that nobody could read reaches the admin all the same, and says so', async () => {
  expect(await alarmWhileHidden(3_600)).toContain('None of the messages could be read');
});

it('an alarm about dead letters that somebody has dealt with by then is no mail', async () => {
  expect(await alarmWhileHidden(3_600, { deletes: true })).toBe('');
});
