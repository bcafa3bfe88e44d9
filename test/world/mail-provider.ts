import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2';

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

  send({ Destination, Content, ConfigurationSetName }: SendEmailCommandInput): object {
    if (Content?.Raw?.Data === undefined || ConfigurationSetName === undefined) throw named('BadRequestException');
    const refusal = this.refusals.shift();
    if (refusal !== undefined) throw named(refusal);
    const id = `mail-${this.left.length + 1}`;
    this.left.push({ id, to: Destination?.ToAddresses ?? [], mime: Content.Raw.Data, at: this.#now() });
    return { MessageId: id };
  }
}

const named = (name: string) => Object.assign(new Error(name), { name });
