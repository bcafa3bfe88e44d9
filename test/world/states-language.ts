/** The parts of the Amazon States Language (with JSONPath) that our definitions use. What they do not use is refused. */
export type Json = { readonly [field: string]: unknown };

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly MaxAttempts?: number;
  readonly JitterStrategy?: string;
}

export interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Parameters?: Json;
  readonly ResultSelector?: Json;
  readonly ResultPath?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly TimeoutSeconds?: number;
  readonly Choices?: readonly { readonly Variable: string; readonly StringEquals: string; readonly Next: string }[];
  readonly Default?: string;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly ResultPath?: string;
    readonly Next: string;
  }[];
}

export type States = { readonly [name: string]: State };

/** The context object, as far as it is used. */
export interface Context {
  readonly token: string;
  readonly name: string;
  readonly enteredAt: number;
  readonly retries: number;
}

/** A state that was just entered. */
export const entered = (state: string, now: number) => ({
  state,
  enteredAt: now,
  token: undefined,
  until: undefined,
  working: undefined,
  restsUntil: undefined,
  tries: new Map<Retrier, number>(),
});

/** For how many milliseconds a state rests before it is tried again, having been tried again `tries` times. */
export function pauseOf(retrier: Retrier, tries: number, random: () => number): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = 31_622_400, JitterStrategy } = retrier;
  const seconds = Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** tries);
  return Math.ceil(seconds * 1_000 * (JitterStrategy === 'FULL' ? random() : 1));
}

/** What no state can catch: the definition and the data do not fit. */
export class RuntimeError extends Error {
  override name = 'States.Runtime';
}

/** What lies at a path such as `$.done.outcome`. */
export function jsonAt(path: string, data: Json): unknown {
  if (!/^\$(\.\w+)*$/.test(path)) throw new Error(`the world knows no path ${path}`);
  let found: unknown = data;
  for (const field of path.split('.').slice(1)) found = (found as Json | undefined)?.[field];
  return found;
}

/** A template with every `"name.$": "path"` filled in. A path that leads nowhere fails. */
export function template(given: Json, data: Json, context: Context): Json {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (name.endsWith('.$')) {
        const found = value === '$' ? data : at(value as string, data, context);
        if (found === undefined) throw new RuntimeError(`${value} leads nowhere`);
        return [name.slice(0, -2), found];
      }
      return [name, typeof value === 'object' && value !== null ? template(value as Json, data, context) : value];
    }),
  );
}

function at(path: string, data: Json, { token, name, enteredAt, retries }: Context): unknown {
  switch (path) {
    case '$$.Task.Token':
      return token;
    case '$$.Execution.Name':
      return name;
    case '$$.State.EnteredTime':
      return new Date(enteredAt).toISOString();
    case '$$.State.RetryCount':
      return retries;
    default:
      return jsonAt(path, data);
  }
}

/** The data with a result laid at `path`: in the place of all where there is none. */
export function withResult(data: Json, path: string | undefined, result: Json): Json {
  if (path === undefined || path === '$') return result;
  const [, field] = /^\$\.(\w+)$/.exec(path) ?? [];
  if (field === undefined) throw new Error(`the world knows no result path ${path}`);
  return { ...data, [field]: result };
}
