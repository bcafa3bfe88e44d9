import type { SendRawEmailCommandInput } from '@aws-sdk/client-ses';

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
  /** The names of the errors by which it refuses the next mails, one each. */
  readonly refusals: string[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  send({ Destinations = [], RawMessage, ConfigurationSetName }: SendRawEmailCommandInput): object {
    if (RawMessage?.Data === undefined || ConfigurationSetName === undefined) throw named('InvalidParameterValue');
    const refusal = this.refusals.shift();
    if (refusal !== undefined) throw named(refusal);
    const id = `mail-${this.left.length + 1}`;
    this.left.push({ id, to: Destinations, mime: RawMessage.Data, at: this.#now() });
    return { MessageId: id };
  }
}

const named = (name: string) => Object.assign(new Error(name), { name });
