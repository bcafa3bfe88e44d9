import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cloudEnvironment } from '../../tools/cloud/emulator.ts';
import { readStack } from '../../tools/cloud/stack.ts';
import { cognitoOf, found, poolOf, signIn, type Tokens, userIn } from '../support/access/callers.ts';
import {
  brokenTokens,
  confusedKeys,
  type Door,
  doorOf,
  type Forgeries,
  notAToken,
  otherTokens,
  ownKeySet,
  ownKeys,
  type Sent,
  signedByPool,
  tamperedTokens,
  unsignedTokens,
  wrongClaims,
} from './forge.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));

const brand = 'retorno';
const brands = Object.keys(stack.brands);
const paths = {
  own: ['/api/points/balance', '/api/customers/me'],
  staff: ['/api/staff/customers/{customerId}', '/api/staff/points/customers/{customerId}/balance'],
};
type Area = keyof typeof paths;
const areas = Object.keys(paths) as Area[];

/** What may come as an answer to 401: the product's own words, or the gateway's. */
const refusals = [
  { type: 'application/problem+json', body: expect.objectContaining({ status: 401, code: 'unauthenticated' }) },
  { type: 'application/json', body: { message: 'Unauthorized' } },
];

/** As the bytes are: `fetch` would tidy headers up. */
async function ask(url: string, sent: Sent): Promise<{ status: number; type: string; body: unknown }> {
  const { headers = {}, query = '' } = typeof sent === 'string' ? { headers: { authorization: sent } } : sent;
  const response = await new Promise<IncomingMessage>((answered, failed) => {
    const { origin } = new URL(url);
    const path = `${url.slice(origin.length)}${query}`;
    request(origin, { path, headers }, answered).once('error', failed).end();
  });
  const type = response.headers['content-type']?.split(';')[0] ?? '';
  const body = await text(response);
  return { status: response.statusCode ?? 0, type, body: type.endsWith('json') ? JSON.parse(body) : body };
}

const tried = new Set<string>();

/** Fails unless the door stays shut: 401 and nothing else, in one of the two ways to say so. */
async function expectShut(url: string, sent: Sent): Promise<void> {
  tried.add(JSON.stringify(sent));
  const { status, type, body } = await ask(url, sent);
  expect({ status, body }).toMatchObject({ status: 401 });
  expect(refusals).toContainEqual({ type, body });
}

const urlAt = (at: string, path: string): string => `${stack.brands[at]?.url}${path}`;
const customerOf = (at: string) => found(stack.people, at, 'customer');
const urlsAt = (at: string, area: Area): string[] =>
  paths[area].map((path) => urlAt(at, path.replace('{customerId}', customerOf(at).customerId)));

const signInAt = (at: string, area: Area): Promise<Tokens> =>
  area === 'own'
    ? signIn(stack, poolOf(stack, at), customerOf(at))
    : signIn(stack, stack.staff, found(stack.staff.people, at, 'manager'));

const doors = {} as Record<Area, Door>;
let fetched = 0;
const keysElsewhere = createServer((_, response) => {
  fetched += 1;
  response.setHeader('content-type', 'application/json').end(JSON.stringify(ownKeySet));
});

beforeAll(async () => {
  await new Promise<void>((listening) => keysElsewhere.listen(0, '127.0.0.1', listening));
  const { port } = keysElsewhere.address() as AddressInfo;
  for (const area of areas) {
    const pool = area === 'own' ? poolOf(stack, brand) : stack.staff;
    const tokens = await signInAt(brand, area);
    const another = await signIn(stack, pool, await userIn(stack, pool, `nadie-${area}`, []));
    const [url = ''] = urlsAt(brand, area);
    doors[area] = await doorOf(stack, {
      url,
      tokens,
      another: another.access,
      pool,
      keysElsewhere: `http://127.0.0.1:${port}/keys.json`,
    });
  }
});

afterAll(() => {
  keysElsewhere.close();
});

const kinds: Record<string, Forgeries> = {
  'something that is no token': notAToken,
  'a broken token': brokenTokens,
  'a true token changed under its signature': tamperedTokens,
  'an unsigned token': unsignedTokens,
  'a token signed with what is public as its secret': confusedKeys,
  'a token signed by a stranger': ownKeys,
  'a token of the right pool for something else': otherTokens,
  'a token that the pool signed, with wrong claims': wrongClaims,
};
const forgeries = Object.entries(kinds).flatMap(([kind, each]) => Object.keys(each).map((name) => ({ kind, name })));

