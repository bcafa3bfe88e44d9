import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import * as z from 'zod';
import { withheld } from '#events/values/withheld.ts';
import { environment } from '#layers/environment.ts';
import { onApi } from '#layers/runtime/on-api.ts';
import { defineProblems } from '#layers/runtime/problem.ts';
import { defineRoutes } from '#layers/runtime/routes.ts';
import { update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { claimsFor } from '../support/access/gateway.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import { cuts, planCuts } from '../world/faults.ts';
import { type Answer, type Call, call, customer } from './api-in-hand.ts';

const Thing = z.object({ name: z.string(), password: withheld(z.string()).optional() });
const Made = z.object({ id: z.string(), name: z.string(), n: z.int() });
const making = { body: Thing, returns: Made, status: 201, summary: 'Make a thing' } as const;

const routes = defineRoutes({
  'POST /': { ...making, query: z.object({ colour: z.string().optional() }), who: ['customer'], once: true },
  'POST /others': { ...making, who: ['customer'], once: true },
  'POST /first': { ...making, who: ['customer'], once: true },
  'POST /open': { ...making, who: ['anyone'], once: true },
  'POST /secrets': { ...making, who: ['customer'], once: 'renewing' },
  'DELETE /{thingId}': { who: ['customer'], once: true, status: 204, summary: 'Give a thing up' },
});

const problem = defineProblems({ 'no-luck': { status: 409, es: 'Mala suerte', ca: 'Mala sort', en: 'No luck' } });
const made = { pk: 'things#retorno#made', sk: 'made' };
let world: BareWorld;
let luck = true;

/** How many things were made in truth. */
const count = () => (world.table.at(made)?.count as number | undefined) ?? 0;
let runs = 0;

/** What happens beside a request, while it is being carried out. */
let beside: (() => Promise<unknown>) | undefined;

async function make(origin: Origin, name: string) {
  runs++;
  const meanwhile = beside;
  beside = undefined;
  await meanwhile?.();
  if (!luck) throw problem('no-luck');
  const answer = { id: origin.cause.id, name, n: runs };
  return (await commit(origin, { changes: [update(made, { add: { count: 1 } })], answer })).answer;
}

const handler = onApi({ capability: 'things', hears: [], says: [], timers: {} }, routes, {
  'POST /': ({ origin, body }) => make(origin, body.name),
  'POST /others': ({ origin, body }) => make(origin, body.name),
  'POST /first': async ({ origin, body }) => {
    if ((await get(made)) !== undefined) throw problem('no-luck');
    return make(origin, body.name);
  },
  'POST /open': ({ origin, body }) => make(origin, body.name),
  'POST /secrets': async ({ origin, body, renewing }) => {
    if (!renewing) await make(origin, body.name);
    return { id: origin.cause.id, name: `secret ${Math.random()}`, n: 0 };
  },
  'DELETE /{thingId}': async ({ origin }) => {
    await commit(origin, { changes: [update(made, { add: { count: 1 } })] });
  },
});

beforeEach(() => {
  world = bareWorld();
  luck = true;
  runs = 0;
});

const key = { 'idempotency-key': 'key-1' };
const ana = { name: 'Ana' };
const called = (asked: Partial<Call> = {}): Promise<Answer> =>
  call(handler, { path: '/api/things', body: ana, headers: key, claims: customer, ...asked });
/** Undefined where the function dies over it. */
const sent = (asked: Partial<Call> = {}): Promise<Answer | undefined> => world.does(() => called(asked));
const ask = async (asked: Partial<Call> = {}): Promise<Answer> => (await sent(asked)) as Answer;

describe('a request that must happen once', () => {
  it.each([
    ['without a key', {}],
    ['with an empty key', { 'idempotency-key': '' }],
    ['with an endless key', { 'idempotency-key': 'k'.repeat(129) }],
    ['with a key that cannot be printed', { 'idempotency-key': 'k\u0007' }],
    ['with a key of other letters', { 'idempotency-key': 'clé' }],
  ])('is refused %s, and nothing happens', async (_, headers) => {
    expect(await ask({ headers })).toMatchObject({ status: 400, body: { code: 'idempotency-key-missing' } });
    expect(count()).toBe(0);
  });

  it('gets the same answer again, though nothing is done again', async () => {
    const first = await ask({ headers: { 'idempotency-key': ' key of 128 characters ~'.padEnd(128, '!') } });
    const again = await ask({ headers: { 'idempotency-key': ' key of 128 characters ~'.padEnd(128, '!') } });
    expect(first).toMatchObject({ status: 201, body: { name: 'Ana', n: 1 } });
    expect(again).toEqual(first);
    expect([count(), runs]).toEqual([1, 1]);
  });

  it('gets it also when its fields come in another order, or encoded by the gateway', async () => {
    const first = await ask({ body: '{"name":"Ana","colour":"red"}' });
    expect(await ask({ body: '{ "colour": "red", "name": "Ana" }' })).toEqual(first);
    expect(await ask({ body: '{"name":"Ana","colour":"red"}', base64: true })).toEqual(first);
    expect(count()).toBe(1);
  });

  it.each<[string, Partial<Call>]>([
    ['another body', { body: { name: 'Eva' } }],
    ['a field more', { body: { ...ana, colour: 'red' } }],
    ['another query', { query: { colour: 'red' } }],
  ])('under the same key with %s is refused, and nothing happens', async (_, other) => {
    await ask();
    expect(await ask(other)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect([count(), runs]).toEqual([1, 1]);
  });

  it('on another path under the same key is refused too', async () => {
    const del = { method: 'DELETE', body: undefined };
    expect(await ask({ ...del, path: '/api/things/a' })).toMatchObject({ status: 204, text: '' });
    expect(await ask({ ...del, path: '/api/things/a' })).toMatchObject({ status: 204, text: '' });
    expect(await ask({ ...del, path: '/api/things/b' })).toMatchObject({ status: 422 });
    expect(count()).toBe(1);
  });

  it('is another one on another route, for another key and for another person', async () => {
    const answers = [
      await ask(),
      await ask({ path: '/api/things/others' }),
      await ask({ headers: { 'idempotency-key': 'key-2' } }),
      await ask({ claims: claimsFor('retorno', 'c-2', '[customer]') }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(4);
    expect(count()).toBe(4);
  });

  it('may be tried again after a refusal: refusals are not remembered', async () => {
    luck = false;
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'no-luck' } });
    luck = true;
    expect(await ask()).toMatchObject({ status: 201 });
    luck = false;
    expect(await ask()).toMatchObject({ status: 201 });
    expect(count()).toBe(1);
  });

  it('gets its twin’s answer where the twin, carried out beside it, left nothing for it', async () => {
    beside = async () => {
      expect(await called()).toMatchObject({ status: 201 });
      luck = false;
    };
    expect(await ask()).toMatchObject({ status: 201, body: { name: 'Ana' } });
    expect(count()).toBe(1);
  });

  it('happens once though it is sent many times at once, and all hear the same', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask()));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(count()).toBe(1);
  });

  it('is no refusal for its twin, whose transaction shows in one item before it shows in the other', async () => {
    for (let seed = 1; seed <= 150; seed++) {
      world = bareWorld({ seed });
      const answers = await Promise.all(Array.from({ length: 3 }, () => ask({ path: '/api/things/first' })));
      expect([seed, ...answers.map(({ status }) => status)]).toEqual([seed, 201, 201, 201]);
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(count()).toBe(1);
    }
  });

  it('happens once though any call to the table fails, or the function dies over it', async () => {
    for (const cut of cuts) {
      for (const at of [1, 2]) {
        world = bareWorld();
        planCuts(world, { [at]: cut });
        const first = await sent();
        expect([undefined, 503, 201]).toContain(first?.status);
        const second = await ask();
        expect(second.status).toBe(201);
        expect(await ask()).toEqual(second);
        expect(count()).toBe(1);
      }
    }
  });
});

