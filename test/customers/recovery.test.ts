import { describe, expect, it } from '@jest/globals';
import { driver, type WorldDriver } from '../world/driver.ts';
import { poolOf } from '../world/world.ts';

const brand = 'retorno';
const email = 'ana@retorno.example';
const given = 'Al-Registrarse-2026!';
const chosen = 'La-Nueva-2026!';
const recoveries = '/api/open/customers/recoveries';

/** Ana, who has confirmed her address and signs in by the password that she was given. */
async function ana(): Promise<{ here: WorldDriver; customerId: string }> {
  const here = await driver();
  const { body } = await here
    .stranger(brand)
    .send<{ customerId: string }>('POST', '/api/open/customers', { name: 'Ana', email, password: given });
  await here.quiet();
  const [welcome] = await here.mails(email);
  const link = /\/api\/open\/customers\/confirmations\/[\w-]+/.exec(welcome?.text ?? '')?.[0] ?? '';
  await here.stranger(brand).submits(link, { password: given });
  await here.quiet();
  return { here, customerId: body.customerId };
}

const asks = async (here: WorldDriver, address = email, from = '192.0.2.1') => {
  const answer = await here.strangerAt(brand, from).submits(recoveries, { email: address });
  await here.quiet();
  return answer;
};

/** The links to a new password that reached Ana, newest first. */
async function links(here: WorldDriver): Promise<string[]> {
  const mails = await here.mails(email);
  return mails.flatMap(({ text }) => /\/api\/open\/customers\/recoveries\/[\w-]+/.exec(text ?? '')?.[0] ?? []);
}

const sets = (here: WorldDriver, link: string, password = chosen) => here.stranger(brand).submits(link, { password });
const signsIn = (here: WorldDriver, password: string, username = email) =>
  here.as({ brand, role: 'customer', username, password });

describe('who has forgotten a password', () => {
  it('chooses another by a mailed link, is signed out everywhere, and is told by mail', async () => {
    const { here, customerId } = await ana();
    const before = here.world.cognito.signedOut(poolOf(brand), customerId);
    expect((await asks(here, 'Ana@Retorno.Example')).status).toBe(202);
    const [link = ''] = await links(here);
    const page = await here.stranger(brand).get<string>(link);
    expect([page.status, page.body]).toEqual([200, expect.stringContaining('name="password"')]);
    await expect(signsIn(here, given)).resolves.toBeDefined();
    expect((await sets(here, link)).status).toBe(200);
    await here.quiet();
    for (const name of [email, customerId]) {
      await expect(signsIn(here, given, name)).rejects.toThrow('NotAuthorizedException');
      await expect(signsIn(here, chosen, name)).resolves.toBeDefined();
    }
    expect(here.world.cognito.signedOut(poolOf(brand), customerId)).toBe(before + 1);
    const [told] = await here.mails(email);
    expect(told?.subject).toBe('Tu contraseña de Retorno ha cambiado');
    const timeline = await (await signsIn(here, chosen)).get<{ entries: { text: string }[] }>(
      '/api/customers/me/timeline',
    );
    expect(timeline.body.entries.map(({ text }) => text)).toContain('Cambiaste tu contraseña');
  });

  it('does so once: the link, and each that was mailed before, is void from then on', async () => {
    const { here } = await ana();
    await asks(here);
    await asks(here);
    const [newer = '', older = ''] = await links(here);
    expect((await sets(here, newer)).status).toBe(200);
    for (const link of [newer, older]) {
      expect((await here.stranger(brand).get(link)).status).toBe(410);
      expect((await sets(here, link, 'Una-Tercera-2026!')).status).toBe(410);
    }
    await expect(signsIn(here, chosen)).resolves.toBeDefined();
    await here.travel('PT1M');
    await asks(here, email, '198.51.100.7');
    const [anew = ''] = await links(here);
    expect((await sets(here, anew, 'Una-Tercera-2026!')).status).toBe(200);
  });

  it('is asked for a better one where it is too weak, and the link stays good', async () => {
    const { here } = await ana();
    await asks(here);
    const [link = ''] = await links(here);
    const weak = await sets(here, link, 'corta');
    expect([weak.status, weak.body]).toEqual([400, expect.stringContaining('La contraseña es demasiado débil')]);
    expect(weak.body).toContain('<input type="password"');
    await expect(signsIn(here, given)).resolves.toBeDefined();
    expect((await sets(here, link)).status).toBe(200);
  });

  it('asks again by the page of a link that has expired or was cut off', async () => {
    const { here } = await ana();
    await asks(here);
    const [link = ''] = await links(here);
    await here.travel('P2D');
    for (const [page, status] of [
      [await here.stranger(brand).get<string>(link), 410],
      [await sets(here, link), 410],
      [await here.stranger(brand).get<string>(link.slice(0, -3)), 404],
    ] as const) {
      expect(page.status).toBe(status);
      expect(page.body).toContain(`action="${recoveries}"`);
    }
  });
});

describe('asking for a new password', () => {
  it('tells nobody whether the address is known', async () => {
    const { here } = await ana();
    const known = await asks(here);
    const unknown = await asks(here, 'nadie@retorno.example');
    expect(unknown).toEqual(known);
    expect(await here.mails('nadie@retorno.example')).toEqual([]);
  });

  it('brings the link to confirm where the address is not confirmed yet', async () => {
    const here = await driver();
    await here.stranger(brand).send('POST', '/api/open/customers', { name: 'Ana', email, password: given });
    await here.quiet();
    await asks(here);
    const [newest] = await here.mails(email);
    expect(newest?.text).toContain('/api/open/customers/confirmations/');
    expect(await links(here)).toEqual([]);
  });

  it('is bounded for a network, and by day for the address, so that nobody is flooded', async () => {
    const { here } = await ana();
    for (let n = 0; n < 2; n++) expect((await asks(here)).status).toBe(202);
    expect((await asks(here)).status).toBe(429);
    for (let n = 1; n < 5; n++) expect((await asks(here, email, `198.51.100.${n}`)).status).toBe(202);
    expect(await links(here)).toHaveLength(3);
  });

  it('wants an address', async () => {
    const here = await driver();
    const refused = await asks(here, 'ana@');
    expect([refused.status, refused.body]).toEqual([400, expect.stringContaining('name="email"')]);
  });
});
