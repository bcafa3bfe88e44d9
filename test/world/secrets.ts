import type { GetSecretValueCommandInput } from '@aws-sdk/client-secrets-manager';

const kinds = ['HASH_KEY', 'LINK_KEY', 'CAUSE_KEY'] as const;

/** How often all functions began anew, in all worlds of this process: what a name was read by once is known to all of them. */
let begun = 0;

/** Secrets Manager. Each secret's text follows from its name. */
export class Secrets {
  /** By what it refuses to tell them; undefined while it tells them. */
  refusal: (() => Error) | undefined;

  /** What it answers, by the name of the SDK's command. */
  answers() {
    return { GetSecretValue: this.tell.bind(this) };
  }

  tell({ SecretId = '' }: GetSecretValueCommandInput): object {
    if (this.refusal !== undefined) throw this.refusal();
    return { SecretString: `the text of ${SecretId.replace(/@\d+$/, '')}` };
  }

  /**
   * From now on all functions are such as have read no secret yet. A function reads each once a process and knows it by its name,
   * and all functions are one process here: so they find each under another name, which leads to the same text.
   */
  readAnew(): void {
    begun += 1;
    for (const kind of kinds) process.env[kind] = `${process.env[kind]?.replace(/@\d+$/, '')}@${begun}`;
  }
}
