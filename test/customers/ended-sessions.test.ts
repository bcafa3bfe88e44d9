import { describe, expect, it } from '@jest/globals';
import { fullRoute } from '#layers/runtime/routes.ts';
import { changedByCustomers, declaredCapabilities } from '../../infra/capabilities.ts';
import type { Claims } from '../world/cognito.ts';
import { driver, type WorldDriver } from '../world/driver.ts';
import { endFaults, planCuts } from '../world/faults.ts';
import { poolOf } from '../world/world.ts';

const brand = 'microsmile';
const email = 'ana@microsmile.example';
const given = 'Al-Registrarse-2026!';
const chosen = 'La-Nueva-2026!';

/** What a customer changes, at every route there is for it, and what they read of themselves. */
const changes: Readonly<Record<string, object | undefined>> = {
  'PATCH /api/customers/me': { name: 'Otra' },
  'POST /api/customers/me/cards': { number: '12345678', code: '123456' },
  'POST /api/devices/claims': { serial: 'SN-1', code: 'ABCD' },
  'DELETE /api/devices/d-1/claim': undefined,
  'POST /api/devices/receipts': { code: 'ABCD' },
  'PUT /api/notifications/preferences': { receipts: false, expiry: false },
  'POST /api/points/redemptions': { rewardId: 'botella' },
  'POST /api/recycling/cases': { serial: 'SN-1' },
  'POST /api/recycling/cases/k-1/cancel': undefined,
  'POST /api/recycling/cases/k-1/extension': undefined,
};
const shown = ['GET /api/customers/me', 'GET /api/customers/me/timeline', 'GET /api/points/redemptions'];

async function registered(): Promise<{ here: WorldDriver; customerId: string; confirmation: string }> {
  const here = await driver();
  const { body } = await here
    .stranger(brand)
    .send<{ customerId: string }>('POST', '/api/open/customers', { name: 'Ana', email, password: given });
  return { here, customerId: body.customerId, confirmation: await here.linkIn(email) };
}

/** What somebody is answered who asks with a token that they have. */
async function asks(here: WorldDriver, claims: Claims, route: string, key = route): Promise<number> {
  const [method = '', path = ''] = route.split(' ');
  const body = changes[route];
  const answers: number[] = [];
  here.world.gateways.get(brand)?.request(
    {
      method,
      path,
      claims,
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    },
    ({ status }) => answers.push(status),
  );
  await here.world.scheduler.until(() => answers.length > 0);
  return answers[0] ?? 0;
}

const answersTo = async (here: WorldDriver, claims: Claims) => {
  const found: [string, number][] = [];
  for (const route of [...Object.keys(changes), ...shown]) found.push([route, await asks(here, claims, route)]);
  return found;
};

it('every route at which a customer changes something is among these', async () => {
  const declared = (await declaredCapabilities()).flatMap((each) =>
    changedByCustomers(each)
      .map((key) => fullRoute(each.contract.capability, key))
      .map(({ method, path }) => `${method} ${path}`),
  );
  const exact = (route: string) => route.replace('/d-1/', '/{deviceId}/').replace('/k-1/', '/{caseId}/');
  expect(Object.keys(changes).map(exact).sort()).toEqual(declared.sort());
});

describe('a token that was given out before', () => {
  it('a new password was chosen changes nothing any more, and shows neither the person nor codes to spend; one that comes after does', async () => {
    const { here, confirmation } = await registered();
    await here.stranger(brand).submits(confirmation, { password: given });
    const stolen = here.world.cognito.signIn(poolOf(brand), email, given);
    const preferences = 'PUT /api/notifications/preferences';
    expect(await asks(here, stolen, preferences)).toBe(200);
    await here.stranger(brand).submits('/api/open/customers/recoveries', { email });
    await here.quiet();
    await here.travel('PT1M');
    const [mail] = await here.mails(email);
    const link = /\/api\/open\/customers\/recoveries\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '';
    expect((await here.stranger(brand).submits(link, { password: chosen })).status).toBe(200);
    await here.quiet();
    for (const [route, status] of await answersTo(here, stolen)) expect([route, status]).toEqual([route, 401]);
    const anew = here.world.cognito.signIn(poolOf(brand), email, chosen);
    for (const [route, status] of await answersTo(here, anew)) expect([route, status]).not.toEqual([route, 401]);
  });

  it('the address was confirmed is nobody’s: whoever registered may be a stranger', async () => {
    const { here, customerId, confirmation } = await registered();
    const strange = here.world.cognito.signIn(poolOf(brand), customerId, given);
    expect(await asks(here, strange, 'GET /api/customers/me')).toBe(200);
    await here.travel('PT1M');
    await here.stranger(brand).submits(confirmation, { password: chosen });
    await here.quiet();
    for (const [route, status] of await answersTo(here, strange)) expect([route, status]).toEqual([route, 401]);
  });

  it('is not given again what it was answered then', async () => {
    const { here, confirmation, customerId } = await registered();
    const strange = here.world.cognito.signIn(poolOf(brand), customerId, given);
    const wishes = () => asks(here, strange, 'POST /api/recycling/cases', 'once');
    expect([await wishes(), await wishes()]).toEqual([201, 201]);
    await here.travel('PT1M');
    await here.stranger(brand).submits(confirmation, { password: chosen });
    expect(await wishes()).toBe(401);
  });
});

it('a request with a key is asked for its token’s time by the read of the key, with no call of its own', async () => {
  const { here, customerId } = await registered();
  await here.quiet();
  const claims = here.world.cognito.signIn(poolOf(brand), customerId, given);
  const made = planCuts(here.world);
  await asks(here, claims, 'POST /api/devices/receipts');
  endFaults(here.world);
  expect(made.operations).toEqual(['BatchGet', 'TransactWrite', 'Get', 'TransactGet']);
});
