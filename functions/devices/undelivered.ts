import * as z from 'zod';
import { keysIn, objectText, removeObject } from '#layers/aws/s3.ts';
import { sendMessage } from '#layers/aws/sqs.ts';
import { environment } from '#layers/environment.ts';
import { count } from '#layers/runtime/observe.ts';
import type { Forwarded } from '#layers/runtime/on-device.ts';

/**
 * What IoT Core tells its error action of a message that it could not lay into the queue.
 * https://docs.aws.amazon.com/iot/latest/developerguide/rule-error-handling.html
 */
const Undelivered = z.object({ topic: z.string(), clientId: z.string(), base64OriginalPayload: z.base64() });

/** So many are on their way to the queue at once. */
const hands = 10;

/**
 * Lays into the queue what IoT Core could not, as if it had come from there at the time at which it was published, and takes it
 * out of the bucket afterwards: cut off in between it is sent twice, and counts once. How many were sent; throws where one was not.
 */
export async function bringIn(): Promise<number> {
  const keys = await keysIn(environment.UNDELIVERED);
  for (const _ of keys) count('UndeliveredMessage');
  const next = keys.values();
  const hand = async () => {
    for (const key of next) await bring(key);
  };
  const brought = await Promise.allSettled(Array.from({ length: hands }, hand));
  for (const each of brought) if (each.status === 'rejected') throw each.reason;
  return keys.length;
}

async function bring(key: string): Promise<void> {
  const told = await objectText(environment.UNDELIVERED, key);
  await sendMessage(environment.QUEUE, asciiJson(forwarded(key, told) ?? told));
  await removeObject(environment.UNDELIVERED, key);
}

/** SQS takes some letters not at all. What it refused would lie in front for two weeks, and what comes behind would wait for it. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * The message as the rule would have sent it. The error action is not told when it came and by which certificate, so that both
 * stand in the key (`infra/names.ts`). Undefined where it is nothing that IoT Core tells: the reader of the queue puts that aside.
 */
export function forwarded(key: string, told: string): Forwarded | undefined {
  const [arrivedAt, principal = ''] = key.split('/');
  const read = Undelivered.safeParse(jsonIn(told));
  if (!read.success) return undefined;
  const { topic, clientId, base64OriginalPayload: body } = read.data;
  return { body, topic, clientId, principal, arrivedAt: Number(arrivedAt) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
