import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { onApi } from '#layers/runtime/on-api.ts';
import { defineRoutes } from '#layers/runtime/routes.ts';
import { answerOf, type Claims, claimsFor, type Handler } from '../support/access/gateway.ts';
import '../support/environment.ts';

const Who = z.object({ id: z.string(), role: z.string(), brand: z.string() });
const Ours = Who.extend({ organisationId: z.string(), sites: z.union([z.literal('all'), z.array(z.string())]) });
const routes = defineRoutes({
  'GET /mine': { who: ['customer'], summary: 'Something of a customer', returns: Who },
  'GET /ours': { who: ['organisation'], summary: 'Something of an organisation', returns: Ours },
  'GET /staff/mine': { who: ['agent', 'admin'], summary: 'Something for staff', returns: Who },
  'GET /open/mine': { who: ['anyone'], summary: 'Something for all', returns: Who },
});
const handler = onApi({ capability: 'things', hears: [], says: [], timers: {} }, routes, {
  'GET /mine': async ({ caller }) => caller,
  'GET /ours': async ({ caller: { sites, ...caller } }) => ({ ...caller, sites: sites === 'all' ? sites : [...sites] }),
  'GET /staff/mine': async ({ caller }) => caller,
  'GET /open/mine': async ({ caller }) => caller,
}) as Handler;

const doors = {
  own: {
    routeKey: 'ANY /api/things/{proxy+}',
    path: '/api/things/mine',
    claims: claimsFor('retorno', 'c-1', '[customer]'),
  },
  staff: {
    routeKey: 'ANY /api/staff/things/{proxy+}',
    path: '/api/staff/things/mine',
    claims: claimsFor('staff', 'eva', '[retorno:agent]'),
  },
  open: { routeKey: 'ANY /api/open/things/{proxy+}', path: '/api/open/things/mine' },
};
const signed = ['own', 'staff'] as const;

const refused = { status: 401, body: expect.objectContaining({ status: 401, code: 'unauthenticated' }) };
const soon = Math.floor(Date.now() / 1000);

describe.each(signed)('at a route of area %s', (area) => {
  const door = doors[area];
  const met = (changed: Claims, apiId?: string) =>
    answerOf(handler, { ...door, apiId, claims: { ...door.claims, ...changed } });

  it('a valid access token says who asks', async () => {
    const who = area === 'own' ? { id: 'c-1', role: 'customer' } : { id: 'eva', role: 'agent' };
    expect(await met({})).toEqual({
      status: 200,
      body: { ...who, brand: 'retorno', issuedAt: Number(door.claims.iat) },
    });
  });

  it.each([
    ['as the gateway’s text', '[{role}]'],
    ['as the text of one', '{role}'],
    ['among others', '[prescriber {role} microsmile:admin]'],
    ['as a list', ['{role}']],
    ['as a list of many', ['microsmile:admin', '{role}']],
  ])('the role counts %s', async (_how, groups) => {
    const role = area === 'own' ? 'customer' : 'retorno:agent';
    const named = Array.isArray(groups)
      ? groups.map((each) => each.replace('{role}', role))
      : groups.replace('{role}', role);
    expect((await met({ 'cognito:groups': named })).status).toBe(200);
  });

  it.each<[string, Claims]>([
    ['no end', { exp: undefined }],
    ['an end this second', { exp: `${soon}` }],
    ['an end an hour ago', { exp: `${soon - 3600}` }],
    ['an end an hour ago, as a number', { exp: soon - 3600 }],
    ['an end below zero', { exp: '-9999999999' }],
    ['an empty end', { exp: '' }],
    ['a blank end', { exp: ' ' }],
    ['an end after a blank', { exp: ' 9999999999' }],
    ['an end with a sign', { exp: '+9999999999' }],
    ['an end with a fraction', { exp: '9999999999.5' }],
    ['an end with an exponent', { exp: '1e400' }],
    ['an end in hexadecimal', { exp: '0xffffffffff' }],
    ['an endless end', { exp: 'Infinity' }],
    ['an end in words', { exp: 'never' }],
    ['an end of null', { exp: null }],
    ['an end that is true', { exp: 'true' }],
    ['an end in a list', { exp: ['never'] }],
    ['no time of issue', { iat: undefined }],
    ['a time of issue in words', { iat: 'long ago' }],
    ['no issuer', { iss: undefined }],
    ['another issuer', { iss: 'https://issuer.example' }],
    ['our issuer and a slash', { iss: `${door.claims.iss}/` }],
    ['the issuer of another brand', { iss: claimsFor('microsmile', '', '').iss }],
    ['no client', { client_id: undefined }],
    ['another client', { client_id: 'pages-of-nobody' }],
    ['the client as the audience only', { client_id: undefined, aud: door.claims.client_id }],
    ['no use', { token_use: undefined }],
    ['the use of an ID token', { token_use: 'id' }],
    ['the use of a refresh token', { token_use: 'refresh' }],
    ['no user', { username: undefined }],
    ['an empty user', { username: '' }],
    ['a user who is a number', { username: 7 }],
    ['no groups', { 'cognito:groups': undefined }],
    ['an empty text of groups', { 'cognito:groups': '' }],
    ['the text of no group', { 'cognito:groups': '[]' }],
    ['the text of a nameless group', { 'cognito:groups': '[ ]' }],
    ['an empty list of groups', { 'cognito:groups': [] }],
    ['groups of null', { 'cognito:groups': null }],
    ['groups that are a number', { 'cognito:groups': 7 }],
    ['groups that are an object', { 'cognito:groups': { customer: true, 'retorno:agent': true } }],
  ])('a token with %s is none', async (_what, changed) => {
    expect(await met(changed)).toEqual(refused);
  });

  it.each(['api-microsmile', 'api-nobody', '', '__proto__', 'constructor', 'toString'])(
    'a token of one brand is none at the API %p',
    async (apiId) => {
      expect(await met({}, apiId)).toEqual(refused);
    },
  );

  it('nobody comes in without a token, nor on the word of another kind of authorizer', async () => {
    const { claims, ...nameless } = door;
    expect(await answerOf(handler, nameless)).toEqual(refused);
    expect(await answerOf(handler, { ...door, claims: {} })).toEqual(refused);
    const lambda = { ...nameless, authorizer: { lambda: claims, claims } };
    expect(await answerOf(handler, lambda)).toEqual(refused);
  });

  it('the token of the other area is none', async () => {
    const other = area === 'own' ? doors.staff : doors.own;
    expect(await answerOf(handler, { ...door, claims: other.claims })).toEqual(refused);
  });

  it('another role of the area may not', async () => {
    const groups = area === 'own' ? '[organisation prescriber]' : '[retorno:warehouse microsmile:admin]';
    expect(await met({ 'cognito:groups': groups })).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  });
});

