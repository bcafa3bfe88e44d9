import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { programmeOf } from '#brands/programmes.ts';
import type { Item } from '#layers/table/change.ts';
import { CauseChanged } from '#layers/table/commit.ts';
import { TooDeep } from '#layers/table/hash.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get, getSettled } from '#layers/table/read.ts';
import { areaOfRequest, brandOfRequest, callerOf } from './caller.ts';
import type { Contract } from './contract.ts';
import { entry } from './entry.ts';
import { preferredLanguage } from './language.ts';
import { count, logger, logsWith, workingOn } from './observe.ts';
import { Problem, problem } from './problem.ts';
import { jsonOf, onceOf, originOf, parsed, queryOf, type Request, textOf } from './request.ts';
import { type Area, fullRoute, type Route, type Routes } from './routes.ts';

type Answer<R extends Route> = R['media'] extends `text/${string}`
  ? string
  : R['media'] extends 'application/pdf'
    ? Uint8Array
    : R['media'] extends string
      ? string
      : R['returns'] extends z.ZodType
        ? z.input<R['returns']>
        : void;

type Handlers<R extends Routes> = {
  [K in keyof R]: R[K] extends Route ? (request: Request<R[K], K>) => Promise<Answer<R[K]>> : never;
};

type Handler = (request: Request<Route>) => Promise<unknown>;
type Result = APIGatewayProxyStructuredResultV2;

/** The HTTP entry of a capability: one handler a declared route, which gets a checked request and returns the answer. */
export function onApi<R extends Routes>(contract: Contract, routes: R, handlers: Handlers<R>) {
  const declared = Object.entries<Route>(routes).map(([key, route]) => ({
    key,
    route,
    ...fullRoute(contract.capability, key),
  }));
  const routersOf = (area: Area) =>
    httpRouter({
      routes: declared
        .filter((each) => each.area === area)
        .map(({ method, path, key, route }) => ({
          method: method as 'GET',
          path,
          handler: ((event: APIGatewayProxyEventV2) =>
            serve(contract, area, key, route, handlers[key as keyof R] as Handler, event)) as never,
        })),
      notFoundResponse: () => {
        throw problem('no-such-route');
      },
    }) as unknown as (event: APIGatewayProxyEventV2, context: Context) => Promise<Result>;
  const routers = { open: routersOf('open'), staff: routersOf('staff'), own: routersOf('own') };
  return entry(
    async (event: APIGatewayProxyEventV2): Promise<Result> => {
      return workingOn({ request: event.requestContext.requestId }, async () => {
        try {
          return await routers[areaOfRequest(event)](event, {} as Context);
        } catch (error) {
          return refusal(event, error);
        }
      });
    },
    ['TABLE', 'IDENTITY'],
  );
}

async function serve(
  { capability }: Contract,
  area: Area,
  key: string,
  route: Route,
  handler: Handler,
  event: APIGatewayProxyEventV2,
): Promise<Result> {
  const caller = callerOf(event, area, route);
  logsWith({ brand: caller.brand, route: key, caller: caller.id });
  const programme = programmeOf(caller.brand);
  if (programme === undefined) throw problem('unauthenticated');
  const sent = route.body === undefined ? undefined : (jsonOf(event) ?? {});
  const request = {
    params: paramsOf(event),
    query: queryOf(event, route.query),
    body: parsed('body', route.body, sent),
    sent: { text: textOf(event), headers: event.headers },
    caller,
    programme,
    language: preferredLanguage(programme, event.headers['accept-language']),
  } as Omit<Request<Route>, 'origin' | 'renewing'>;
  const { requestId } = event.requestContext;
  if (route.once === undefined) {
    return respond(
      route,
      await handler({ ...request, origin: originOf(capability, caller, requestId), renewing: false }),
    );
  }
  const once = onceOf(event, capability, caller, key, sent);
  const kept = await get(once.key);
  if (kept !== undefined && kept.hash !== once.hash) throw new CauseChanged();
  if (kept !== undefined && route.once === true) return respond(route, kept.answer);
  const carriedOut = async (before: Item | undefined) => {
    const frozen = before?.cause as Origin['cause'] | undefined;
    const origin = originOf(capability, caller, requestId, { ...once, frozen });
    return respond(route, await handler({ ...request, origin, renewing: before !== undefined }));
  };
  try {
    return await carriedOut(kept);
  } catch (error) {
    // The same request may have been carried out beside this one: a replay is never a refusal.
    const twin = kept === undefined ? await getSettled(once.key) : undefined;
    if (twin?.hash !== once.hash) throw error;
    return route.once === true ? respond(route, twin.answer) : carriedOut(twin);
  }
}

/** No id of ours is as long as this, and none longer would fit into a key. */
const longestId = 1000;

function paramsOf({ pathParameters }: APIGatewayProxyEventV2): Record<string, string> {
  const params = (pathParameters ?? {}) as Record<string, string>;
  if (Object.values(params).some((id) => Buffer.byteLength(id) > longestId)) throw problem('not-found');
  return params;
}

function respond({ status = 200, media }: Route, answer: unknown): Result {
  if (status === 204) return { statusCode: status, headers: { 'cache-control': 'no-store' } };
  if (answer instanceof Uint8Array) return bytes(status, media as string, answer);
  if (media !== undefined)
    return {
      statusCode: status,
      headers: { ...pageHeaders, 'content-type': `${media}; charset=utf-8` },
      body: answer as string,
    };
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(answer),
  };
}

/** The gateway takes bytes as base64 and sends them as they are. */
const bytes = (statusCode: number, media: string, content: Uint8Array): Result => ({
  statusCode,
  headers: { 'cache-control': 'no-store', 'content-type': media, 'x-content-type-options': 'nosniff' },
  body: Buffer.from(content).toString('base64'),
  isBase64Encoded: true,
});

/** A page of ours runs no script, loads nothing from elsewhere and stands in nobody's frame; its address holds a token. */
const pageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

function refusal(event: APIGatewayProxyEventV2, error: unknown): Result {
  const refused = asProblem(error);
  const { code, errors } = refused;
  const { status, ...texts } = refused.text;
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    },
    body: JSON.stringify({
      type: `urn:vuelta:problem:${code}`,
      title: code,
      status,
      code,
      detail: texts[languageOf(event)],
      errors,
    }),
  };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof CauseChanged) return problem('idempotency-key-reused');
  if (error instanceof TooDeep) return problem('invalid-request', [{ field: 'body', message: error.message }]);
  return unforeseen(error);
}

function languageOf(event: APIGatewayProxyEventV2) {
  try {
    const programme = programmeOf(brandOfRequest(event));
    return programme === undefined ? 'en' : preferredLanguage(programme, event.headers['accept-language']);
  } catch {
    return 'en';
  }
}

function unforeseen(error: unknown): Problem {
  logger.error('request failed', { error: error as Error });
  count('RequestFailed');
  return problem('try-again');
}
