/** Somebody who uses the product over HTTP, as a page or an app does. */
import { randomUUID } from 'node:crypto';
import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { root } from '../cloud/emulator.ts';
import type { Stack } from '../cloud/stack.ts';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Visitor {
  /** The access token, where signed in. */
  readonly token?: string;
  get<Body = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>;
  /** Sends `body` as JSON with an `Idempotency-Key` of its own, unless `key` gives one (`null`: without). */
  send<Body = Record<string, unknown>>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    key?: string | null,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
  /** Sends a page's form, as a browser does. */
  submits(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Answer<string>>;
  /** What is no JSON and no text: a paper. */
  download(path: string): Promise<Answer<Uint8Array>>;
}

/** A visitor of one brand's origin, without a sign-in unless there is a token. */
export function visitor(url: string, token?: string): Visitor {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const call = async <Body>(method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...authorization,
        ...(body !== undefined && !isForm(body) && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined || isForm(body) ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const json = text !== '' && response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as Body };
  };
  return {
    token,
    get: (path, headers = {}) => call('GET', path, headers),
    send: (method, path, body, key = randomUUID(), headers = {}) =>
      call(method, path, { ...(key !== null && { 'idempotency-key': key }), ...headers }, body),
    submits: (path, fields, headers = {}) => call('POST', path, headers, new URLSearchParams(fields)),
    async download(path) {
      const response = await fetch(`${url}${path}`, { headers: authorization });
      return { status: response.status, headers: response.headers, body: new Uint8Array(await response.arrayBuffer()) };
    },
  };
}

const isForm = (body: unknown): body is URLSearchParams => body instanceof URLSearchParams;

type Pools = Pick<Stack, 'endpoint' | 'region' | 'staff' | 'brands'>;

/** Signs in and answers the access token. */
export async function tokensFor(
  stack: Pools,
  who: { brand: string; username: string; password: string },
  pool: 'customers' | 'staff',
): Promise<{ access: string; id: string }> {
  const { endpoint, region } = stack;
  const cognito = new CognitoIdentityProviderClient({
    endpoint,
    region,
    credentials: root,
  });
  const clientId = pool === 'staff' ? stack.staff.clientId : stack.brands[who.brand]?.clientId;
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: who.username, PASSWORD: who.password },
    }),
  );
  cognito.destroy();
  return { access: AuthenticationResult?.AccessToken ?? '', id: AuthenticationResult?.IdToken ?? '' };
}

/** A signed-in customer. */
export async function customer(
  stack: Pools,
  who: { brand: string; username: string; password: string },
): Promise<Visitor> {
  const { access } = await tokensFor(stack, who, 'customers');
  return visitor(stack.brands[who.brand]?.url ?? '', access);
}

/** A signed-in member of staff of a brand. */
export async function staff(
  stack: Pools,
  who: { brand: string; username: string; password: string },
): Promise<Visitor> {
  const { access } = await tokensFor(stack, who, 'staff');
  return visitor(stack.brands[who.brand]?.url ?? '', access);
}
