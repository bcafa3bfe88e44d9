import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { programmeOf } from '#brands/programmes.ts';
import { withoutWithheld } from '#events/values/withheld.ts';
import type { Origin } from '#layers/table/origin.ts';
import { areaOfRequest, callerOf } from './caller.ts';
import { causeKeys } from './cause-keys.ts';
import type { Contract } from './contract.ts';
import { entry } from './entry.ts';
import { preferredLanguage } from './language.ts';
import { neededVariables } from './needed-variables.ts';
import { networkOf } from './network.ts';
import { logsWith, workingOn } from './observe.ts';
import { answerOnce, frozenBy } from './once.ts';
import { marked, markOf, unmarked } from './page.ts';
import { problem } from './problem.ts';
import { bytesOf, originOf, parsed, queryOf, type Request, sentIn } from './request.ts';
import { refusal, respond } from './response.ts';
import { type Area, fullRoute, type Route, type Routes } from './routes.ts';
import { demandSignedIn, sessionOf } from './session.ts';
import { isSigned, type KeysOf, signatureHeader } from './signature.ts';

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

type SignerOf<R extends Routes> = {
  [K in keyof R]: R[K] extends { readonly signedBy: infer Name extends string } ? Name : never;
}[keyof R];

/** Where some routes are signed, by whom, and the keys of each. */
type Keys<R extends Routes> = [SignerOf<R>] extends [never] ? [] : [Readonly<Record<SignerOf<R>, KeysOf>>];

/** The HTTP entry of a capability: one handler a declared route, which gets a checked request and returns the answer. */
export function onApi<R extends Routes>(contract: Contract, routes: R, handlers: Handlers<R>, ...[keys]: Keys<R>) {
  const { capability } = contract;
  const house = { capability, keys: keys ?? {} };
  const declared = Object.entries<Route>(routes).map(([key, route]) => ({
    key,
    route,
    ...fullRoute(capability, key),
  }));
  const routersOf = (area: Area) =>
    httpRouter<APIGatewayProxyEventV2, Result>({
      routes: declared
        .filter((each) => each.area === area)
        .map(({ method, path, key, route }) => ({
          method: method as 'GET',
          path,
          handler: (event: APIGatewayProxyEventV2) =>
            serve(house, area, key, route, handlers[key as keyof R] as Handler, event).catch((error) =>
              refusal(event, error, route),
            ),
        })),
      notFoundResponse: () => {
        throw problem('no-such-route');
      },
    });
  const routers = { open: routersOf('open'), staff: routersOf('staff'), own: routersOf('own') };
  const answered = async (event: APIGatewayProxyEventV2): Promise<Result> => {
    try {
      return await routers[areaOfRequest(event)](asGet(event), {} as Context);
    } catch (error) {
      return refusal(event, error);
    }
  };
  return entry(
    async (event: APIGatewayProxyEventV2): Promise<Result> => {
      const answer = await workingOn({ request: event.requestContext.requestId }, () => answered(event));
      return isHead(event) ? { ...answer, body: '' } : answer;
    },
    ['TABLE', 'IDENTITY', ...neededVariables(contract, 'api')],
  );
}

const isHead = ({ requestContext }: APIGatewayProxyEventV2): boolean => requestContext.http.method === 'HEAD';

/** Who asks by HEAD is answered as by GET, less the body. */
const asGet = (event: APIGatewayProxyEventV2): APIGatewayProxyEventV2 =>
  isHead(event)
    ? { ...event, requestContext: { ...event.requestContext, http: { ...event.requestContext.http, method: 'GET' } } }
    : event;

/** Of one capability: its name, and the keys of those who sign what they send to it. */
interface House {
  readonly capability: string;
  readonly keys: Readonly<Record<string, KeysOf>>;
}

async function serve(
  { capability, keys }: House,
  area: Area,
  routeKey: string,
  route: Route,
  handler: Handler,
  event: APIGatewayProxyEventV2,
): Promise<Result> {
  const caller = callerOf(event, area, route);
  logsWith({ brand: caller.brand, route: routeKey, caller: caller.id });
  const programme = programmeOf(caller.brand);
  if (programme === undefined) throw problem('unauthenticated');
  if (route.signedBy !== undefined) demandSignature(event, await keys[route.signedBy]?.(programme));
  const sent = route.body === undefined ? undefined : (sentIn(event, route) ?? {});
  const params = paramsOf(event);
  const query = queryOf(event, route);
  const list = markOf({ capability, routeKey, params, caller }, query);
  const request = {
    params,
    query: unmarked(list, query),
    body: parsed('body', route.body, sent),
    caller,
    programme,
    language: preferredLanguage(programme, event.headers['accept-language']),
    network: networkOf(event.requestContext.http.sourceIp),
  } as Omit<Request<Route>, 'origin' | 'renewing'>;
  const { requestId } = event.requestContext;
  const { once } = route;
  if (once === undefined) {
    if (!routeKey.startsWith('GET ')) await demandSignedIn(caller);
    const answer = await handler({ ...request, origin: originOf(capability, caller, requestId), renewing: false });
    return respond(route, marked(list, answer));
  }
  const kept = (content: unknown) => (route.body === undefined ? content : withoutWithheld(route.body, content));
  const frozen = frozenBy(once, event, {
    ...{ owner: capability, caller, routeKey, keys: await causeKeys() },
    ...{ sent: kept(sent), body: kept(request.body) },
  });
  const answer = await answerOnce(once, frozen, sessionOf(caller), (before) => {
    const cause = before?.cause as Origin['cause'] | undefined;
    const origin = originOf(capability, caller, requestId, { ...frozen, cause });
    return handler({ ...request, origin, renewing: before !== undefined });
  });
  return respond(route, answer);
}

/** Before anything else of a request is looked at: to whom it does not come from, nothing of it is told. */
function demandSignature(event: APIGatewayProxyEventV2, keys: readonly string[] = []): void {
  if (!isSigned(event.headers[signatureHeader] ?? '', bytesOf(event), keys)) throw problem('bad-signature');
}

/** No id of ours is as long as this, and none longer would fit into a key. */
const longestId = 1000;

function paramsOf({ pathParameters }: APIGatewayProxyEventV2): Record<string, string> {
  const params = (pathParameters ?? {}) as Record<string, string>;
  if (Object.values(params).some((id) => Buffer.byteLength(id) > longestId)) throw problem('not-found');
  return params;
}
