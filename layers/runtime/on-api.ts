import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { programmeOf } from '#brands/programmes.ts';
import type { Item } from '#layers/table/change.ts';
import { CauseChanged } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get, getSettled } from '#layers/table/read.ts';
import { areaOfRequest, callerOf } from './caller.ts';
import type { Contract } from './contract.ts';
import { entry } from './entry.ts';
import { preferredLanguage } from './language.ts';
import { logsWith, workingOn } from './observe.ts';
import { problem } from './problem.ts';
import { jsonOf, onceOf, originOf, parsed, queryOf, type Request, textOf } from './request.ts';
import { refusal, respond } from './response.ts';
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
    httpRouter<APIGatewayProxyEventV2, Result>({
      routes: declared
        .filter((each) => each.area === area)
        .map(({ method, path, key, route }) => ({
          method: method as 'GET',
          path,
          handler: (event: APIGatewayProxyEventV2) =>
            serve(contract, area, key, route, handlers[key as keyof R] as Handler, event),
        })),
      notFoundResponse: () => {
        throw problem('no-such-route');
      },
    });
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
