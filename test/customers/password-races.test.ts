import { expect, it } from '@jest/globals';
import { driver, type WorldDriver } from '../world/driver.ts';
import { endFaults } from '../world/faults.ts';

const brand = 'retorno';
const email = 'ana@retorno.example';
const given = 'Al-Registrarse-2026!';
const one = 'La-Primera-2026!';
const other = 'La-Segunda-2026!';
const seeds = Array.from({ length: 20 }, (_, n) => n + 1);

async function registers(here: WorldDriver, from: string): Promise<string> {
  const asked = { name: 'Ana', email, password: given };
  const { body } = await here
    .strangerAt(brand, from)
    .send<{ customerId: string }>('POST', '/api/open/customers', asked);
  await here.quiet();
  return body.customerId;
}

/** The links of a kind that reached Ana, newest first. */
async function links(here: WorldDriver, kind: 'confirmations' | 'recoveries'): Promise<string[]> {
  await here.quiet();
  const mails = await here.mails(email);
  const link = new RegExp(`/api/open/customers/${kind}/[\\w-]+`);
  return mails.flatMap(({ text }) => link.exec(text ?? '')?.[0] ?? []);
}

async function signsIn(here: WorldDriver, username: string, password: string): Promise<boolean> {
  return here.as({ brand, role: 'customer', username, password }).then(
    () => true,
    () => false,
  );
}

/** Ana, whose address is confirmed, with two links to a new password. */
async function forgetful(seed: number): Promise<{ here: WorldDriver; newer: string; older: string }> {
  const here = await driver({ seed });
  await registers(here, '192.0.2.1');
  const [link = ''] = await links(here, 'confirmations');
  await here.stranger(brand).submits(link, { password: given });
  for (const from of ['192.0.2.1', '192.0.2.2'])
    await here.strangerAt(brand, from).submits('/api/open/customers/recoveries', { email });
  const [newer = '', older = ''] = await links(here, 'recoveries');
  return { here, newer, older };
}

it.each(seeds)(
  'of two links to a new password used at once, the one that is not refused is what signs in (%i)',
  async (seed) => {
    const { here, newer, older } = await forgetful(seed);
    const stranger = here.stranger(brand);
    const answers = await Promise.all([
      stranger.submits(newer, { password: one }),
      stranger.submits(older, { password: other }),
    ]);
    const chosen = [one, other].filter((_, at) => answers[at]?.status === 200);
    expect(chosen).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409 || status === 410)).toHaveLength(1);
    for (const password of [one, other]) expect(await signsIn(here, email, password)).toBe(chosen.includes(password));
  },
);

it.each(seeds)(
  'of two links to one account followed at once, none that is refused leaves its password (%i)',
  async (seed) => {
    const here = await driver({ seed });
    await registers(here, '192.0.2.1');
    await here.strangerAt(brand, '192.0.2.1').submits('/api/open/customers/confirmations', { email });
    const [newer = '', older = ''] = await links(here, 'confirmations');
    const stranger = here.stranger(brand);
    const answers = await Promise.all([
      stranger.submits(newer, { password: one }),
      stranger.submits(older, { password: other }),
    ]);
    await here.quiet();
    const told = [one, other].filter((_, at) => answers[at]?.status === 200);
    const good: string[] = [];
    for (const password of [one, other]) if (await signsIn(here, email, password)) good.push(password);
    expect(good).toHaveLength(1);
    expect(told).toEqual(expect.arrayContaining(good));
  },
);

it.each(seeds)('of two accounts chosen at once, the one that is refused keeps its password (%i)', async (seed) => {
  const here = await driver({ seed });
  const accounts = [await registers(here, '192.0.2.1'), await registers(here, '192.0.2.2')];
  const mailed = await links(here, 'confirmations');
  const answers = await Promise.all(
    accounts.map((account, at) => here.stranger(brand).submits(mailed[at] ?? '', { password: one, account })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  for (const [at, account] of accounts.entries())
    expect([await signsIn(here, account, one), await signsIn(here, account, given)]).toEqual(
      answers[at]?.status === 200 ? [true, false] : [false, true],
    );
});

it('somebody who was cut off while a password was set keeps nobody from it for longer than a minute', async () => {
  const { here, newer, older } = await forgetful(1);
  let cut = false;
  here.world.scheduler.fate = ({ operation }) => {
    const now = !cut && operation === 'AdminUserGlobalSignOut';
    cut ||= now;
    return now ? 'dies before' : 'answered';
  };
  const gateway = here.world.gateways.get(brand);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answers: number[] = [];
  gateway?.request({ method: 'POST', path: newer, headers, body: `password=${one}` }, ({ status }) =>
    answers.push(status),
  );
  await here.world.scheduler.until(() => answers.length > 0);
  endFaults(here.world);
  expect(answers).toEqual([503]);
  const busy = await here.stranger(brand).submits(older, { password: other });
  expect([busy.status, busy.body]).toEqual([409, expect.stringContaining('Espera un minuto')]);
  expect(busy.body).toContain('<input type="password"');
  await here.travel('PT61S');
  expect((await here.stranger(brand).submits(newer, { password: other })).status).toBe(200);
  expect([await signsIn(here, email, one), await signsIn(here, email, other)]).toEqual([false, true]);
});

it('a password that is too weak keeps nobody waiting', async () => {
  const { here, newer } = await forgetful(1);
  expect((await here.stranger(brand).submits(newer, { password: 'sin-mayusculas-2026' })).status).toBe(400);
  expect((await here.stranger(brand).submits(newer, { password: one })).status).toBe(200);
});
