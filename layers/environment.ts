import * as z from 'zod/mini'; // every function reads its environment, and few need more of zod

/**
 * What a function finds in its environment, by the names that its stack gives; the only place that reads it. Each is read
 * when it is asked for, and one that is missing or makes no sense is an error with its name.
 */
export const environment = {
  /** The capability whose function runs; tools have none. */
  get CAPABILITY(): string {
    return process.env.CAPABILITY ?? 'unknown';
  },
  /** The stage, as it stands in names; tools have none. */
  get STAGE(): string {
    return process.env.STAGE ?? 'unknown';
  },
  /** The name of the single table. */
  get TABLE(): string {
    return text('TABLE');
  },
  /** Whether this is a stage whose clock can be moved. */
  get TEST_CLOCK(): boolean {
    return process.env.TEST_CLOCK === 'on';
  },
  /** Who hears each type of event, where the clock can be moved. */
  get CONSUMERS() {
    return json('CONSUMERS', z.record(z.string(), z.array(z.string())));
  },
  /** The queue that the function takes from, or fills; and that of what can never succeed. */
  get QUEUE(): string {
    return text('QUEUE');
  },
  get DEAD_LETTERS(): string {
    return text('DEAD_LETTERS');
  },
  /** Which brand each API belongs to, and who signs for its customers and for all staff. */
  get IDENTITY() {
    return json('IDENTITY', Identity);
  },
  /** The secret of the hashes by which cards, addresses and receipts are found. */
  get HASH_KEY(): string {
    return text('HASH_KEY');
  },
  /** The secret of the hashes by which a repeated request or message is known. */
  get CAUSE_KEY(): string {
    return text('CAUSE_KEY');
  },
  /** The secret that signs links in mails and the carriers' news. */
  get LINK_KEY(): string {
    return text('LINK_KEY');
  },
  /** So many milliseconds lie between two mails of one run, lest the stage send more than the provider takes. */
  get MAIL_INTERVAL(): number {
    const interval = Number(text('MAIL_INTERVAL'));
    if (!(interval > 0)) throw new Error('MAIL_INTERVAL in the environment: no number of milliseconds');
    return interval;
  },
  /** So many people may register from one network in an hour. */
  get REGISTRATIONS_PER_HOUR(): number {
    const most = Number(text('REGISTRATIONS_PER_HOUR'));
    if (!(most > 0)) throw new Error('REGISTRATIONS_PER_HOUR in the environment: no number of people');
    return most;
  },
  /** Where each brand's pages and API are, as the public sees them. */
  get ORIGINS() {
    return json('ORIGINS', byName);
  },
  /** The pool in which each brand's customers sign in. */
  get USER_POOLS() {
    return json('USER_POOLS', byName);
  },
  /** The type and the policy of a device in IoT Core. */
  get THING_TYPE(): string {
    return text('THING_TYPE');
  },
  get THING_POLICY(): string {
    return text('THING_POLICY');
  },
  /** The state machine that walks cases. */
  get STATE_MACHINE(): string {
    return text('STATE_MACHINE');
  },
  /** The bus on which events are published, and the types that somebody hears. */
  get BUS(): string {
    return text('BUS');
  },
  get HEARD(): readonly string[] {
    return text('HEARD').split(',');
  },
  /** Each capability's queue of timers. */
  get TIMER_QUEUES() {
    return json('TIMER_QUEUES', byName);
  },
  /** The capabilities that arm timers of which many may be due at once. */
  get BULK_OWNERS(): readonly string[] {
    return text('BULK_OWNERS').split(',');
  },
  /** The bucket of what IoT Core could not lay into the queue of devices' messages. */
  get UNDELIVERED(): string {
    return text('UNDELIVERED');
  },
  /** The names of all queues of what could not be handled. */
  get DEAD_LETTER_QUEUES(): readonly string[] {
    return text('DEAD_LETTER_QUEUES').split(',');
  },
  /** Where AWS is, if elsewhere than on AWS. */
  get AWS_ENDPOINT_URL(): string | undefined {
    return process.env.AWS_ENDPOINT_URL;
  },
};

/** The name of something in a function's environment. */
export type Variable = keyof typeof environment;

/** Demands that these be there and make sense; throws with the name of the first that does not. */
export function demand(variables: readonly Variable[]): void {
  for (const name of variables) environment[name];
}

const byName = z.record(z.string(), z.string());

const Signer = z.object({ issuer: z.string(), clientId: z.string() });
const Identity = z.object({ apis: z.record(z.string(), z.extend(Signer, { brand: z.string() })), staff: Signer });

function text(name: Variable): string {
  const found = process.env[name];
  if (found === undefined || found === '') throw new Error(`${name} is missing in the environment`);
  return found;
}

/** What was read last under each name, with its text: a function's environment does not change, that of a test does. */
const read = new Map<Variable, { readonly text: string; readonly value: unknown }>();

function json<Schema extends z.ZodMiniType>(name: Variable, schema: Schema): z.infer<Schema> {
  const found = text(name);
  const known = read.get(name);
  if (known?.text === found) return known.value as z.infer<Schema>;
  const parsed = schema.safeParse(parse(found));
  if (!parsed.success) throw new Error(`${name} in the environment: ${z.prettifyError(parsed.error)}`);
  read.set(name, { text: found, value: parsed.data });
  return parsed.data;
}

function parse(found: string): unknown {
  try {
    return JSON.parse(found);
  } catch {
    return undefined;
  }
}
