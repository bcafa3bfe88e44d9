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

/**
 * What somebody else wrote, as a reason may quote it: the first 40 letters, digits and dashes. Reasons are read by admins in mails
 * of ours, so a stranger must not be able to write a paragraph or an address into one.
 */
export const quoted = (text: string): string => JSON.stringify(text.replaceAll(/[^\p{L}\p{N}_-]+/gu, ' ').slice(0, 40));

/** What a schema found wrong, in one line: each field and why. */
export function whatIsWrong({ issues }: z.ZodError): string {
  return issues
    .map((issue) => {
      const message = issue.code === 'unrecognized_keys' ? `is not to have ${issue.keys.map(quoted)}` : issue.message;
      const field = issue.path
        .map((part) => (/^[\w-]{1,40}$/.test(String(part)) ? String(part) : quoted(String(part))))
        .join('.');
      return field === '' ? message : `${field}: ${message}`;
    })
    .join('; ');
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
  await sendMessage(environment.DEAD_LETTERS, body, { attributes: { code, reason } });
  count('DeadLetters', { code });
}
