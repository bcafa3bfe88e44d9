import { describe, expect, it } from '@jest/globals';
import { place } from '../support/place.ts';

const here = await place();
const stranger = here.stranger('retorno');
const password = 'Vuelta-2026!';
const chosen = 'Otra-Vuelta-2026!';
let asked = 0;

/** An address that nobody else in this story has. */
const address = (of: string) =>
  `${of}-${crypto.getRandomValues(new Uint8Array(4)).join('')}-${++asked}@retorno.example`;

async function linkMailedTo(email: string): Promise<string> {
  await here.quiet();
  const [mail] = await here.mails(email);
  return /\/api\/open\/customers\/confirmations\/\S+/.exec(mail?.text ?? '')?.[0] ?? '';
}

const register = (email: string, key?: string) =>
  stranger.send<{ customerId: string; code?: string }>(
    'POST',
    '/api/open/customers',
    { name: 'Ana Núñez', email, password },
    key,
  );

describe('registering', () => {
  it('gives an account that works at once under its id', async () => {
    const email = address('enseguida');
    const { status, body } = await register(email);
    expect(status).toBe(201);
    const { customerId } = body;
    const ana = { brand: 'retorno', role: 'customer', username: customerId, password };
    const me = await here.as(ana);
    expect((await me.get('/api/customers/me')).body).toMatchObject({
      name: 'Ana Núñez',
      emailConfirmed: false,
      language: 'es',
      zone: 'Europe/Madrid',
    });
  });

  it('makes one account of one request, however often it is sent, also at once', async () => {
    const email = address('doble');
    const sent = await Promise.all([1, 2, 3].map(() => register(email, email)));
    const again = await register(email, email);
    const made = [...sent, again].filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThanOrEqual(2);
    expect(new Set(made.map(({ body }) => body.customerId)).size).toBe(1);
  });

  it('says which field is wrong, and what is missing', async () => {
    const wrong = await stranger.send<{ errors: { field: string }[] }>('POST', '/api/open/customers', {
      name: '',
      email: 'no',
      password: 'x',
    });
    expect(wrong.status).toBe(400);
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
    expect(wrong.body.errors.map(({ field }) => field)).toEqual(['body.name', 'body.email', 'body.password']);
    const keyless = await stranger.send(
      'POST',
      '/api/open/customers',
      { name: 'A', email: 'a@b.example', password },
      null,
    );
    expect([keyless.status, keyless.body.code]).toEqual([400, 'idempotency-key-missing']);
  });

  it('does not tell a stranger who has an account, and leaves an address to whoever reads its mail', async () => {
    const email = address('duena');
    const thief = await register(email);
    const owner = await register(email);
    expect([thief.status, owner.status]).toEqual([201, 201]);
    const path = await linkMailedTo(email);
    expect((await stranger.get(path)).status).toBe(200);
    const account = owner.body.customerId;
    expect((await stranger.submits(path, { password: chosen })).status).toBe(400);
    expect((await stranger.submits(path, { password: chosen, account })).status).toBe(200);
    expect((await stranger.submits(path, { password, account })).status).toBe(200);
    const third = await register(email);
    const late = await linkMailedTo(email);
    const refused = await stranger.submits(late, { password });
    expect([third.status, refused.status]).toEqual([201, 409]);
    expect(refused.body).toContain('Ya tienes una cuenta con esta dirección');
    const owned = { brand: 'retorno', role: 'customer', password: chosen };
    const { customerId } = (await (await here.as({ ...owned, username: email })).get('/api/customers/me')).body;
    expect(customerId).toBe(account);
  });

  it('lets nobody confirm by a link that is a week old or made up', async () => {
    const email = address('tarde');
    await register(email);
    const path = await linkMailedTo(email);
    await here.travel('P8D');
    expect((await stranger.submits(path, { password })).status).toBe(410);
    expect((await stranger.submits('/api/open/customers/confirmations/abc', { password })).status).toBe(404);
  });
});

describe('forgetting a password', () => {
  it('is put right by a mailed link: the new one signs in, the one before no longer does', async () => {
    const email = address('olvido');
    await register(email);
    await stranger.submits(await linkMailedTo(email), { password: chosen });
    await here.quiet();
    expect((await stranger.submits('/api/open/customers/recoveries', { email })).status).toBe(202);
    await here.quiet();
    const [mail] = await here.mails(email);
    const link = /\/api\/open\/customers\/recoveries\/\S+/.exec(mail?.text ?? '')?.[0] ?? '';
    const newest = 'Recordada-2026!';
    expect((await stranger.submits(link, { password: newest })).status).toBe(200);
    const signsIn = (by: string) => here.as({ brand: 'retorno', role: 'customer', username: email, password: by });
    await expect(signsIn(chosen)).rejects.toThrow();
    expect((await (await signsIn(newest)).get('/api/customers/me')).body).toMatchObject({
      email,
      emailConfirmed: true,
    });
    await here.quiet();
    expect((await here.mails(email))[0]?.subject).toBe('Tu contraseña de Retorno ha cambiado');
  });
});
