import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { Contract } from './contract.ts';
import { DeadLetter, whatIsWrong } from './dead-letter.ts';
import { neededVariables } from './needed-variables.ts';
import { onRecord } from './records.ts';

/** What every state machine sends that waits until its token comes back; its own ids go with it. Older definitions send the same. */
export const WaitInput = z.object({
  brand: z.string(),
  step: z.string(),
  token: z.string(),
  /** When the execution came to this wait, and how often the wait was begun again since. */
  entered: z.string(),
  retries: z.int(),
});

/**
 * The entry of a state machine's waits. They come by a queue, so that a wait whose function fails comes again as any other
 * message does. `since` is a text that sorts later for a later wait of the same execution.
 */
export function onWait<Input extends z.infer<typeof WaitInput>>(
  contract: Contract,
  schema: z.ZodType<Input>,
  take: (input: Input, since: string) => Promise<void>,
) {
  const run = async (record: SQSRecord) => {
    const input = received(record, schema);
    await take(input, `${input.entered}#${String(input.retries).padStart(6, '0')}`);
  };
  return onRecord(run, { needs: neededVariables(contract, 'on-wait') });
}

function received<Input>({ body }: SQSRecord, schema: z.ZodType<Input>): Input {
  let sent: unknown;
  try {
    sent = JSON.parse(body);
  } catch {
    throw new DeadLetter('not-json', 'the message is not JSON');
  }
  const input = schema.safeParse(sent);
  if (!input.success) throw new DeadLetter('bad-body', whatIsWrong(input.error));
  return input.data;
}
