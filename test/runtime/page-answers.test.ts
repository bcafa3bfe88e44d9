import { describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import * as z from 'zod';
import { networkOf } from '#layers/runtime/network.ts';
import { onApi } from '#layers/runtime/on-api.ts';
import { problem } from '#layers/runtime/problem.ts';
import { defineRoutes } from '#layers/runtime/routes.ts';
import { bareWorld } from '../world/bare-world.ts';
import { type Call, call } from './api-in-hand.ts';

const routes = defineRoutes({
  'GET /open/{id}': { who: ['anyone'], summary: 'A page', media: 'text/html' },
  'POST /open/{id}': {
    who: ['anyone'],
    summary: 'What the page’s form sends',
    body: z.object({ name: z.string().min(2) }),
    media: 'text/html',
  },
  'GET /open/plain': { who: ['anyone'], summary: 'No page', returns: z.object({ done: z.boolean() }) },
});

const handler = onApi({ capability: 'things', hears: [], says: [], timers: {} }, routes, {
  'GET /open/plain': async () => ({ done: true }),
  'GET /open/{id}': async ({ params: { id } }) => {
    if (id === 'fails') throw new Error('a secret of ours');
    if (id !== 'there') throw problem('not-found').leadingTo('<a href="/">Empieza de nuevo</a>');
    return '<!doctype html><p>hola';
  },
  'POST /open/{id}': async ({ body }) => `<p>${body.name}`,
});

const ask = (asked: Partial<Call> & { path: string }) => call(handler, asked);
const page = 'text/html; charset=utf-8';
const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a route that answers in pages', () => {
  it('refuses on a page in words, with the right status and the next step', async () => {
    bareWorld();
    const { status, type, headers, text } = await ask({
      method: 'GET',
      path: '/api/open/things/gone',
      headers: { 'accept-language': 'ca' },
    });
    expect([status, type]).toEqual([404, page]);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(text).toContain('<html lang="ca">');
    expect(text).toContain('No existeix, o no és teu.');
    expect(text).toContain('<a href="/">Empieza de nuevo</a>');
  });

  it('opens whatever a mail program has added to its link', async () => {
    bareWorld();
    const link = { method: 'GET', path: '/api/open/things/there', query: { utm_source: 'newsletter' } };
    expect((await ask(link)).status).toBe(200);
  });

  it('says on a page too that it failed, and nothing of why', async () => {
    bareWorld();
    const { status, type, text } = await ask({ method: 'GET', path: '/api/open/things/fails' });
    expect([status, type]).toEqual([503, page]);
    expect(text).not.toContain('secret');
  });

  it('takes its form, also as the gateway encodes it, and JSON from programs, whom it answers with problems', async () => {
    bareWorld();
    const sent = 'name=Ana+N%C3%BA%C3%B1ez';
    for (const base64 of [undefined, true] as const) {
      const { status, text } = await ask({ path: '/api/open/things/there', body: sent, headers: form, base64 });
      expect([status, text]).toEqual([200, '<p>Ana Núñez']);
    }
    const json = { 'content-type': 'application/json' };
    const taken = await ask({ path: '/api/open/things/there', body: { name: 'Ana' }, headers: json });
    const refused = await ask({ path: '/api/open/things/there', body: { name: 'A' }, headers: json });
    expect([taken.text, refused.status, refused.body.code]).toEqual(['<p>Ana', 400, 'invalid-request']);
    expect((await ask({ path: '/api/open/things/there', body: 'name=A', headers: form })).type).toBe(page);
  });
});

describe('who asks by HEAD', () => {
  it.each(['/api/open/things/there', '/api/open/things/gone', '/api/open/things/plain', '/api/open/things/a/b'])(
    'is answered at %s as by GET, less the body',
    async (path) => {
      bareWorld();
      const [get, head] = [await ask({ method: 'GET', path }), await call(handler, { method: 'HEAD', path })];
      expect([head.status, head.headers, head.text]).toEqual([get.status, get.headers, '']);
    },
  );
});

describe('a network', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
    ['::1', '0:0:0:0'],
    [undefined, ''],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
