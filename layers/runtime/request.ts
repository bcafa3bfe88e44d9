import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { Language, Programme } from '#brands/programmes.ts';
import { idFrom } from '#layers/table/hash.ts';
import type { Origin } from '#layers/table/origin.ts';
import { now } from '#layers/time/clock.ts';
import type { Caller, Member } from './caller.ts';
import { parseJson } from './json.ts';
import type { Frozen } from './once.ts';
import { problem } from './problem.ts';
import type { ParamsOf, Route } from './routes.ts';

type Parsed<Schema> = Schema extends z.ZodType ? z.infer<Schema> : Record<string, never>;

/** A request as a handler sees it: checked, with its caller and the brand's programme. */
export interface Request<R extends Route = Route, RouteKey = string> {
  readonly params: { readonly [Name in ParamsOf<RouteKey>]: string };
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
  /** At a route for organisations only, a member of one. */
  readonly caller: R['who'][number] extends 'organisation' ? Member : Caller;
  readonly programme: Programme;
  readonly language: Language;
  /** The network that it came from, as far as one household or office shares it. */
  readonly network: string;
  /** What its commits go under. */
  readonly origin: Origin;
  /** This very request was committed before, and its answer was not kept (`once: 'renewing'` or `'showing'`). */
  readonly renewing: boolean;
}

/**
 * The query of a request, by its route's schema. Throws `invalid-request` with the fields that are wrong, and with those that the
 * route does not know: a mistyped `limit` would otherwise be ignored without a word. Pages take any query, as mail programs
 * add to the links in mails.
 */
export function queryOf(event: APIGatewayProxyEventV2, { query: schema, media }: Route): Record<string, unknown> {
  const sent = event.queryStringParameters ?? {};
  const known = Object.keys(schema?.shape ?? {});
  const unknown = media === 'text/html' ? [] : Object.keys(sent).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const message = `is not known here; ${known.length > 0 ? `what is: ${known.join(', ')}` : 'nothing is'}`;
    const errors = unknown.map((name) => ({ field: `query.${name}`, message }));
    throw problem('invalid-request', errors);
  }
  return parsed('query', schema, sent) as Record<string, unknown>;
}

const largestBody = 100_000;

/** The body of a request as it came over the wire; empty where there is none. */
export const bytesOf = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

export const isJson = ({ headers }: APIGatewayProxyEventV2): boolean =>
  /^application\/json\b/i.test(headers['content-type'] ?? '');

/** What a request sends, undefined where it sends nothing: at the routes that answer in pages a form or JSON, else JSON. */
export function sentIn(event: APIGatewayProxyEventV2, { media }: Route): unknown {
  return media === 'text/html' && !isJson(event) ? formOf(event) : jsonOf(event);
}

function formOf(event: APIGatewayProxyEventV2): Record<string, string> {
  if ((event.body ?? '').length > largestBody) throw problem('too-large');
  return Object.fromEntries(new URLSearchParams(bytesOf(event).toString()));
}

/** The body of a request as JSON; undefined where there is none. */
function jsonOf(event: APIGatewayProxyEventV2): unknown {
  if (!event.body) return undefined;
  if (event.body.length > largestBody) throw problem('too-large');
  try {
    return parseJson(bytesOf(event).toString());
  } catch {
    throw problem('invalid-request', [{ field: 'body', message: 'is not well-formed JSON' }]);
  }
}

export function parsed(place: 'query' | 'body', schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return {};
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const errors = read.error.issues.map(({ path, message }) => ({ field: [place, ...path].join('.'), message }));
  throw problem('invalid-request', errors);
}

/** The origin of a request; `once.cause` is the cause that was kept when it came the first time. */
export function originOf(
  owner: string,
  caller: Caller,
  requestId: string,
  once?: Frozen & { readonly cause: Origin['cause'] | undefined },
): Origin {
  const id = once === undefined ? idFrom(requestId) : idFrom(once.key.pk);
  return {
    brand: caller.brand,
    owner,
    cause: once?.cause ?? {
      id,
      subject: `${caller.role === 'customer' ? 'customer' : 'request'}#${caller.id}`,
      time: now(),
    },
    hash: once?.hash ?? id,
    ...(once?.formerHashes && { formerHashes: once.formerHashes }),
    actor: { id: caller.id, role: caller.role },
    ...(once !== undefined && { once: once.key }),
  };
}
