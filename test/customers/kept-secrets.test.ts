import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { hashOf } from '#layers/table/hash.ts';

const logging = { POWERTOOLS_LOG_LEVEL: 'DEBUG', POWERTOOLS_DEV: 'true' }; // every line, by this console
Object.assign(process.env, logging);
const { driver } = await import('../world/driver.ts');
const { endFaults, planFaults } = await import('../world/faults.ts');
const { surroundings } = await import('../world/world.ts');

/** What people type in or machines read off a card, and what they get to see once and hand back. */
interface Typed {
  readonly password: string;
  readonly card: string;
  readonly receipt: string;
  readonly code: string;
}

const typed: Typed = {
  password: 'Vuelta-2026!',
  card: '4012888812341881',
  receipt: 'R-4711-0815-2342',
  code: '402917',
};
const keys = { HASH_KEY: surroundings.HASH_KEY, CAUSE_KEY: surroundings.CAUSE_KEY };
const otherKeys = { HASH_KEY: 'another/hash-key', CAUSE_KEY: 'another/cause-key' };
const person = { name: 'Ana Núñez', email: 'ana@retorno.example' };

const lines: string[] = [];
const everyLevel = ['debug', 'info', 'warn', 'error', 'log'] as const;
const before = { ...surroundings };

beforeAll(() => {
  for (const level of everyLevel)
    jest.spyOn(console, level).mockImplementation((...text) => void lines.push(text.join(' ')));
});
afterAll(() => {
  jest.restoreAllMocks();
  Object.assign(surroundings, before);
});

/** Does something while every call to AWS fails, which is what the product logs: it must have. */
async function logged<T>({ world }: Awaited<ReturnType<typeof driver>>, work: () => Promise<T>): Promise<T> {
  const before = lines.length;
  planFaults(world, 1, 1);
  const result = await work();
  endFaults(world);
  expect(lines.length).toBeGreaterThan(before);
  return result;
}

/** Every text that is left in the table and the logs of a world in which somebody registers, links a card by a code and claims a receipt. */
async function leftBy(
  { password, card, receipt, code }: Typed,
  names: Record<string, string> = keys,
): Promise<string[]> {
  lines.splice(0);
  Object.assign(surroundings, names, logging);
  const here = await driver();
  const stranger = here.stranger('retorno');
  const registers = () =>
    stranger.send<{ customerId: string }>('POST', '/api/open/customers', { ...person, password }, 'registration');
  expect((await logged(here, registers)).status).toBe(503);
  const { status, body } = await registers();
  expect(status).toBe(201);
  const machine = await here.provisions('retorno', { siteId: 'plaza', organisationId: 'o-1' });
  const items = [{ material: 'pet', grams: 28 }];
  await logged(here, async () => {
    await machine.says('deposit', { citizen: { card }, items }, { id: 'with-a-card' });
    await machine.says('deposit', { receipt, items }, { id: 'with-a-receipt' });
    await machine.says('card-shown', { card, code }, { id: 'with-a-code' });
    await here.travel('PT1S');
  });
  await here.quiet();
  await machine.says('card-shown', { card, code }, { id: 'with-the-code-again' });
  await here.travel('PT5S');
  const ana = await here.as({ brand: 'retorno', role: 'customer', username: body.customerId, password });
  const links = () => ana.send('POST', '/api/customers/me/cards', { number: card, code }, 'card');
  const claims = () => ana.send('POST', '/api/devices/receipts', { code: receipt }, 'receipt');
  for (const asks of [links, claims]) {
    expect((await logged(here, asks)).status).toBe(503);
    expect((await asks()).status).toBe(201);
  }
  await here.quiet();
  return textsIn([...[...here.world.table.items()].map((item) => JSON.stringify(item)), ...lines]);
}

/** The parts of keys and values, each on its own: what lies in one place is compared with what lies anywhere. */
const textsIn = (all: readonly string[]): string[] => [...new Set(all.flatMap((each) => each.split(/[^\w.@!-]+/)))];

const without = (all: readonly string[], these: readonly string[]): string[] => {
  const known = new Set(these);
  return all.filter((each) => !known.has(each));
};

describe('what is left of what people typed', () => {
  it('is nothing at all of a password: under another one every item and event is the same', async () => {
    const other = await leftBy({ ...typed, password: 'Otra-Vuelta-2026?' });
    expect(without(await leftBy(typed), other)).toEqual([]);
  });

  it.each<[keyof Typed, string]>([
    ['card', '4012888800001881'],
    ['receipt', 'R-4711-0816-2342'],
    ['code', '402918'],
  ])('tells two numbers of a %s apart only by hashes that are others under other keys', async (kind, number) => {
    const here = await leftBy(typed);
    const telling = without(here, await leftBy({ ...typed, [kind]: number }));
    const underOtherKeys = new Set(await leftBy(typed, otherKeys));
    expect(telling.length).toBeGreaterThan(0);
    expect(telling.filter((each) => underOtherKeys.has(each))).toEqual([]);
  });

  it('cannot be guessed by hashing what was sent, with all but the keys in hand', async () => {
    const left = (await leftBy(typed)).join('\n');
    const bodies = [
      { method: 'POST', path: '/api/open/customers', query: {}, body: { ...person, password: typed.password } },
      { method: 'POST', path: '/api/customers/me/cards', query: {}, body: { number: typed.card, code: typed.code } },
      { method: 'POST', path: '/api/devices/receipts', query: {}, body: { code: typed.receipt } },
    ];
    const plain = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 20);
    const guesses = [
      ...Object.values(typed).flatMap((text) => [text, plain(text), plain(`retorno\n${text}`), hashOf(text)]),
      ...bodies.flatMap((sent) => [hashOf(sent), hashOf(sent.body)]),
    ];
    expect(guesses.filter((guess) => left.includes(guess))).toEqual([]);
  });
});
