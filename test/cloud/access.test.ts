import { dirname } from 'node:path';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { local } from '../../infra/names.ts';
import { cloudEnvironment } from '../../tools/cloud/emulator.ts';
import { type Person, readStack } from '../../tools/cloud/stack.ts';
import { productTime, quiet } from '../../tools/cloud/time-machine.ts';
import { connectMachine } from '../../tools/demo/machine.ts';
import { managerOf, provisionDevice } from '../../tools/demo/seed.ts';
import { customer, type Visitor, visitor } from '../../tools/demo/visitor.ts';
import { callersOf, found, poolOf, signIn, userIn } from '../support/access/callers.ts';
import { answerOf, claimsFor, identity } from '../support/access/gateway.ts';
import { type Ask, demandKeptFrom, filled, madeUp, type Things } from '../support/access/ownership.ts';
import { apiOf, type Fault } from '../support/access/planted.ts';
import { nameOf, type Role, type Row, roles, table } from '../support/access/table.ts';
import { groupsOfMember } from '../support/driver.ts';
import { freshCards, freshCitizens } from './citizens.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));
const lambda = new LambdaClient({});

const asks =
  (someone: Visitor, key?: null, body: unknown = {}): Ask =>
  (method, path) =>
    method === 'GET' ? someone.get(path) : someone.send(method, path, body, key);

/** Who comes in may be told that there is no such thing, or that the request lacks something: it changes nothing. */
async function metBy(ask: Ask, { method, path }: Row, things: Things): Promise<string> {
  const { status, body } = await ask(method, filled(path, things));
  if (status === 401 || status === 403) return `${status}`;
  const { code, message } = (typeof body === 'object' ? body : {}) as { code?: string; message?: string };
  const served = status < 500 && code !== 'no-such-route' && message !== 'Not Found';
  return served ? 'in' : `${status}`;
}

async function metByAll(row: Row, callers: Record<Role, string | undefined>): Promise<Record<Role, string>> {
  const { customerId } = found(stack.people, 'retorno', 'customer');
  const met = roles.map(async (role) => {
    const someone = visitor(stack.brands.retorno?.url ?? '', callers[role]);
    return [role, await metBy(asks(someone, null), row, { ...madeUp, customerId })];
  });
  return Object.fromEntries(await Promise.all(met));
}

const rows = table.map((row) => ({ row, route: nameOf(row) }));

describe(`${table.length} routes as ${roles.length} roles meet them`, () => {
  let callers: Record<Role, string | undefined>;
  let foreign: Record<Role, string | undefined>;

  beforeAll(async () => {
    callers = await callersOf(stack, 'retorno');
    foreign = await callersOf(stack, 'microsmile');
  });

  it.each(rows)('$route lets in whom the table lets in', async ({ row }) => {
    expect(await metByAll(row, callers)).toEqual(row.outcomes);
  });

  it.each(rows.filter(({ row }) => row.outcomes.anyone !== 'in'))(
    '$route knows nobody of another brand',
    async ({ row }) => {
      const nobody = Object.fromEntries(roles.map((role) => [role, '401']));
      expect(await metByAll(row, foreign)).toEqual(nobody);
    },
  );
});

