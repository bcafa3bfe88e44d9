import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Area } from '#layers/runtime/routes.ts';
import { type Declared, gatewayRoutes } from '../../infra/capabilities.ts';
import type { Claims } from './cognito.ts';
import type { Functions } from './functions.ts';
import type { Scheduler } from './scheduler.ts';

/** A route as the gateway finds it. */
export interface GatewayRoute {
  readonly key: string;
  readonly method: string;
  readonly path: RegExp;
  readonly area: Area;
  readonly target: string;
  /** An exact path goes before a greedy one, a method before any. */
  readonly rank: number;
}

export interface HttpRequest {
  readonly method: string;
  /** With its query, encoded as it travels. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The address that it comes from. */
  readonly from?: string;
  /** What the access token says, where one came with the request and its signature is good. */
  readonly claims?: Claims;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const json = { 'content-type': 'application/json' };
const own = (status: number, message: string): HttpAnswer => ({
  status,
  headers: json,
  body: Buffer.from(JSON.stringify({ message })),
});

/** The HTTP API of one brand: finds the route, lets in whose token it asks for, and calls the function behind it. */
export class Gateway {
  readonly #scheduler: Scheduler;
  readonly #functions: Functions;
  readonly #apiId: string;
  readonly #issuers: Readonly<Record<'own' | 'staff', string>>;
  readonly routes: readonly GatewayRoute[];
  #requests = 0;

  constructor(
    scheduler: Scheduler,
    functions: Functions,
    api: { id: string; declared: readonly Declared[]; issuers: Readonly<Record<'own' | 'staff', string>> },
  ) {
    this.#scheduler = scheduler;
    this.#functions = functions;
    this.#apiId = api.id;
    this.#issuers = api.issuers;
    this.routes = routesOf(api.declared);
  }

  request(request: HttpRequest, answered: (answer: HttpAnswer) => void): void {
    const url = new URL(request.path, 'https://world.example');
    const route = this.routes.find(
      ({ method, path }) => (method === 'ANY' || method === request.method) && path.test(url.pathname),
    );
    if (route === undefined) {
      answered(own(404, 'Not Found'));
      return;
    }
    if (route.area !== 'open' && !this.#lets(route.area, request.claims)) {
      answered(own(401, 'Unauthorized'));
      return;
    }
    this.#functions.invoke(route.target, this.#event(request, url, route), (outcome) => {
      if (outcome === 'died') answered(own(503, 'Service Unavailable'));
      else if ('error' in outcome) answered(own(500, 'Internal Server Error'));
      else answered(answerOf(outcome.value as APIGatewayProxyStructuredResultV2));
    });
  }

  #lets(area: 'own' | 'staff', claims: Claims | undefined): boolean {
    if (claims === undefined || claims.iss !== this.#issuers[area]) return false;
    return Number(claims.exp) * 1_000 > this.#scheduler.now();
  }

  #event(
    { method, headers, body, claims, from = '127.0.0.1' }: HttpRequest,
    url: URL,
    { key, area }: GatewayRoute,
  ): object {
    this.#requests += 1;
    const query = Object.fromEntries(
      [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name).join(',')]),
    );
    return {
      version: '2.0',
      routeKey: key,
      rawPath: decodeURI(url.pathname),
      rawQueryString: url.search.slice(1),
      ...(url.search !== '' && { queryStringParameters: query }),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
      body,
      isBase64Encoded: false,
      requestContext: {
        accountId: '000000000000',
        apiId: this.#apiId,
        routeKey: key,
        requestId: `${this.#apiId}-${this.#requests}`,
        http: {
          method,
          path: decodeURI(url.pathname),
          protocol: 'HTTP/1.1',
          sourceIp: from,
          userAgent: 'world',
        },
        ...(area !== 'open' && { authorizer: { jwt: { claims, scopes: null } } }),
      },
    };
  }
}

const known = new WeakMap<readonly Declared[], readonly GatewayRoute[]>();

/** The routes of all capabilities, the most exact first. They are made once, as there are many worlds of the same. */
function routesOf(declared: readonly Declared[]): readonly GatewayRoute[] {
  const routes =
    known.get(declared) ?? declared.flatMap(routesOfCapability).sort((one, other) => one.rank - other.rank);
  known.set(declared, routes);
  return routes;
}

function routesOfCapability(declared: Declared): GatewayRoute[] {
  return gatewayRoutes(declared).map(({ key, area }) => {
    const [method = '', path = ''] = key.split(' ');
    const pattern = path.replaceAll(/\{\w+\+\}/g, '.+').replaceAll(/\{\w+\}/g, '[^/]+');
    const rank = (path.includes('+}') ? 4 : path.includes('{') ? 2 : 0) + (method === 'ANY' ? 1 : 0);
    return { key, method, area, rank, path: new RegExp(`^${pattern}$`), target: `${declared.contract.capability}/api` };
  });
}

function answerOf({
  statusCode = 200,
  headers = {},
  body = '',
  isBase64Encoded,
}: APIGatewayProxyStructuredResultV2): HttpAnswer {
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}
