import { beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import * as z from 'zod';
import { onApi } from '#layers/runtime/on-api.ts';
import { defineRoutes } from '#layers/runtime/routes.ts';
import { update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { signatureBy } from '../support/signature.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import { cuts, planCuts } from '../world/faults.ts';
import { type Answer, type Call, call } from './api-in-hand.ts';

const News = z.object({ id: z.string().min(1).max(8), text: z.string() });
const routes = defineRoutes({
  'POST /open/news': {
    who: ['provider'],
    signedBy: 'crier',
    summary: 'The crier says what is new',
    body: News,
    returns: z.object({ heard: z.string(), by: z.string(), n: z.int() }),
    once: { from: 'id' },
  },
});

const kept = { pk: 'things#retorno#news', sk: 'news' };
const start = '2026-11-23T11:00:00.000Z';
let world: BareWorld;
let runs: number;
/** The keys that are in force at each brand. */
let inForce: Readonly<Record<string, readonly string[]>>;

const handler = onApi(
  { capability: 'things', hears: [], says: [], timers: {} },
  routes,
  {
    'POST /open/news': async ({ origin, caller, body }) => {
      runs++;
      const answer = { heard: body.text, by: `${caller.role} ${caller.id} at ${caller.brand}`, n: runs };
      return (await commit(origin, { changes: [update(kept, { add: { count: 1 } })], answer })).answer;
    },
  },
  { crier: async ({ id }) => inForce[id] ?? [] },
);

beforeEach(() => {
  world = bareWorld({ start });
  runs = 0;
  inForce = { retorno: ['one of retorno'], microsmile: ['one of microsmile'] };
});

const count = () => (world.table.at(kept)?.count as number | undefined) ?? 0;
const oyez = '{"id":"n-1","text":"oyez"}';

const called = (body: string, headers: Call['headers'], more: Partial<Call> = {}): Promise<Answer> =>
  call(handler, { path: '/api/open/things/news', body, headers, ...more });
const sends = async (body: string, headers: Call['headers'], more: Partial<Call> = {}): Promise<Answer> =>
  (await world.does(() => called(body, headers, more))) as Answer;
/** What somebody is told who signs with these keys at an instant. */
const signs = (body: string, keys: readonly string[], at = start) => sends(body, signatureBy(keys, at, body));

const one = ['one of retorno'];
const good = () => signatureBy(one, start, oyez)['vuelta-signature'] as string;
const hex = () => good().slice(good().indexOf('v1=') + 3);
const badSignature = { status: 401, body: { code: 'bad-signature' } };

describe('what a provider signs', () => {
  it('is heard, and known by whom', async () => {
    const heard = { heard: 'oyez', by: 'provider crier at retorno', n: 1 };
    expect(await signs(oyez, one)).toMatchObject({ status: 200, body: heard });
    expect(count()).toBe(1);
  });

  it('is judged by its very bytes, also where the gateway encodes them', async () => {
    const odd = '{ "text":"caf\\u00e9 ☕",\r\n "id":"n-1" }\n';
    expect((await sends(odd, signatureBy(one, start, odd), { base64: true })).status).toBe(200);
    expect(await sends(oyez, signatureBy(one, start, odd))).toMatchObject(badSignature);
  });

  it.each([
    ['changed', oyez.replace('oyez', 'fire')],
    ['with a blank more', `${oyez} `],
    ['that is no JSON', '{'],
    ['that is none of its kind', '{"id":7}'],
    ['that is empty', ''],
    ['larger than any that is read', `{"id":"n-1","text":"${'x'.repeat(200_000)}"}`],
  ])('is refused by its signature before anything else, with a body %s', async (_, body) => {
    expect(await sends(body, { 'vuelta-signature': good() })).toMatchObject(badSignature);
    expect([runs, count()]).toEqual([0, 0]);
  });

  it.each([
    ['that is no JSON', '{', 400],
    ['that is none of its kind', '{"id":7}', 400],
    ['larger than any that is read', `{"id":"n-1","text":"${'x'.repeat(200_000)}"}`, 413],
  ])('is told what is wrong with a body %s, once its signature is right', async (_, body, status) => {
    expect((await signs(body, one)).status).toBe(status);
  });

  it('is answered by how to sign, and in the caller’s language', async () => {
    const { headers, body } = await sends(oyez, { 'accept-language': 'en' });
    expect(headers).toMatchObject({ 'www-authenticate': 'vuelta-signature' });
    expect(body).toMatchObject({ detail: 'The signature is not valid, or too old.' });
  });
});

describe('its header', () => {
  it.each<[string, () => string | undefined]>([
    ['none', () => undefined],
    ['an empty one', () => ''],
    ['junk', () => ';;=,=,v1,t,,'],
    ['a signature without a time', () => `v1=${hex()}`],
    ['a time without a signature', () => good().split(',')[0]],
    ['another time', () => good().replace(/t=(\d+)/, (_, t) => `t=${Number(t) + 1}`)],
    ['two times', () => `t=${Date.parse(start) / 1_000 + 1},${good()}`],
    ['a time in milliseconds', () => good().replace(/t=(\d+)/, 't=$1000')],
    ['a time that is no number', () => good().replace(/t=\d+/, 't=0x6a22')],
    ['a time below zero', () => good().replace('t=', 't=-')],
    ['a signature of another kind', () => good().replace('v1=', 'v0=')],
    ['a signature in capitals', () => good().replace(hex(), hex().toUpperCase())],
    ['a signature cut short', () => good().slice(0, -1)],
    ['a longer signature', () => `${good()}0`],
    ['a bearer’s token', () => `Bearer ${good()}`],
  ])('is refused with %s', async (_, header) => {
    const found = header();
    expect(await sends(oyez, found === undefined ? {} : { 'vuelta-signature': found })).toMatchObject(badSignature);
    expect(runs).toBe(0);
  });

  it.each<[string, () => string]>([
    ['blanks between its parts', () => good().replace(',', ' , ')],
    ['its parts the other way round', () => good().split(',').reverse().join(',')],
    ['parts of other names', () => `v0=${hex()},${good()},v2=x`],
    ['a signature that is junk beside the good one', () => good().replace('v1=', 'v1=junk,v1=')],
  ])('is taken with %s', async (_, header) => {
    expect((await sends(oyez, { 'vuelta-signature': header() })).status).toBe(200);
  });

  it.each([
    ['2026-11-23T10:55:00.000Z', 200],
    ['2026-11-23T10:54:59.000Z', 401],
    ['2026-11-23T11:05:00.000Z', 200],
    ['2026-11-23T11:05:01.000Z', 401],
    ['2025-11-23T11:00:00.000Z', 401],
  ])('signed at %s is met with %i at eleven', async (at, status) => {
    expect((await signs(oyez, one, at)).status).toBe(status);
  });
});

describe('a key', () => {
  const former = 'one of retorno';
  const next = 'two of retorno';
  const by = async (...keys: string[]) => (await signs(oyez, keys)).status;

  it('of another brand opens nothing here', async () => {
    expect(await by('one of microsmile')).toBe(401);
    expect(await by('one of microsmile', former)).toBe(200);
  });

  it('that rotates is taken beside the next one, and no more when the rotation is over', async () => {
    expect([await by(former), await by(next)]).toEqual([200, 401]);
    inForce = { retorno: [former, next] };
    expect([await by(former), await by(next), await by(next, former)]).toEqual([200, 200, 200]);
    inForce = { retorno: [next] };
    expect([await by(former), await by(next), await by(former, next)]).toEqual([401, 200, 200]);
  });

  it('that a brand does not have opens nothing, be it the empty one', async () => {
    inForce = {};
    expect([await by(former), await by('')]).toEqual([401, 401]);
  });
});

describe('what comes again', () => {
  it('under its id gets the answer of the first time, signed anew and with what nobody reads', async () => {
    const first = await signs(oyez, one);
    await world.until('2026-11-23T12:00:00.000Z');
    const retried = '{"attempt":2,"text":"oyez","id":"n-1"}';
    expect(await signs(retried, one, '2026-11-23T12:00:00.000Z')).toEqual(first);
    expect([runs, count()]).toEqual([1, 1]);
  });

  it('under its id with other content is refused, and changes nothing', async () => {
    await signs(oyez, one);
    const other = await signs('{"id":"n-1","text":"fire"}', one);
    expect(other).toMatchObject({ status: 409, body: { code: 'id-reused' } });
    expect([runs, count()]).toEqual([1, 1]);
  });

  it('under another id is something new', async () => {
    await signs(oyez, one);
    expect((await signs('{"id":"n-2","text":"oyez"}', one)).body.n).toBe(2);
    expect(count()).toBe(2);
  });

  it('at the same time with other content is refused too, whoever is first', async () => {
    const other = '{"id":"n-1","text":"fire"}';
    for (let seed = 1; seed <= 30; seed++) {
      world = bareWorld({ seed, start });
      const answers = await Promise.all([signs(oyez, one), signs(other, one)]);
      expect([seed, ...answers.map(({ status }) => status).sort()]).toEqual([seed, 200, 409]);
      expect(count()).toBe(1);
    }
  });

  it('is done once though any call to the table fails, or the function dies over it', async () => {
    for (const cut of cuts) {
      for (const at of [1, 2]) {
        world = bareWorld({ start });
        planCuts(world, { [at]: cut });
        await world.does(() => called(oyez, signatureBy(one, start, oyez)));
        const second = await signs(oyez, one);
        expect([second.status, (await signs(oyez, one)).text, count()]).toEqual([200, second.text, 1]);
      }
    }
  });
});
