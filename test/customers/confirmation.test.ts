import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../tools/demo/visitor.ts';
import { driver, type WorldDriver } from '../world/driver.ts';
import { poolOf } from '../world/world.ts';

const brand = 'retorno';
const email = 'ana@retorno.example';
const given = 'Al-Registrarse-2026!';
const chosen = 'Al-Confirmar-2026!';
const confirmations = '/api/open/customers/confirmations';

interface Registered {
  readonly customerId: string;
}

/** Somebody registers with Ana's address, from a network of their own. */
async function registers(here: WorldDriver, from: string, more: object = {}): Promise<string> {
  const asked = { name: 'Ana', email, password: given, ...more };
  const { status, body } = await here.strangerAt(brand, from).send<Registered>('POST', '/api/open/customers', asked);
  expect(status).toBe(201);
  await here.quiet();
  return body.customerId;
}

/** The links that reached Ana, newest first. */
async function links(here: WorldDriver): Promise<string[]> {
  await here.quiet();
  const mails = await here.mails(email);
  return mails.map(({ text }) => /\/api\/open\/customers\/confirmations\/[\w-]+/.exec(text ?? '')?.[0] ?? '');
}

const asks = (here: WorldDriver, from: string, what: Record<string, string> = { email }): Promise<Answer<string>> =>
  here.strangerAt(brand, from).submits(confirmations, what);

const confirms = (here: WorldDriver, link: string, password = chosen, account?: string): Promise<Answer<string>> =>
  here.stranger(brand).submits(link, { password, ...(account !== undefined && { account }) });

const signsIn = (here: WorldDriver, username: string, password: string) =>
  here.as({ brand, role: 'customer', username, password });

const tokenIn = (link: string): string => link.slice(confirmations.length + 1);

describe('confirming an address', () => {
  it('binds it to whoever reads its mail: the password of whoever registered is void, and they are signed out', async () => {
    const here = await driver();
    const customerId = await registers(here, '192.0.2.1');
    await expect(signsIn(here, customerId, given)).resolves.toBeDefined();
    const [link = ''] = await links(here);
    expect((await confirms(here, link)).status).toBe(200);
    for (const name of [email, customerId]) {
      await expect(signsIn(here, name, given)).rejects.toThrow('NotAuthorizedException');
      const me = await signsIn(here, name, chosen);
      expect((await me.get<Registered>('/api/customers/me')).body).toMatchObject({ customerId, emailConfirmed: true });
    }
    expect(here.world.cognito.signedOut(poolOf(brand), customerId)).toBe(1);
  });

  it('is done once: no link for the address sets a password after that', async () => {
    const here = await driver();
    await registers(here, '192.0.2.1');
    await asks(here, '192.0.2.1');
    const [newer = '', first = ''] = await links(here);
    expect((await confirms(here, newer)).status).toBe(200);
    for (const link of [newer, first]) expect((await confirms(here, link, 'Una-Mas-2026!')).status).toBe(200);
    await expect(signsIn(here, email, 'Una-Mas-2026!')).rejects.toThrow('NotAuthorizedException');
    await expect(signsIn(here, email, chosen)).resolves.toBeDefined();
  });

  it('is for one of those who registered with the address, also where the first link expired before', async () => {
    const here = await driver();
    const first = await registers(here, '192.0.2.1');
    const [expired = ''] = await links(here);
    await here.travel('P8D');
    const second = await registers(here, '192.0.2.1');
    const [link = ''] = await links(here);
    expect(second).not.toBe(first);
    expect((await confirms(here, expired)).status).toBe(410);
    expect((await confirms(here, link, chosen, second)).status).toBe(200);
    expect((await (await signsIn(here, email, chosen)).get<Registered>('/api/customers/me')).body).toMatchObject({
      customerId: second,
      emailConfirmed: true,
    });
    const sent = (await links(here)).length;
    expect((await confirms(here, expired)).status).toBe(409);
    const wishes: Record<string, string>[] = [{ email }, { link: tokenIn(expired) }];
    for (const asked of wishes) expect((await asks(here, '192.0.2.1', asked)).status).toBe(202);
    expect(await links(here)).toHaveLength(sent);
  });

  it('is still open to whoever registered first, who asks anew by the expired link before the second confirms', async () => {
    const here = await driver();
    const first = await registers(here, '192.0.2.1');
    const [expired = ''] = await links(here);
    await here.travel('P8D');
    await registers(here, '192.0.2.2');
    const [second = ''] = await links(here);
    expect((await asks(here, '192.0.2.1', { link: tokenIn(expired) })).status).toBe(202);
    const [anew = ''] = await links(here);
    expect((await confirms(here, anew, chosen, first)).status).toBe(200);
    expect((await confirms(here, second)).status).toBe(409);
    expect((await (await signsIn(here, email, chosen)).get<Registered>('/api/customers/me')).body).toMatchObject({
      customerId: first,
    });
  });

  it('asks again where the password is too weak, in words, and the link stays good', async () => {
    const here = await driver();
    await registers(here, '192.0.2.1');
    const [link = ''] = await links(here);
    for (const password of ['corta', 'sin-mayusculas-2026', ' Con-Espacio-2026!', '']) {
      const { status, body } = await confirms(here, link, password);
      expect([password, status]).toEqual([password, 400]);
      expect(body).toContain('La contraseña es demasiado débil');
      expect(body).toContain('<input type="password"');
    }
    expect((await confirms(here, link)).status).toBe(200);
  });

  it('lets the address be written with capitals or without', async () => {
    const here = await driver();
    await registers(here, '192.0.2.1', { email: 'Ana@Retorno.Example' });
    await here.quiet();
    const [mail] = await here.mails('Ana@retorno.example');
    await confirms(here, /\/api\/open\/\S+/.exec(mail?.text ?? '')?.[0] ?? '');
    for (const name of ['ana@retorno.example', 'ANA@RETORNO.EXAMPLE'])
      await expect(signsIn(here, name, chosen)).resolves.toBeDefined();
  });
});

