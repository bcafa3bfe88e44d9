import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { type Claims, claimsFor, type Handler } from '../support/access/gateway.ts';

export interface Call {
  readonly method?: string;
  readonly path: string;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly claims?: Claims;
  readonly base64?: true;
}

export interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  /** As it was sent. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: an answer may be anything
  readonly body: any;
}

export const customer = claimsFor('retorno', 'c-1', '[customer]');

/** Calls an API as the gateway does; without claims it is a stranger's call. */
export async function call(handler: unknown, { method = 'POST', path, body, ...call }: Call): Promise<Answer> {
  const [, , first = ''] = path.split('/');
  const area = first === 'open' || first === 'staff' ? `/${first}` : '';
  const routeKey = `ANY /api${area}/things/{proxy+}`;
  const text = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
  const event = {
    version: '2.0',
    routeKey,
    rawPath: path,
    headers: call.headers ?? {},
    queryStringParameters: call.query,
    body: text && call.base64 ? Buffer.from(text).toString('base64') : text,
    isBase64Encoded: call.base64 ?? false,
    requestContext: {
      apiId: 'api-retorno',
      routeKey,
      requestId: crypto.randomUUID(),
      http: { method, path },
      ...(call.claims && { authorizer: { jwt: { claims: call.claims } } }),
    },
  } as APIGatewayProxyEventV2;
  const { statusCode = 0, headers = {}, body: answered = '' } = await (handler as Handler)(event, {} as Context);
  const type = headers['content-type'] as string | undefined;
  return {
    status: statusCode,
    type,
    headers,
    text: answered,
    body: type?.includes('json') && answered !== '' ? JSON.parse(answered) : undefined,
  };
}
