import { named } from './service-error.ts';
import type { Json, Retrier } from './states-language.ts';

/** A run of a state machine. */
export interface Execution {
  readonly name: string;
  readonly input: string;
  state: string;
  enteredAt: number;
  data: Json;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  /** It waits for this token, until then. */
  token?: string;
  until?: number;
  /** A function works for it now. */
  working?: true;
  /** It tries again at this instant. */
  restsUntil?: number;
  /** How often each retrier of the state it is in was used. */
  tries: Map<Retrier, number>;
  closedAt?: number;
  /** Why it failed. */
  error?: string;
  readonly startedAt: number;
  readonly history: string[];
}

/** Step Functions forgets what closed so long ago: its name is free again. */
export const kept = 90 * 86_400_000;

/** The context object of the state it is in. */
export const contextOf = ({ name, token = '', enteredAt, tries }: Execution) => ({
  name,
  token,
  enteredAt,
  retries: [...tries.values()].reduce((sum, each) => sum + each, 0),
});
/** The name at the end of an address. */
export const nameIn = (arn: string): string => arn.split(':').at(-1) ?? '';

/** What a text of JSON holds; refuses a text of anything else. */
export function parsed(text: string, refusal: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw named(refusal);
  }
}