describe('the page of a link', () => {
  const opened = (here: WorldDriver, link: string, language = 'es') =>
    here.stranger(brand).get<string>(link, { 'accept-language': language });

  it('asks for a password while the link is good, then says that it was used', async () => {
    const here = await driver();
    await registers(here, '192.0.2.1');
    const [link = ''] = await links(here);
    const before = await opened(here, link);
    expect([before.status, before.body]).toEqual([200, expect.stringContaining('name="password"')]);
    await confirms(here, link);
    const after = await opened(here, link, 'ca');
    expect([after.status, after.body]).toEqual([200, expect.stringContaining('El teu correu està confirmat')]);
    expect(after.body).not.toContain('<button');
  });

  it('says that it is unknown or has expired, and asks for a new one, which comes', async () => {
    const here = await driver();
    const customerId = await registers(here, '192.0.2.1');
    const [link = ''] = await links(here);
    const cutOff = await opened(here, link.slice(0, -3));
    expect([cutOff.status, cutOff.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(cutOff.body).toContain('name="email"');
    await here.travel('P8D');
    const expired = await opened(here, link);
    expect([expired.status, expired.body]).toEqual([410, expect.stringContaining('Este enlace ha caducado')]);
    const [, hidden = ''] = /name="link" value="([^"]+)"/.exec(expired.body) ?? [];
    expect((await asks(here, '192.0.2.1', { link: hidden })).status).toBe(202);
    const [newer = ''] = await links(here);
    expect(newer).not.toBe(link);
    expect((await confirms(here, newer)).status).toBe(200);
    const me = await signsIn(here, email, chosen);
    expect((await me.get<Registered>('/api/customers/me')).body.customerId).toBe(customerId);
  });

  it('of another registration says that there is an account, once the address is confirmed', async () => {
    const here = await driver();
    await registers(here, '192.0.2.1');
    const chosenOne = await registers(here, '192.0.2.2');
    const [second = '', first = ''] = await links(here);
    await confirms(here, second, chosen, chosenOne);
    const { status, body } = await opened(here, first, 'en');
    expect([status, body]).toEqual([409, expect.stringContaining('You have an account with this address already')]);
  });
});

describe('asking for a new link', () => {
  it('answers the same whether the address is known, confirmed or nobody’s', async () => {
    const here = await driver();
    await registers(here, '192.0.2.1');
    const answers = [await asks(here, '192.0.2.1'), await asks(here, '192.0.2.1', { email: 'nadie@retorno.example' })];
    const [link = ''] = await links(here);
    await confirms(here, link);
    answers.push(await asks(here, '192.0.2.1'));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(202);
    expect(await links(here)).toHaveLength(2);
    const json = await here.stranger(brand).send('POST', confirmations, { email: 'otra@retorno.example' }, null);
    expect(json.status).toBe(202);
  });

  it('says that the address is mistyped, with the form', async () => {
    const here = await driver();
    const { status, body } = await asks(here, '192.0.2.1', { email: 'ana@' });
    expect([status, body]).toEqual([400, expect.stringContaining('name="email"')]);
  });

  it('brings the owner a mail, though three strangers registered their address that day', async () => {
    const here = await driver();
    for (const n of [1, 2, 3]) await registers(here, `192.0.2.${n}`);
    const customerId = await registers(here, '198.51.100.1');
    expect(await links(here)).toHaveLength(3);
    await asks(here, '198.51.100.1');
    const [own = '', ...others] = await links(here);
    expect(others).toHaveLength(3);
    await confirms(here, own, chosen, customerId);
    const me = await signsIn(here, email, chosen);
    expect((await me.get<Registered>('/api/customers/me')).body.customerId).toBe(customerId);
  });

  it('cannot be used up by one stranger, and never brings more than nine mails a day', async () => {
    const here = await driver();
    await registers(here, '198.51.100.1');
    const stranger: number[] = [];
    for (let n = 0; n < 5; n++) stranger.push((await asks(here, '192.0.2.66')).status);
    expect(stranger).toEqual([202, 202, 429, 429, 429]);
    expect(await links(here)).toHaveLength(3);
    expect((await asks(here, '198.51.100.1')).status).toBe(202);
    const [own = ''] = await links(here);
    for (let n = 0; n < 30; n++) {
      await registers(here, `192.0.2.${n}`);
      await asks(here, `192.0.2.${n}`);
    }
    expect(await links(here)).toHaveLength(6);
    // Who has had a link reads the mail: strangers cannot use up what they are sent.
    for (let n = 0; n < 5; n++) await asks(here, '198.51.100.1', { link: tokenIn(own) });
    expect(await links(here)).toHaveLength(9);
    await here.travel('P1D');
    await asks(here, '198.51.100.1');
    expect(await links(here)).toHaveLength(10);
  });

  it('is counted by the network, whatever the addresses', async () => {
    const here = await driver();
    const answers: number[] = [];
    for (let n = 0; n < 12; n++) answers.push((await asks(here, '192.0.2.1', { email: `a${n}@b.example` })).status);
    expect(answers.filter((status) => status === 429)).toHaveLength(2);
    expect((await asks(here, '192.0.2.2', { email: 'a1@b.example' })).status).toBe(202);
    await here.travel('PT1H');
    expect((await asks(here, '192.0.2.1', { email: 'a99@b.example' })).status).toBe(202);
  });
});

