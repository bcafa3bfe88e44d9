import { beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { type Programme, programmes } from '#brands/programmes.ts';
import { toOpaque } from '#layers/table/cursor.ts';
import { handler } from '../../functions/collections/api.ts';
import { learnBin } from '../../functions/collections/bins/bins.ts';
import { request } from '../../functions/collections/books/requests.ts';
import { type Answer, type Call, call } from '../runtime/api-in-hand.ts';
import { claimsFor } from '../support/access/gateway.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';

const api = '/api/staff/collections';
const programme = programmes.retorno as Programme;
const warehouse = claimsFor('staff', 'w-1', '[retorno:warehouse]');
const agent = claimsFor('staff', 'a-1', '[retorno:agent]');
const place = { siteId: 'plaza-mayor', organisationId: 'ayuntamiento' };

let world: BareWorld;
const items = () => [...world.table.items()];
let keys = 0;

/** A collection of the brand's one machine. */
async function collectionOf(brand: string, deviceId: string): Promise<string> {
  const by = (id: string) =>
    origin({ brand, owner: 'collections', cause: { id, subject: 'request#w-1', time: now() } });
  await learnBin(by(`learn-${deviceId}`), { deviceId, ...place });
  return (await request(by(`ask-${deviceId}`), programme, [deviceId])).id;
}
const now = () => new Date(Date.now()).toISOString();

const ask = async (asked: Call): Promise<Answer> => {
  const headers = { 'idempotency-key': `key-${keys++}`, 'accept-language': 'en' };
  return (await world.does(() => call(handler, { claims: warehouse, headers, ...asked }))) as Answer;
};

beforeEach(() => {
  world = bareWorld();
});

const paper = (more: object) => ({
  number: 'N-1',
  issuer: 'bascula',
  masses: [{ material: 'pet', grams: 1 }],
  ...more,
});
const grams = (grams: unknown) => paper({ masses: [{ material: 'pet', grams }] });
const weighing = (body: unknown) => ({ path: 'weighings', body });

describe('what cannot be is refused, and nothing is written', () => {
  it.each<[string, { path: string; body: unknown }]>([
    ['negative grams', weighing(grams(-1))],
    ['a share of a gram', weighing(grams(0.5))],
    ['grams in words', weighing(grams('1000'))],
    ['no grams', weighing(grams(null))],
    ['grams without end', weighing(JSON.stringify(grams(1)).replace('"grams":1', '"grams":1e999'))],
    ['grams that are no number', weighing(JSON.stringify(grams(1)).replace('"grams":1', '"grams":NaN'))],
    ['more than fifty tonnes', weighing(grams(50_000_001))],
    ['a material twice', weighing(paper({ masses: Array(2).fill({ material: 'pet', grams: 1 }) }))],
    ['a material that is no code', weighing(paper({ masses: [{ material: 'PET 1', grams: 1 }] }))],
    ['masses by name', weighing(paper({ masses: { pet: 1 } }))],
    ['no masses', weighing(paper({ masses: [] }))],
    ['a number of two lines', weighing(paper({ number: 'N\n1' }))],
    ['an issuer that is no code', weighing(paper({ issuer: 'Báscula' }))],
    ['something more', weighing(paper({ inForce: true }))],
    ['a day that there is not', weighing(paper({ at: '2026-02-30T10:00:00Z' }))],
    ['a year that lacks a digit', weighing(paper({ at: '0202-11-22T10:00:00Z' }))],
    ['a year before all years', weighing(paper({ at: '0000-01-01T00:00:00+14:00' }))],
    ['yesterday', { path: 'emptyings', body: { deviceId: 'rvm-0001', at: 'yesterday' } }],
    ['a year of six digits', { path: 'emptyings', body: { deviceId: 'rvm-0001', at: '+275760-09-13T00:00:00Z' } }],
    ['a machine’s name as a path', { path: 'emptyings', body: { deviceId: '../rvm-0001' } }],
    ['a machine’s name in capitals', { path: 'withdrawals', body: { deviceId: 'RVM-0001', reason: 'No hay acceso' } }],
    ['no reason', { path: 'withdrawals', body: { deviceId: 'rvm-0001', reason: '    ' } }],
    ['a list', { path: 'weighings', body: [] }],
    ['nothing', { path: 'weighings', body: '' }],
  ])('%s', async (_what, { path, body }) => {
    const id = await collectionOf('retorno', 'rvm-0001');
    const before = items();
    const { status, body: told, type } = await ask({ path: `${api}/${id}/${path}`, body });
    expect([status, told.code, type]).toEqual([400, 'invalid-request', 'application/problem+json']);
    expect(told.errors.length).toBeGreaterThan(0);
    expect(items()).toEqual(before);
  });

  it.each([
    ['no bin', []],
    ['more than twenty', Array.from({ length: 21 }, (_, n) => `rvm-${n}`)],
    ['one twice', ['rvm-0001', 'rvm-0001']],
    ['one that is no text', [7]],
    ['a text', 'rvm-0001'],
  ])('a collection of %s', async (_what, bins) => {
    await collectionOf('retorno', 'rvm-0001');
    const before = items();
    const { status, body } = await ask({ path: api, body: { bins } });
    expect([status, body.code]).toEqual([400, 'invalid-request']);
    expect(items()).toEqual(before);
  });

  it('an hour that has not come', async () => {
    const id = await collectionOf('retorno', 'rvm-0001');
    const body = { deviceId: 'rvm-0001', at: new Date(Date.now() + 6 * 60_000).toISOString() };
    const { status, body: told } = await ask({ path: `${api}/${id}/emptyings`, body });
    expect([status, told.code]).toEqual([400, 'instant-ahead']);
  });

  it('bins that are not known, which the answer names', async () => {
    await collectionOf('retorno', 'rvm-0001');
    const { status, body } = await ask({ path: api, body: { bins: ['rvm-0001', 'rvm-0002', 'rvm-0003'] } });
    expect([status, body.code]).toEqual([404, 'bin-unknown']);
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['body.bins.1', 'body.bins.2']);
  });
});

