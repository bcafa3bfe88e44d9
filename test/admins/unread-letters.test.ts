import { expect, it } from '@jest/globals';
import { local } from '../../infra/names.ts';
import { driver } from '../world/driver.ts';

const queue = `${local.queueName('points', 'events')}-dead`;
const admin = 'admin@retorno.example';

/** A world with one dead letter, which another reader hides for `seconds`; then time passes until the admin has a mail. */
async function alarmWhileHidden(seconds: number): Promise<string> {
  const here = await driver({ seed: 1, start: '2026-11-22T09:00:30.000Z' });
  const { queues, scheduler } = here.world;
  const letter = JSON.stringify({ detail: { brand: 'retorno' } });
  queues.put(queue, letter, { code: { DataType: 'String', StringValue: 'bad-body' } });
  await queues.receive({ QueueUrl: queue, VisibilityTimeout: seconds, WaitTimeSeconds: 1 });
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