describe('what is another’s', () => {
  let owner: Visitor;
  let strangers: Visitor[];
  let theirs: Things[];
  let spare: Things;
  let strangerId: string;
  let foreign: Things;
  /** A case of another brand, which takes things back; those who may not know of it; and one to be spoilt. */
  let sender: Visitor;
  let notSenders: Visitor[];
  let notSenderId: string;
  let theirCase: Things;
  let spareCase: Things;

  const aboutCases = ({ row }: { row: Row }) => /\{(caseId|parcelId)\}/.test(row.path);
  const ownRows = rows.filter(({ row }) => row.stranger !== '-' && row.outcomes.customer === 'in');
  const staffRows = rows.filter(({ row }) => row.stranger !== '-' && row.outcomes.customer === '401');

  const memberRows = rows.filter(({ row }) => row.stranger !== '-' && row.outcomes.organisation === 'in');

  beforeAll(async () => {
    const [mine, other] = (await freshCitizens(stack, 'ajeno', 2)) as [Person, Person];
    const [abroad] = (await freshCitizens(stack, 'ajeno', 1, 'sexta')) as [Person];
    const number = (await freshCards(stack, 'ajeno', [mine])).get(mine.customerId)?.[0];
    owner = await customer(stack, mine);
    strangers = [await customer(stack, other), await customer(stack, abroad)];
    strangerId = other.customerId;
    await deposit('retorno', { customerId: mine.customerId });
    await deposit('retorno', { card: number });
    await deposit('sexta', { customerId: abroad.customerId });
    await quiet(stack);
    const wish = { rewardId: 'food-bank' };
    const redeemed = await (await customer(stack, abroad)).send<{ id: string }>(
      'POST',
      '/api/points/redemptions',
      wish,
    );
    expect(redeemed.status).toBe(201);
    const chief = await managerOf(stack, stack.staff.people, 'sexta');
    const booked = await chief.get<{ entries: { id: string }[] }>(
      `/api/staff/points/customers/${abroad.customerId}/entries`,
    );
    const entryId = booked.body.entries[0]?.id ?? '';
    foreign = {
      customerId: abroad.customerId,
      redemptionId: redeemed.body.id,
      entryId,
      ...(await collectedAbroad()),
    };
    const { body } = await owner.get<{ entries: { id: string }[] }>('/api/points/entries');
    const [deviceId, spareId] = [await claimedDevice(owner), await claimedDevice(owner)];
    theirs = body.entries.map(({ id }) => ({ entryId: id, deviceId }));
    spare = { entryId: body.entries[0]?.id ?? '', deviceId: spareId };

    const [gives, looksOn] = (await freshCitizens(stack, 'ajeno', 2, 'microsmile')) as [Person, Person];
    sender = await customer(stack, gives);
    notSenders = [await customer(stack, looksOn), await customer(stack, abroad)];
    notSenderId = looksOn.customerId;
    [theirCase, spareCase] = [await openCase(), await openCase()];
    await quiet(stack);
  });

  async function openCase(): Promise<Things> {
    const serial = `AJENO-${Math.random().toString(36).slice(2)}`;
    const asked = await sender.send<{ id: string }>('POST', '/api/recycling/cases', { serial });
    expect(asked.status).toBe(201);
    const { warehouse } = await callersOf(stack, 'microsmile');
    const scanner = visitor(stack.brands.microsmile?.url ?? '', warehouse);
    const stray = { code: `?-${serial}`, scan: 'received' };
    const aside = await scanner.send<{ parcelId: string }>('POST', '/api/staff/recycling/scans', stray, null);
    return { caseId: asked.body.id, document: 'label', serial, parcelId: aside.body.parcelId };
  }

  async function deposit(brand: string, citizen: Record<string, unknown>): Promise<void> {
    const device = stack.devices.find((each) => each.brand === brand) as (typeof stack.devices)[number];
    const machine = await connectMachine(stack, device);
    const at = new Date(await productTime(stack)).toISOString();
    const data = { citizen, items: Array(6).fill({ material: 'pet', grams: 28 }) };
    const id = `ajeno-${Object.values(citizen)}`;
    await machine.publish('deposit', JSON.stringify({ id, at, sentAt: at, type: 'deposit', data }));
    await machine.stop();
  }

  /** An adjustment in the other brand that waits for a second person: each can be decided once. */
  async function adjustmentAbroad(): Promise<string> {
    const chief = await managerOf(stack, stack.staff.people, 'sexta');
    const path = `/api/staff/points/customers/${foreign.customerId}/adjustments`;
    const asked = await chief.send<{ id: string; state: string }>('POST', path, {
      points: 600,
      reason: 'goodwill',
      note: 'por la espera',
    });
    expect([asked.status, asked.body.state]).toEqual([201, 'awaiting-approval']);
    return asked.body.id;
  }

  /** A machine that only another brand has, a collection of it, and a deposit there. */
  async function collectedAbroad(): Promise<Things> {
    const manager = await managerOf(stack, stack.staff.people, 'sexta');
    const deviceId = `ajeno-${Math.random().toString(36).slice(2)}`;
    const place = { siteId: 'plaza-mayor', organisationId: 'ayuntamiento' };
    const machine = { brand: 'sexta', deviceId, kind: 'reverse-vending-machine', ...place };
    await provisionDevice(manager, dirname(stack.mqtt.ca), machine);
    await quiet(stack);
    const asked = await manager.send<{ id: string }>('POST', '/api/staff/collections', { bins: [deviceId] });
    expect(asked.status).toBe(201);
    const { body } = await manager.get<{ deposits: { id: string }[] }>('/api/staff/collections/bins/rvm-0001/deposits');
    return { deviceId, collectionId: asked.body.id, depositId: body.deposits[0]?.id ?? '' };
  }

  async function claimedDevice(claimant: Visitor): Promise<string> {
    const manager = await managerOf(stack, stack.staff.people, 'retorno');
    const device = {
      brand: 'retorno',
      deviceId: `ajeno-${Math.random().toString(36).slice(2)}`,
      kind: 'reverse-vending-machine',
    };
    const { serial, claimCode, deviceId } = await provisionDevice(manager, dirname(stack.mqtt.ca), device);
    const claimed = await claimant.send('POST', '/api/devices/claims', { serial, code: claimCode });
    expect(claimed.status).toBe(201);
    return deviceId;
  }

  it('is real: its owner has two entries, one by a card, and a device', async () => {
    expect(theirs).toHaveLength(2);
    for (const things of theirs) {
      for (const { row } of ownRows.filter((each) => each.row.method === 'GET' && !aboutCases(each))) {
        expect((await asks(owner)(row.method, filled(row.path, things))).status).toBe(200);
      }
    }
    for (const path of ['/api/recycling/cases/{caseId}', '/api/recycling/cases/{caseId}/label']) {
      expect((await sender.get(filled(path, theirCase))).status).toBe(200);
    }
  });

  it.each(ownRows)('does not exist for a customer of this brand or another: $route', async ({ row }) => {
    const [who, what] = aboutCases({ row }) ? [notSenders, [theirCase]] : [strangers, theirs];
    for (const stranger of who) {
      for (const things of what) await demandKeptFrom(asks(stranger), row, things);
    }
  });

  /** What is sent where a request must say something, and what those whose thing it is meet then. */
  function theirAsks(things: Things): Record<string, { sent?: unknown; met: number }> {
    const { deviceId, collectionId, serial } = things;
    const theCase = 'POST /api/staff/recycling/cases/{caseId}';
    const collection = 'POST /api/staff/collections/{collectionId}';
    const masses = [{ material: 'pet', grams: 1000 }];
    const paper = { number: `N-${collectionId}`, issuer: 'recicladora', masses };
    return {
      [`${collection}/withdrawals`]: { sent: { deviceId, reason: 'No hay acceso' }, met: 201 },
      [`${collection}/emptyings`]: { sent: { deviceId }, met: 201 },
      [`${collection}/weighings`]: { sent: paper, met: 201 },
      [`${collection}/receipts`]: { sent: paper, met: 201 },
      // Nothing differs yet: that is said only to those whose collection it is.
      [`${collection}/review`]: { sent: { decision: 'accepted', reason: 'Está bien' }, met: 409 },
      'POST /api/staff/devices/{deviceId}/rotation': { met: 201 },
      'POST /api/staff/devices/{deviceId}/revocation': { met: 204 },
      'POST /api/staff/recycling/parcels/{parcelId}/settle': { sent: { settled: 'returned' }, met: 204 },
      [`${theCase}/scans`]: { sent: { scan: 'received' }, met: 200 },
      [`${theCase}/receipt`]: { sent: { good: 1, damaged: 0, missing: 0, serials: [serial] }, met: 200 },
      [`${theCase}/outcome`]: { sent: { outcome: 'recycled' }, met: 200 },
      // It is done with, and its mail left: who may know so is told.
      [`${theCase}/review`]: { sent: { decision: 'accept', because: 'Está bien' }, met: 409 },
      [`${theCase}/cancel`]: { met: 409 },
      [`${theCase}/mails/{document}/again`]: { met: 409 },
    };
  }

  it.each(staffRows)('does not exist for staff of another brand: $route', async ({ row }) => {
    const callers = await callersOf(stack, 'retorno');
    const allowed = roles.filter((role) => row.outcomes[role] === 'in');
    expect(allowed).toContain('admin');
    const adjustment = row.path.includes('{adjustmentId}') && { adjustmentId: await adjustmentAbroad() };
    const things = { ...foreign, ...theirCase, ...adjustment };
    const { sent, met = 200 } = theirAsks(things)[nameOf(row)] ?? {};
    for (const role of allowed) {
      const member = visitor(stack.brands.retorno?.url ?? '', callers[role]);
      await demandKeptFrom(asks(member, undefined, sent), row, things);
    }
    const abroad = aboutCases({ row }) ? 'microsmile' : 'sexta';
    const { admin } = await callersOf(stack, abroad);
    const theirAdmin = visitor(stack.brands[abroad]?.url ?? '', admin);
    const { status, body } = await asks(theirAdmin, undefined, sent)(row.method, filled(row.path, things));
    expect({ status, empty: (body as { active?: number }).active === 0 }).toEqual({ status: met, empty: false });
  });

  it.each(memberRows)(
    'does not exist for a user of another organisation or of another site: $route',
    async ({ row }) => {
      const abroad = poolOf(stack, 'sexta');
      const member = async (organisationId: string, sites: 'all' | string[]) => {
        const groups = groupsOfMember(organisationId, sites);
        const user = await userIn(stack, abroad, `${organisationId}-${Math.random().toString(36).slice(2)}`, groups);
        return asks(visitor(stack.brands.sexta?.url ?? '', (await signIn(stack, abroad, user)).access));
      };
      await demandKeptFrom(await member('diputacion', 'all'), row, foreign);
      await demandKeptFrom(await member('ayuntamiento', ['mercado']), row, foreign);
      await demandKeptFrom(await member('ayuntamiento', []), row, foreign);
      const theirs = await member('ayuntamiento', ['plaza-mayor']);
      expect((await theirs(row.method, filled(row.path, foreign))).status).toBe(200);
    },
  );

  it('is still its owner’s after all that, who alone can give it up', async () => {
    const { deviceId = '' } = theirs[0] as Things;
    const { body } = await owner.get<{ devices: { id: string }[] }>('/api/devices');
    expect(body.devices.map(({ id }) => id)).toContain(deviceId);
    expect((await owner.send('DELETE', `/api/devices/${deviceId}/claim`)).status).toBe(204);
    expect((await owner.send('DELETE', `/api/devices/${deviceId}/claim`)).status).toBe(404);
  });

  const withoutSender = {
    capability: 'recycling',
    without: 'the customer of the case',
    file: 'functions/recycling/cases/cases.ts',
    text: "if (found.customerId !== customerId) throw common('not-found');",
  };
  const faults: (Fault & { capability: string; route: string; gave: number })[] = [
    { route: 'GET /api/recycling/cases/{caseId}', gave: 200, ...withoutSender },
    { route: 'GET /api/recycling/cases/{caseId}/label', gave: 200, ...withoutSender },
    { route: 'GET /api/recycling/cases/{caseId}/certificate', gave: 409, ...withoutSender },
    { route: 'POST /api/recycling/cases/{caseId}/extension', gave: 200, ...withoutSender },
    { route: 'POST /api/recycling/cases/{caseId}/cancel', gave: 200, ...withoutSender },
    {
      route: 'GET /api/points/entries/{entryId}/why',
      gave: 200,
      capability: 'points',
      without: 'the account among the caller’s',
      file: 'functions/points/ledger/entries.ts',
      text: 'const items = await getAll(accounts.map(',
      instead: 'accounts = [accountId]; const items = await getAll(accounts.map(',
    },
    {
      route: 'GET /api/devices/{deviceId}',
      gave: 200,
      capability: 'devices',
      without: 'the device among the caller’s',
      file: 'functions/devices/ownership.ts',
      text: '[{ pk: ownerPartition(brand, customerId), sk: deviceId }',
      instead: '[deviceKey(brand, deviceId)',
    },
    {
      route: 'DELETE /api/devices/{deviceId}/claim',
      gave: 204,
      capability: 'devices',
      without: 'the owner in the condition',
      file: 'functions/devices/ownership.ts',
      text: 'when: { equals: { ownerId: customerId } },',
    },
  ];

  it('has a planted fault for each route of customers that names a thing', () => {
    expect(faults.map(({ route }) => route).sort()).toEqual(ownRows.map(({ route }) => route).sort());
  });

  it.each(faults)('is told from a product without $without: $route', async (fault) => {
    const { route, capability, gave } = fault;
    const { Environment } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName: local.functionName(capability, 'api') }),
    );
    Object.assign(process.env, Environment?.Variables, { IDENTITY: identity });
    const { row } = ownRows.find((each) => each.route === route) as (typeof rows)[number];
    const [brand, who, things] = aboutCases({ row })
      ? (['microsmile', notSenderId, spareCase] as const)
      : (['retorno', strangerId, spare] as const);
    const asked = {
      claims: claimsFor(brand, who, '[customer]'),
      apiId: `api-${brand}`,
      routeKey: `ANY /api/${capability}/{proxy+}`,
    };
    const [whole, faulty] = [await apiOf(capability), await apiOf(capability, fault)];
    await demandKeptFrom((method, path) => answerOf(whole, { ...asked, method, path }), row, things);
    const told = demandKeptFrom((method, path) => answerOf(faulty, { ...asked, method, path }), row, things);
    await expect(told).rejects.toThrow(`${route} gave a stranger ${gave}`);
  });
});
