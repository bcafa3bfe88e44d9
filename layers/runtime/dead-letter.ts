import type * as z from 'zod';
import { sendMessage } from '#layers/aws/sqs.ts';
import { environment } from '#layers/environment.ts';
import { CauseChanged } from '#layers/table/commit.ts';
import { TooDeep } from '#layers/table/hash.ts';
import { count } from './observe.ts';
import { outageTries } from './retries.ts';

/** This cannot succeed: after `tries` it goes to the dead-letter queue with its code and a reason in words, and is acknowledged. */
export class DeadLetter extends Error {
  readonly code: string;
  readonly reason: string;
  readonly tries: number;
  constructor(code: string, reason: string, tries = 1) {
    super(code);
    this.name = 'DeadLetter';
    this.code = code;
    this.reason = reason;
    this.tries = tries;
  }
}

/** What this function does not know, and may know once its next version is deployed: until then the message is tried again. */
export const notKnownYet = (code: string, reason: string): DeadLetter => new DeadLetter(code, reason, outageTries);

/** What a schema found wrong, in one line: each field and why. */
export function whatIsWrong({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');
}

/** What an error says of the message that led to it: a dead letter, or undefined where another try may help. */
export function asDeadLetter(error: unknown): DeadLetter | undefined {
  if (error instanceof DeadLetter) return error;
  if (error instanceof CauseChanged) return new DeadLetter('cause-changed', error.message);
  if (error instanceof TooDeep) return new DeadLetter('bad-body', error.message);
  return undefined;
}

/** Puts the message aside where a person finds it, and counts it. */
export async function bury(body: string, { code, reason }: { code: string; reason: string }): Promise<void> {
  await sendMessage(environment.DEAD_LETTERS, body, { code, reason });
  count('DeadLetters', { code });
}