const strange: [string, string][] = [
  ['too long for a key', 'x'.repeat(3000)],
  ['a name of the language', '__proto__'],
  ['another key', 'col-x#collection'],
  ['nothing at all', '%20'],
];
const cursors = (text: string) => ({ cursor: toOpaque([text]) });

describe('what is not there is not there, whatever it is called', () => {
  it.each(strange)('%s', async (_what, id) => {
    await collectionOf('retorno', 'rvm-0001');
    for (const path of [id, `bins/${id}/emptyings`, `bins/${id}/deposits`, `custody/${id}`]) {
      const { status } = await ask({ method: 'GET', path: `${api}/${path}` });
      expect([path.slice(0, 30), status]).toEqual([path.slice(0, 30), 404]);
    }
    expect((await ask({ path: `${api}/${id}/weighings`, body: paper({}) })).status).toBe(404);
  });

  it.each([
    ['a deposit of letters that take more room than a key has', toOpaque(['rvm-0001', 'ñ'.repeat(1000)])],
    ['a deposit without a place', toOpaque(['rvm-0001'])],
    ['a deposit of nothing', toOpaque(['', ''])],
  ])('%s', async (_what, id) => {
    expect((await ask({ method: 'GET', path: `${api}/custody/${id}` })).status).toBe(404);
  });

  it.each([
    ['made up', { cursor: 'garbage' }],
    ['of nothing', cursors('')],
    ['of letters that take more room than a key has', cursors('ñ'.repeat(700))],
    ['of no page', { limit: '0' }],
    ['of too long a page', { limit: '101' }],
  ])('a page %s', async (_what, query) => {
    await collectionOf('retorno', 'rvm-0001');
    for (const path of ['', '/reviews', '/bins/rvm-0001/emptyings', '/bins/rvm-0001/deposits']) {
      const { status, body } = await ask({ method: 'GET', path: `${api}${path}`, query });
      expect([status, body.code]).toEqual([400, 'invalid-request']);
    }
  });
});

describe('what another brand has', () => {
  const asks = (id: string, deviceId: string): Call[] => [
    { method: 'GET', path: `${api}/${id}` },
    { method: 'GET', path: `${api}/bins/${deviceId}/emptyings` },
    { method: 'GET', path: `${api}/bins/${deviceId}/deposits` },
    { path: `${api}`, body: { bins: [deviceId] } },
    { path: `${api}/${id}/withdrawals`, body: { deviceId, reason: 'No hay acceso' } },
    { path: `${api}/${id}/emptyings`, body: { deviceId } },
    { path: `${api}/${id}/weighings`, body: paper({}) },
    { path: `${api}/${id}/receipts`, body: paper({}) },
    { path: `${api}/${id}/review`, body: { decision: 'accepted', reason: 'Está bien' }, claims: agent },
  ];

  it('does not exist, in the words that are said of nothing', async () => {
    const abroad = await collectionOf('microsmile', 'rvm-abroad');
    await collectionOf('retorno', 'rvm-0001');
    const before = items();
    const nothing = asks('col-AAAAAAAAAAAAAAAAAAAAAA', 'rvm-none');
    for (const [at, asked] of asks(abroad, 'rvm-abroad').entries()) {
      const [met, made] = [await ask(asked), await ask(nothing[at] as Call)];
      expect([met.status, met.text]).toEqual([404, made.text]);
    }
    expect(items()).toEqual(before);
  });

  it('has no place in a collection of ours: an emptying of their machine', async () => {
    await collectionOf('microsmile', 'rvm-abroad');
    const id = await collectionOf('retorno', 'rvm-0001');
    const { status, body } = await ask({ path: `${api}/${id}/emptyings`, body: { deviceId: 'rvm-abroad' } });
    expect([status, body.code]).toEqual([404, 'bin-unknown']);
  });
});
