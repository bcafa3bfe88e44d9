import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { DeadLetter, whatIsWrong } from './dead-letter.ts';
import { onRecord } from './records.ts';

/** What a state machine sends that waits until its token comes back. Older definitions send the same. */
const Input = z.object({ brand: z.string(), caseId: z.string(), step: z.string(), token: z.string() });

/**
 * The entry of a state machine's waits. They come by a queue, so that a wait whose function fails comes again as any other
 * message does. `since` tells when it was sent, in milliseconds since 1970.
 */
export function onWait(take: (input: z.infer<typeof Input>, since: number) => Promise<void>) {
  const run = (record: SQSRecord) => take(received(record), Number(record.attributes.SentTimestamp));
  return onRecord(run);
}

function received({ body }: SQSRecord): z.infer<typeof Input> {
  let sent: unknown;
  try {
    sent = JSON.parse(body);
  } catch {
    throw new DeadLetter('not-json', 'the message is not JSON');
  }
  const input = Input.safeParse(sent);
  if (!input.success) throw new DeadLetter('bad-body', whatIsWrong(input.error));
  return input.data;
}
