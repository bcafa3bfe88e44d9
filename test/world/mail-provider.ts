import type { SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import { mailsPerSecond as rate } from '../../infra/stage-file.ts';
import { named } from './service-error.ts';

/** A mail that left. */
export interface Left {
  readonly id: string;
  readonly to: readonly string[];
  readonly mime: Uint8Array;
  readonly at: number;
}

/** SES: what left, to whom and when. */
export class MailProvider {
  readonly #now: () => number;
  readonly left: Left[] = [];
  /** How many mails it did not take because others had left within the same second. */
  throttled = 0;
  /** The names of the errors by which it refuses the next mails, one each. */
  readonly refusals: string[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  send({ Destinations = [], RawMessage, ConfigurationSetName }: SendRawEmailCommandInput): object {
    if (RawMessage?.Data === undefined || ConfigurationSetName === undefined) throw answered('InvalidParameterValue');
    const refusal = this.refusals.shift();
    if (refusal !== undefined) throw answered(refusal);
    const now = this.#now();
    if ((this.left.at(-rate)?.at ?? Number.NEGATIVE_INFINITY) > now - 1_000) {
      this.throttled += 1;
      throw answered('Throttling');
    }
    const id = `mail-${this.left.length + 1}`;
    this.left.push({ id, to: Destinations, mime: RawMessage.Data, at: now });
    return { MessageId: id };
  }
}

/** SES's own failures, by the status of their answer. */
const failures: Readonly<Record<string, number>> = { InternalFailure: 500, ServiceUnavailable: 503 };

/** What reaches the caller: an answer with its status, or no answer at all. */
function answered(name: string): Error {
  if (name === 'TimeoutError') return named(name);
  return Object.assign(named(name), { $metadata: { httpStatusCode: failures[name] ?? 400 } });
}