describe.each(['[microsmile:agent]', '[retornox:agent]', '[xretorno:agent]', '[RETORNO:agent]', '[agent]', '[:agent]'])(
  'staff in the group %s',
  (groups) => {
    it('is nobody here', async () => {
      expect(await answerOf(handler, { ...doors.staff, claims: claimsFor('staff', 'eva', groups) })).toEqual(refused);
    });
  },
);

describe('a user of an organisation', () => {
  const met = (groups: string, path = '/api/things/ours') =>
    answerOf(handler, { ...doors.own, path, claims: claimsFor('retorno', 'u-1', groups) });
  const member = {
    ...{ id: 'u-1', role: 'organisation', brand: 'retorno', organisationId: 'town' },
    issuedAt: expect.any(Number),
  };

  it.each<[string, 'all' | string[]]>([
    ['[organisation organisation:town site:market site:station]', ['market', 'station']],
    ['[site:market organisation:town organisation]', ['market']],
    ['[organisation organisation:town site:*]', 'all'],
    ['[organisation organisation:town site:market site:*]', 'all'],
    ['[organisation organisation:town]', []],
    ['[organisation organisation:town site:]', ['']],
    ['[organisation organisation:town site sites:market market]', []],
  ])('in the groups %s sees its sites', async (groups, sites) => {
    expect(await met(groups)).toEqual({ status: 200, body: { ...member, sites } });
  });

  it.each([
    '[organisation]',
    '[organisation site:*]',
    '[organisation organisation: site:*]',
    '[organisation organisation:town organisation:shops site:*]',
    '[organisation:town site:*]',
    '[customer organisation:town site:*]',
  ])('in the groups %s is of none, and may not', async (groups) => {
    expect(await met(groups)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  });

  it('has no role by the name of an organisation or a site', async () => {
    for (const groups of ['[organisation organisation:customer]', '[site:customer]', '[organisation:town customer:x]'])
      expect((await met(groups, '/api/things/mine')).status).toBe(403);
  });
});

describe('what is open', () => {
  it('is so without a token, and with any', async () => {
    const anyone = { status: 200, body: { id: 'anyone', role: 'anyone', brand: 'retorno' } };
    expect(await answerOf(handler, doors.open)).toEqual(anyone);
    expect(await answerOf(handler, { ...doors.open, claims: { exp: 'never' } })).toEqual(anyone);
  });

  it('follows the gateway’s route: an open path under a signed route is no route', async () => {
    for (const area of signed) {
      const { status } = await answerOf(handler, { ...doors[area], path: doors.open.path });
      expect([area, status]).toEqual([area, 404]);
    }
  });

  it('follows the gateway’s route: a signed path under an open route is no route', async () => {
    for (const area of signed) {
      const open = await answerOf(handler, { ...doors.open, path: doors[area].path });
      const claimed = await answerOf(handler, { ...doors[area], routeKey: doors.open.routeKey });
      expect([area, open.status, claimed.status]).toEqual([area, 404, 404]);
    }
  });

  it('is nothing below the routes of staff or customers', async () => {
    const swapped = await answerOf(handler, { ...doors.staff, routeKey: doors.own.routeKey });
    const back = await answerOf(handler, { ...doors.own, routeKey: doors.staff.routeKey });
    expect([swapped.status, back.status]).toEqual([404, 404]);
  });
});
