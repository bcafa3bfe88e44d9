import { expect, it } from '@jest/globals';
import { local } from '../../infra/names.ts';
import { driver } from '../world/driver.ts';

const queue = `${local.queueName('points', 'events')}-dead`;
const admin = 'admin@retorno.example';

/**
 * A world with one dead letter, which another reader hides for `seconds`, and takes away by then where it `deletes` it. What the admin
 * is mailed within ten minutes.
 */
async function mailedWhileHidden(seconds: number, { deletes = false } = {}): Promise<string> {
  const here = await driver({ seed: 1, start: '2026-11-22T09:00:30.000Z' });
  const { queues } = here.world;
  const letter = JSON.stringify({ detail: { brand: 'retorno' } });
  queues.put(queue, letter, { attributes: { code: { DataType: 'String', StringValue: 'bad-body' } } });
  const seen = await queues.receive({ QueueUrl: queue, VisibilityTimeout: seconds, WaitTimeSeconds: 1 });
  const [{ ReceiptHandle }] = (seen as { Messages: [{ ReceiptHandle: string }] }).Messages;
  await here.travel('PT5M');
  if (deletes) queues.take({ QueueUrl: queue, ReceiptHandle });
  await here.travel('PT5M');
  return (await here.mails(admin)).map(({ text }) => text).join('\n');
}

it('a dead letter that another reader is looking at for a moment is told with its reason', async () => {
  expect(await mailedWhileHidden(275)).toContain('- bad-body (1)');
});

it('a dead letter that nobody could read is told to the admins all the same, and the mail says so', async () => {
  const mail = await mailedWhileHidden(3_600);
  expect(mail).toContain(queue);
  expect(mail).toContain('somebody else is reading them');
});

it('a dead letter that somebody has dealt with by then is no mail', async () => {
  expect(await mailedWhileHidden(3_600, { deletes: true })).toBe('');
});