describe('while the key of the hashes goes over to the next', () => {
  const { CAUSE_KEY } = environment;
  afterEach(() => void Object.assign(process.env, { CAUSE_KEY }));
  /** In this world a secret's text is `of <its name>`: so it holds these keys, one a line. */
  const keysAre = (...keys: string[]) =>
    void Object.assign(process.env, {
      CAUSE_KEY: keys
        .map((key) => `of ${key}`)
        .join('\n')
        .slice('of '.length),
    });

  it('a request that was carried out under the key before is known again, and another content still refused', async () => {
    keysAre('old', 'new');
    const first = await ask();
    const before = [...world.table.items()].length;
    keysAre('new', 'old');
    expect(await ask()).toEqual(first);
    expect(await ask({ body: { name: 'Eva' } })).toMatchObject({ status: 422 });
    keysAre('new');
    expect(await ask()).toMatchObject({ status: 503 });
    expect([count(), [...world.table.items()].length]).toEqual([1, before]);
  });
});

describe('a password in what is sent', () => {
  it('is no part of what makes it another request', async () => {
    const first = await ask({ body: { ...ana, password: 'one' } });
    expect(await ask({ body: { ...ana, password: 'two' } })).toEqual(first);
    expect(count()).toBe(1);
  });
});

describe('on a route that is open to all', () => {
  const open = (body: unknown) => ask({ path: '/api/open/things', body, claims: undefined });

  it('the same request again is the same', async () => {
    const first = await open(ana);
    expect(await open(ana)).toEqual(first);
    expect(count()).toBe(1);
  });

  it('another body under the same key is another request: what one sent is not had by who guesses the key', async () => {
    const first = await open(ana);
    const other = await open({ name: 'Eva' });
    expect(other).toMatchObject({ status: 201, body: { name: 'Eva' } });
    expect(other.body.id).not.toBe(first.body.id);
    expect(count()).toBe(2);
  });
});

describe('a request whose answer is a secret', () => {
  it('gets a new one each time, is done once, and leaves no secret behind', async () => {
    const [first, again] = [await ask({ path: '/api/things/secrets' }), await ask({ path: '/api/things/secrets' })];
    expect(again.body.id).toBe(first.body.id);
    expect(again.body.name).not.toBe(first.body.name);
    expect(count()).toBe(1);
    expect(JSON.stringify([...world.table.items()])).not.toContain(first.body.name);
  });

  it('gets one too where its twin, carried out beside it, left nothing for it', async () => {
    beside = async () => {
      expect(await called({ path: '/api/things/secrets' })).toMatchObject({ status: 201 });
      luck = false;
    };
    const answer = await ask({ path: '/api/things/secrets' });
    expect(answer).toMatchObject({ status: 201, body: { n: 0 } });
    expect(count()).toBe(1);
  });
});