describe('a mail to an address that nobody confirmed', () => {
  it('shows nothing that whoever registered wrote', async () => {
    const here = await driver();
    await registers(here, '192.0.2.1', { name: 'Llama ya al 900 900 900 y gana un premio', language: 'ca' });
    await asks(here, '192.0.2.1');
    await here.quiet();
    for (const { subject, text, html } of await here.mails(email))
      expect(`${subject}${text}${html}`).not.toMatch(/900|premio/);
    expect(await here.mails(email)).toHaveLength(2);
  });
});

/** The accounts that the page of a link offers, the first opened first: their choice, and what it is called. */
const offeredOn = (page: string) =>
  [...page.matchAll(/name="account" value="([^"]+)"[^>]*>([^<]+)</g)].map(([, account = '', text = '']) => ({
    account,
    text: text.trim(),
  }));

describe('who has an account under an address with which a stranger registers later', () => {
  /** Ana opens an account and uses it; a stranger opens another with her address, days later. */
  async function both() {
    const here = await driver();
    const own = await registers(here, '192.0.2.1');
    await here.travel('P3D');
    const strange = await registers(here, '192.0.2.66', { name: 'Otra', password: 'De-Un-Extrano-2026!' });
    return { here, own, strange };
  }

  it('chooses her own by when it was opened, whoever registered last and whichever link she follows', async () => {
    const { here, own } = await both();
    await here.strangerAt(brand, '192.0.2.1').submits('/api/open/customers/recoveries', { email });
    await asks(here, '192.0.2.1');
    const mailed = await links(here);
    expect(mailed).toHaveLength(4);
    for (const link of mailed) {
      const { body } = await here.stranger(brand).get<string>(link);
      expect(offeredOn(body).map(({ text }) => text)).toEqual([
        'Abierta el 23 de noviembre de 2026 a las 12:00',
        'Abierta el 26 de noviembre de 2026 a las 12:00',
      ]);
      expect(body).not.toContain('Otra');
    }
    const [newest = ''] = mailed;
    const [mine] = offeredOn((await here.stranger(brand).get<string>(newest)).body);
    const done = await confirms(here, newest, chosen, mine?.account);
    expect(done.status).toBe(200);
    expect((await (await signsIn(here, email, chosen)).get<Registered>('/api/customers/me')).body).toMatchObject({
      customerId: own,
      emailConfirmed: true,
    });
  });

  it('is asked which is hers where she has not said so, and nothing is confirmed by then', async () => {
    const { here, own, strange } = await both();
    const [link = ''] = await links(here);
    for (const account of [undefined, '', 'c-deotrapersona']) {
      const { status, body } = await confirms(here, link, chosen, account);
      expect([status, body]).toEqual([400, expect.stringContaining('Elige cuál es la tuya')]);
      expect(offeredOn(body).map((offered) => offered.account)).toEqual([own, strange]);
    }
    for (const name of [own, email])
      await expect(signsIn(here, name, chosen)).rejects.toThrow('NotAuthorizedException');
    await expect(signsIn(here, own, given)).resolves.toBeDefined();
  });

  it('still signs in to the account that she did not choose, by its id', async () => {
    const { here, own, strange } = await both();
    const [link = ''] = await links(here);
    const done = await confirms(here, link, chosen, strange);
    expect(done.status).toBe(200);
    const again = await confirms(here, link, chosen, strange);
    const other = await confirms(here, link, chosen, own);
    expect([again.status, other.status]).toEqual([200, 409]);
    await expect(signsIn(here, own, given)).resolves.toBeDefined();
    await expect(signsIn(here, strange, 'De-Un-Extrano-2026!')).rejects.toThrow('NotAuthorizedException');
  });
});
