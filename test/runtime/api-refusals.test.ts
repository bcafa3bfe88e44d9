import { describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import * as z from 'zod';
import { onApi } from '#layers/runtime/on-api.ts';
import { defineRoutes } from '#layers/runtime/routes.ts';
import { bareWorld } from '../world/bare-world.ts';
import { type Call, call, customer } from './api-in-hand.ts';

const routes = defineRoutes({
  'GET /broken': { who: ['customer'], summary: 'Fails', returns: z.object({}) },
  'GET /defect/{name}': { who: ['customer'], summary: 'Fails whenever it is asked', returns: z.object({}) },
  'GET /list': {
    who: ['customer'],
    summary: 'Takes a limit',
    query: z.object({ limit: z.coerce.number().int().max(100) }),
    returns: z.object({ limit: z.int() }),
  },
  'GET /page': { who: ['customer'], summary: 'A page', media: 'text/html' },
  'POST /': {
    who: ['customer'],
    summary: 'Takes a thing',
    body: z.object({ name: z.string().min(2), parts: z.array(z.object({ grams: z.int() })).default([]) }),
    returns: z.object({ name: z.string() }),
  },
  'POST /once': {
    who: ['customer'],
    summary: 'Takes anything once',
    body: z.object({}),
    returns: z.object({}),
    once: true,
  },
});

const secret = 'arn:aws:dynamodb:eu-west-1:1:table/vuelta a@example.org';

const handler = onApi({ capability: 'things', hears: [], says: [], timers: {} }, routes, {
  'GET /broken': async () => {
    throw Object.assign(new Error(secret), { name: 'ProvisionedThroughputExceededException', $metadata: { secret } });
  },
  'GET /defect/{name}': async ({ params: { name } }) => {
    throw Object.assign(new Error(secret), { name, ...(name === 'ValidationException' && { $metadata: {} }) });
  },
  'GET /list': async ({ query }) => query,
  'GET /page': async () => '<!doctype html><p>hola',
  'POST /': async ({ body }) => body,
  'POST /once': async () => ({}),
});

const ask = (asked: Partial<Call> & { path: string }) => call(handler, { claims: customer, ...asked });
const spoken = (language: string, path = '/api/things/nothing') =>
  ask({ method: 'GET', path, headers: { 'accept-language': language } });

describe('a refusal', () => {
  it('is a problem that a program can read, and is kept nowhere', async () => {
    const { status, type, headers, body } = await ask({ path: '/api/things/nothing' });
    expect({ status, type, cache: headers['cache-control'] }).toEqual({
      status: 404,
      type: 'application/problem+json',
      cache: 'no-store',
    });
    expect(body).toEqual({
      type: 'urn:vuelta:problem:no-such-route',
      title: 'no-such-route',
      status: 404,
      code: 'no-such-route',
      detail: expect.any(String),
    });
  });

  it.each([
    ['es', 'Esta dirección no existe'],
    ['ca-ES,es;q=0.5', 'Aquesta adreça no existeix'],
    ['de, en;q=0.9, es;q=0.1', 'There is no such route'],
    ['', 'Esta dirección no existe'],
    ['de', 'Esta dirección no existe'],
  ])('to who reads %j says what is wrong in that language, or in the brand’s', async (language, detail) => {
    expect((await spoken(language)).body.detail).toContain(detail);
  });

  it('is for a text with half of a character, which no store would take', async () => {
    const { does } = bareWorld();
    const sent = (name: string) => does(() => ask({ path: '/api/things', body: `{"name":"${name}"}` }));
    expect(await sent('\\ud800 Ana')).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(await sent('\\ud83d\\ude00 Ana')).toMatchObject({ status: 200, body: { name: '😀 Ana' } });
  });

  it('to who has not signed in asks for a token', async () => {
    const { status, headers, body } = await ask({ method: 'GET', path: '/api/things/list', claims: undefined });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(body.code).toBe('unauthenticated');
  });

  it('of a body names every field that is wrong', async () => {
    const { status, body } = await ask({
      path: '/api/things',
      body: { name: 'a', parts: [{ grams: 1 }, { grams: 0.5 }] },
    });
    expect(status).toBe(400);
    expect(body.code).toBe('invalid-request');
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['body.name', 'body.parts.1.grams']);
  });

  it('of a query does too', async () => {
    const { status, body } = await ask({ method: 'GET', path: '/api/things/list', query: { limit: '1000' } });
    expect([status, body.errors[0].field]).toEqual([400, 'query.limit']);
  });

  it.each(['{', 'name=Ana', '[]', '"Ana"', 'null', ''])('is what a body of %j gets', async (body) => {
    expect(await ask({ path: '/api/things', body })).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });

  it('is what a body of more than 100 kB gets', async () => {
    const name = 'a'.repeat(100_000);
    expect(await ask({ path: '/api/things', body: { name } })).toMatchObject({
      status: 413,
      body: { code: 'too-large' },
    });
    const { does } = bareWorld();
    const small = { path: '/api/things', body: { name: name.slice(100) } };
    expect(await does(() => ask(small))).toMatchObject({ status: 200 });
  });

  it('is what a body nested fifty thousand deep gets, on a route that remembers requests', async () => {
    bareWorld();
    const body = `{"deep":${'['.repeat(49_000)}${']'.repeat(49_000)}}`;
    const answer = await ask({ path: '/api/things/once', body, headers: { 'idempotency-key': 'k' } });
    expect(answer.status).toBe(400);
  });
});

describe('an error that nobody foresaw', () => {
  it('asks the caller to try again, and tells nothing of the house', async () => {
    const { status, body, text } = await ask({ method: 'GET', path: '/api/things/broken' });
    expect([status, body.code]).toEqual([503, 'try-again']);
    expect(text).not.toMatch(/dynamodb|example\.org|Provisioned|\.ts|node:/);
  });

  it.each(['ValidationException', 'TypeError'])(
    'that is a defect of ours (%s) never asks to try again, for that would not help',
    async (name) => {
      const { status, body, text } = await ask({ method: 'GET', path: `/api/things/defect/${name}` });
      expect([status, body.code]).toEqual([500, 'defect']);
      expect(text).not.toMatch(/dynamodb|example\.org/);
    },
  );
});

describe('an answer', () => {
  it('is kept by nobody on the way', async () => {
    const { headers } = await ask({ method: 'GET', path: '/api/things/list', query: { limit: '7' } });
    expect(headers).toEqual({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  });

  it('that is a page runs no script, stands in no frame and tells no other site where it was', async () => {
    const { type, headers, text } = await ask({ method: 'GET', path: '/api/things/page' });
    expect([type, text]).toEqual(['text/html; charset=utf-8', '<!doctype html><p>hola']);
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers['referrer-policy']).toBe('no-referrer');
  });
});
