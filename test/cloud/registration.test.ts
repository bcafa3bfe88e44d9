import { describe, expect, it } from '@jest/globals';
import { cloudEnvironment } from '../../local/emulator.ts';
import { type Person, readStack } from '../../local/stack.ts';
import { quiet, travel } from '../../local/time-machine.ts';
import { customer, visitor } from '../../local/visitor.ts';
import { waitFor } from '../../local/wait.ts';
import { freshCitizens } from './citizens.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));
const stranger = visitor(stack.brands.retorno?.url ?? '');
const password = 'Vuelta-2026!';

async function linkMailedTo(email: string): Promise<string> {
  return waitFor(`the mail to ${email}`, async () => {
    const mails = (await (await fetch(`${stack.inbox}/messages?to=${encodeURIComponent(email)}`)).json()) as {
      text: string;
    }[];
    return /\/api\/open\/customers\/confirmations\/\S+/.exec(mails[0]?.text ?? '')?.[0];
  });
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
    const { status, body } = await register('enseguida@retorno.example');
    expect(status).toBe(201);
    const me = await customer(stack, { brand: 'retorno', username: body.customerId, password });
    expect((await me.get('/api/customers/me')).body).toMatchObject({
      name: 'Ana Núñez',
      emailConfirmed: false,
      language: 'es',
      zone: 'Europe/Madrid',
    });
  });

  it('makes one account of one request, however often it is sent, also at once', async () => {
    const sent = await Promise.all([1, 2, 3].map(() => register('doble@retorno.example', 'one-key')));
    const again = await register('doble@retorno.example', 'one-key');
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
    const email = 'dueña@retorno.example'.replace('ñ', 'n');
    const thief = await register(email);
    const owner = await register(email);
    expect([thief.status, owner.status]).toEqual([201, 201]);
    const path = await linkMailedTo(email);
    expect((await stranger.get(path)).status).toBe(200);
    expect((await stranger.send('POST', path, undefined, null)).status).toBe(200);
    expect((await stranger.send('POST', path, undefined, null)).status).toBe(200);
    const third = await register(email);
    await quiet(stack);
    const late = await linkMailedTo(email);
    const refused = await stranger.send('POST', late, undefined, null);
    expect([third.status, refused.status, refused.body.code]).toEqual([201, 409, 'email-taken']);
  });

  it('lets nobody confirm by a link that is a week old or made up', async () => {
    await register('tarde@retorno.example');
    const path = await linkMailedTo('tarde@retorno.example');
    await travel(stack, 8 * 86_400_000);
    expect((await stranger.send('POST', path, undefined, null)).status).toBe(404);
    expect((await stranger.send('POST', '/api/open/customers/confirmations/abc', undefined, null)).status).toBe(404);
  });
});

describe('a card', () => {
  it('is one person’s only, and the refusal changes nothing', async () => {
    const [one, two] = (await freshCitizens(stack, 'una-tarjeta', 2)) as [Person, Person];
    const number = '6661234567890';
    const [first, second] = [await customer(stack, one), await customer(stack, two)];
    expect((await first.send('POST', '/api/customers/me/cards', { number })).status).toBe(201);
    const refused = await second.send('POST', '/api/customers/me/cards', { number });
    expect([refused.status, refused.body.code]).toEqual([409, 'card-taken']);
    expect((await second.get<{ cards: unknown[] }>('/api/customers/me')).body.cards).toEqual([]);
    expect(
      (await first.get<{ cards: { last4: string }[] }>('/api/customers/me')).body.cards.map(({ last4 }) => last4),
    ).toEqual(['7890']);
  });

  it('is one of twenty at most', async () => {
    const [person] = (await freshCitizens(stack, 'muchas-tarjetas', 1)) as [Person];
    const me = await customer(stack, person);
    const link = async (n: number) =>
      me.send<{ code: string }>('POST', '/api/customers/me/cards', {
        number: `77712345678${String(n).padStart(2, '0')}`,
      });
    for (let n = 1; n <= 20; n++) expect((await link(n)).status).toBe(201);
    const [again, more] = [await link(20), await link(21)];
    expect([again.body.code, more.status, more.body.code]).toEqual(['card-linked', 409, 'too-many-cards']);
    expect((await me.get<{ cards: unknown[] }>('/api/customers/me')).body.cards).toHaveLength(20);
  });
});
