import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Rule } from '../bus.ts';

/** A queue and that of its dead letters, both with nobody behind them. */
export interface QueuePair {
  readonly url: string;
  readonly dead: string;
}

/** Where a case is tried. What it makes is its own: nothing of another case is seen in it. */
export interface Side {
  readonly dynamodb: DynamoDBDocumentClient;
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  readonly stepFunctions: SFNClient;
  /** A table with the keys and the indexes of the product's. Cases keep apart by their partition keys. */
  readonly table: string;
  readonly bus: string;
  /** What `worker.ts` holds, as a function that a state machine can call. */
  readonly worker: string;
  /** A queue that hides what it hands out for `visibility` seconds, and puts aside what came more than `maxReceives` times. */
  queue(how?: { visibility?: number; maxReceives?: number }): Promise<QueuePair>;
  /** A queue for which the bus has a rule as the product's: from `vuelta/`, of these types, and perhaps of these brands. */
  hears(types: readonly string[], brand?: Rule['brand']): Promise<QueuePair>;
  /** A state machine of this definition. */
  machine(definition: object): Promise<string>;
  /** The states that an execution entered, in order, and those a second and more times that were tried again. */
  entered(executionArn: string): Promise<string[]>;
  /** Lets so many seconds pass. */
  pass(seconds: number): Promise<void>;
  /** A name that no other case has. */
  fresh(kind: string): string;
}

/** Something AWS does. What the emulator does otherwise stands in `departures.ts`. */
export interface Case {
  readonly name: string;
  /** Tries it, and tells what was seen. */
  readonly act: (side: Side) => Promise<unknown>;
  /** What AWS documents. The world gives this. */
  readonly gives: unknown;
}

/** The name of the error with which a call is refused; `taken` where it is not. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'taken';
  } catch (error) {
    return (error as Error).name;
  }
}

/** Looks again and again, as a client does who knows that the answer may lag, until it is as wanted or time is over. */
export async function eventually<Seen>(
  { pass }: Side,
  look: () => Promise<Seen>,
  enough: (seen: Seen) => boolean,
): Promise<Seen> {
  for (let tries = 0; ; tries++) {
    const seen = await look();
    if (enough(seen) || tries === 100) return seen;
    await pass(0.1);
  }
}