describe.each(areas)('at the routes of area %s', (area) => {
  it('a true token opens, also under a lower-case scheme and copied with the pool’s key', async () => {
    const { tokens, url } = doors[area];
    expect((await ask(url, `Bearer ${tokens.access}`)).status).toBe(200);
    expect((await ask(url, `bearer ${tokens.access}`)).status).toBe(200);
    expect((await ask(url, await signedByPool({})(doors[area]))).status).toBe(200);
  });

  it.each(forgeries)('$kind stays outside: $name', async ({ kind, name }) => {
    const sent = await kinds[kind]?.[name]?.(doors[area]);
    for (const url of urlsAt(brand, area)) await expectShut(url, sent as Sent);
  });

  it('a group that is no role of the area opens nothing', async () => {
    const groups = {
      own: ['retorno:admin', 'Customer', 'admin'],
      staff: ['retorno:', 'retorno:customer', 'retorno:Admin'],
    };
    for (const group of groups[area]) {
      const { status, body } = await ask(
        doors[area].url,
        await signedByPool({ 'cognito:groups': [group] })(doors[area]),
      );
      expect([group, status, (body as { code?: string }).code]).toEqual([group, 403, 'not-allowed']);
    }
  });
});

describe('a true token in the wrong place', () => {
  it.each(brands)('of a customer of %s opens no other brand, and no staff route', async (home) => {
    const { access } = await signInAt(home, 'own');
    const shut = brands.flatMap((at) => [...(at === home ? [] : urlsAt(at, 'own')), ...urlsAt(at, 'staff')]);
    for (const url of shut) await expectShut(url, `Bearer ${access}`);
  });

  it.each(brands)('of staff of %s opens no other brand, and no customers’ route', async (home) => {
    const { access } = await signInAt(home, 'staff');
    const shut = brands.flatMap((at) => [...(at === home ? [] : urlsAt(at, 'staff')), ...urlsAt(at, 'own')]);
    for (const url of shut) await expectShut(url, `Bearer ${access}`);
  });

  it.each(areas)('of somebody without a group opens nothing of area %s', async (area) => {
    for (const url of urlsAt(brand, area)) await expectShut(url, `Bearer ${doors[area].another}`);
  });

  it.each(areas)('of another application of the same pool opens nothing of area %s', async (area) => {
    const { userPoolId } = doors[area].pool;
    const { UserPoolClient } = await cognitoOf(stack).send(
      new CreateUserPoolClientCommand({
        UserPoolId: userPoolId,
        ClientName: 'elsewhere',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    );
    const who = area === 'own' ? customerOf(brand) : found(stack.staff.people, brand, 'manager');
    const { access } = await signIn(stack, { clientId: UserPoolClient?.ClientId ?? '' }, who);
    for (const url of urlsAt(brand, area)) await expectShut(url, `Bearer ${access}`);
  });

  it.each([
    'retornox:admin',
    'xretorno:admin',
    'RETORNO:admin',
    'microsmile:admin',
    'retorno-admin',
    'admin',
    'customer',
    ':admin',
    'microsmile:retorno:admin',
  ])('of staff in the group %s opens no staff route', async (group) => {
    const sent = await signedByPool({ 'cognito:groups': [group] })(doors.staff);
    for (const url of urlsAt(brand, 'staff')) await expectShut(url, sent);
  });
});

describe('without a token', () => {
  it.each([
    '/api/open/points/balance',
    '/api/open/../points/balance',
    '/api/open/customers/../../points/balance',
    '/api/open/customers/..%2f..%2fpoints/balance',
    '/api/open/customers/%2e%2e/%2e%2e/points/balance',
    '/api/open/customers/confirmations/..%2f..%2f..%2fcustomers%2fme',
    '/api/open%2f..%2fpoints/balance',
    '/api//points/balance',
    '/api/./points/balance',
    '/api/points//balance',
    '/api/points/%62alance',
    '/api/%70oints/balance',
    '/api/points/balance/',
    '/api/points/balance;open',
    '/api/points/balance?x=/api/open/health',
    '/api/points/balance%00',
    '/api/customers/me%3Fopen',
    '/API/points/balance',
  ])('nobody reaches what is a customer’s as %s', async (path) => {
    const { status, body } = await ask(urlAt(brand, path), {});
    expect([401, 404]).toContain(status);
    expect(body).not.toHaveProperty('active');
    expect(body).not.toHaveProperty('customerId');
  });
});

it('no key was ever fetched from where a token said', () => {
  expect(fetched).toBe(0);
});

it(`${forgeries.length} forgeries made more than 200 different tokens`, () => {
  expect(forgeries.length).toBeGreaterThanOrEqual(90);
  expect(tried.size).toBeGreaterThanOrEqual(200);
});
