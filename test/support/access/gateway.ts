/** A capability's API in this process, behind a gateway of the test's own: it hands on whatever claims it is given. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';

export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

export type Claims = Readonly<Record<string, unknown>>;

export interface Asked {
  readonly method?: string;
  /** With its query. */
  readonly path: string;
  /** The gateway's own route. */
  readonly routeKey: string;
  readonly apiId?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly claims?: Claims;
  /** What the gateway says of the caller, where it is not a token's claims. */
  readonly authorizer?: unknown;
}

const pools = {
  retorno: { issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_retorno', clientId: 'pages-of-retorno' },
  microsmile: { issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_smile', clientId: 'pages-of-smile' },
  staff: { issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_staff', clientId: 'pages-of-staff' },
};

/** What `onApi` finds in its environment: an API for two brands, and who signs for whom. */
export const identity = JSON.stringify({
  apis: {
    'api-retorno': { brand: 'retorno', ...pools.retorno },
    'api-microsmile': { brand: 'microsmile', ...pools.microsmile },
  },
  staff: pools.staff,
});

/** The claims of an access token that is good now, as the gateway hands them on: all text. */
export const claimsFor = (pool: keyof typeof pools, username: string, groups: string): Claims => ({
  iss: pools[pool].issuer,
  client_id: pools[pool].clientId,
  token_use: 'access',
  iat: String(Math.floor(Date.now() / 1000)),
  exp: String(Math.floor(Date.now() / 1000) + 3600),
  username,
  'cognito:groups': groups,
});

/** Asks a handler as the gateway does. */
export async function answerOf(handler: Handler, asked: Asked): Promise<{ status: number; body: unknown }> {
  const { method = 'GET', routeKey, apiId = 'api-retorno', claims } = asked;
  const { pathname: path, search, searchParams } = new URL(asked.path, 'https://api.example');
  const { authorizer = claims && { jwt: { claims, scopes: [] } } } = asked;
  const event = {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: search.slice(1),
    queryStringParameters: Object.fromEntries(searchParams),
    headers: { 'idempotency-key': `${method} ${path}`, ...asked.headers },
    body: asked.body === undefined ? undefined : JSON.stringify(asked.body),
    isBase64Encoded: false,
    requestContext: {
      apiId,
      routeKey,
      requestId: `${Math.random()}`,
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      authorizer,
    },
  } as unknown as APIGatewayProxyEventV2;
  const { statusCode = 0, headers = {}, body = '' } = await handler(event, {} as Context);
  return { status: statusCode, body: `${headers['content-type']}`.includes('json') ? JSON.parse(body) : body };
}
