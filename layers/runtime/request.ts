import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { Language, Programme } from '#brands/programmes.ts';
import type { Key } from '#layers/table/change.ts';
import { hashOf, idFrom } from '#layers/table/hash.ts';
import type { Origin } from '#layers/table/origin.ts';
import { now } from '#layers/time/clock.ts';
import type { Caller } from './caller.ts';
import { problem } from './problem.ts';
import type { ParamsOf, Route } from './routes.ts';

type Parsed<Schema> = Schema extends z.ZodType ? z.infer<Schema> : Record<string, never>;

/** A request as a handler sees it: checked, with its caller and the brand's programme. */
export interface Request<R extends Route = Route, RouteKey = string> {
  readonly params: { readonly [Name in ParamsOf<RouteKey>]: string };
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
  readonly caller: Caller;
  readonly programme: Programme;
  readonly language: Language;
  /** As it came over the wire, for who checks a signature. */
  readonly sent: { readonly text: string; readonly headers: Readonly<Record<string, string | undefined>> };
  /** What its commits go under. */
  readonly origin: Origin;
  /** This very request was committed before, and its answer was not kept (`once: 'renewing'` or `'showing'`). */
  readonly renewing: boolean;
}

/** The query of a request, by its schema; throws `invalid-request` with the fields that are wrong. */
export function queryOf(event: APIGatewayProxyEventV2, schema: z.ZodType | undefined): unknown {
  return parsed('query', schema, event.queryStringParameters ?? {});
}

const largestBody = 100_000;

/** The body of a request as text; empty where there is none. */
export function textOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string {
  if (body.length > largestBody) throw problem('too-large');
  return isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
}

/** The body of a request as JSON; undefined where there is none. */
export function jsonOf(event: APIGatewayProxyEventV2): unknown {
  if (!event.body) return undefined;
  const text = textOf(event);
  try {
    return JSON.parse(text);
  } catch {
    throw problem('invalid-request', [{ field: 'body', message: 'is not JSON' }]);
  }
}

export function parsed(place: 'query' | 'body', schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return {};
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const errors = read.error.issues.map(({ path, message }) => ({ field: [place, ...path].join('.'), message }));
  throw problem('invalid-request', errors);
}

/** What freezes a request that may come again: its caller, route and `Idempotency-Key`. */
export function onceOf(event: APIGatewayProxyEventV2, owner: string, caller: Caller, routeKey: string, body: unknown) {
  const idempotencyKey = event.headers['idempotency-key'] ?? '';
  if (!/^[\x20-\x7e]{1,128}$/.test(idempotencyKey)) throw problem('idempotency-key-missing');
  const { method, path } = event.requestContext.http;
  const hash = hashOf({ method, path, query: event.queryStringParameters ?? {}, body });
  // Strangers share an open route: what one sent must not be had by another who guesses the key.
  const who = caller.role === 'anyone' ? `anyone#${hash}` : `${caller.role}:${caller.id}`;
  const key: Key = { pk: `${owner}#${caller.brand}#once#${who}#${routeKey}#${idempotencyKey}`, sk: 'once' };
  return { key, hash };
}

/** The origin of a request; `frozen` is the cause that was kept when it came the first time. */
export function originOf(
  owner: string,
  caller: Caller,
  requestId: string,
  once?: { key: Key; hash: string; frozen?: Origin['cause'] },
): Origin {
  const id = once === undefined ? idFrom(requestId) : idFrom(once.key.pk);
  return {
    brand: caller.brand,
    owner,
    cause: once?.frozen ?? {
      id,
      subject: `${caller.role === 'customer' ? 'customer' : 'request'}#${caller.id}`,
      time: now(),
    },
    hash: once?.hash ?? id,
    actor: { id: caller.id, role: caller.role },
    ...(once !== undefined && { once: once.key }),
  };
}
