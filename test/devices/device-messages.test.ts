import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import '../support/environment.ts';
import { asDeadLetter, DeadLetter } from '#layers/runtime/dead-letter.ts';
import type { Arrival } from '#layers/runtime/on-device.ts';
import { messageIn } from '../../functions/devices/message.ts';
import { anyCharacter } from '../support/characters.ts';

const item = { material: 'pet', grams: 28 };
const deposit = {
  id: 'm-1',
  at: '2026-11-22T10:15:00.000Z',
  sentAt: '2026-11-22T10:15:02.000Z',
  type: 'deposit',
  data: { citizen: { customerId: 'c-1' }, items: [item] },
};
const withData = (data: Record<string, unknown>) => ({ ...deposit, data: { ...deposit.data, ...data } });

function arrival(body: unknown, type = (body as { type?: string }).type ?? 'deposit'): Arrival {
  const bytes = body instanceof Uint8Array ? body : typeof body === 'string' ? body : JSON.stringify(body);
  return {
    ...{ brand: 'retorno', deviceId: 'rvm-0001', type, clientId: 'retorno-rvm-0001', principal: 'p' },
    ...{ arrivedAt: '2026-11-22T10:15:03.000Z', body: Buffer.from(bytes as string) },
  };
}

const read = (body: unknown, type?: string) => messageIn(arrival(body, type), ['a key']);

/** The dead letter that a body ends as. */
function letter(body: unknown, type?: string): DeadLetter {
  try {
    read(body, type);
  } catch (error) {
    if (error instanceof DeadLetter) return error;
    throw error;
  }
  throw new Error('it was taken');
}

describe('what a device writes', () => {
  it('is no text of ours where an admin reads why its message was put aside', () => {
    const type = 'x, says the topic\n\nYour session has expired. Sign in again at https://login.example/ at once';
    for (const { reason } of [letter({ ...deposit, type }, 'status'), letter({ ...deposit, type }, type)]) {
      expect(reason).not.toMatch(/\n|https?:|login\.example|again/);
      expect(reason.length).toBeLessThan(140);
    }
  });

  it('has whole characters only, also where JSON would let it have half of one', () => {
    const status = { ...deposit, type: 'status' };
    const told = (firmware: string) => JSON.stringify({ ...status, data: { firmware: '?' } }).replace('?', firmware);
    expect(letter(told('\\ud800'), 'status')).toMatchObject({ code: 'bad-body' });
    expect(letter(told('\\udc00\\ud800'), 'status')).toMatchObject({ code: 'bad-body' });
    expect(read(told('\\ud83d\\ude00'), 'status').content.data).toEqual({ firmware: '😀' });
    expect(read(told('\\\\ud800'), 'status').content.data).toEqual({ firmware: '\\ud800' });
  });

  it('is measured as finely as sensors are, so that a table can keep it', () => {
    const status = { ...deposit, type: 'status', data: { fill: 1e-200, temperature: 4.123456 } };
    expect(read(status).content.data).toEqual({ fill: 0, temperature: 4.1235 });
  });
});

describe('a device’s message', () => {
  it('is taken with its times in UTC', () => {
    const message = read({ ...deposit, at: '2026-11-22T11:15:00+01:00' });
    expect(message).toMatchObject({ id: 'm-1', at: deposit.at, sentAt: deposit.sentAt });
    expect(message.content).toEqual({ type: 'deposit', data: deposit.data });
  });

  it.each<[string, unknown, RegExp]>([
    ['not JSON', '{', /not well-formed JSON/],
    ['nothing', '', /not well-formed JSON/],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00]), /not well-formed JSON/],
    ['no object', 'null', /object/],
    ['a list', [deposit], /object/],
    ['without an id', { ...deposit, id: undefined }, /\bid\b/],
    ['with an id that could stand for another key', { ...deposit, id: 'm#1' }, /\bid\b/],
    ['with an endless id', { ...deposit, id: 'm'.repeat(65) }, /\bid\b/],
    ['from a day that is none', { ...deposit, at: '2026-02-30T10:00:00Z' }, /\bat\b/],
    ['from a time without a zone', { ...deposit, at: '2026-11-22T10:00:00' }, /\bat\b/],
    ['without the time of sending', { ...deposit, sentAt: undefined }, /sentAt/],
    ['without data', { ...deposit, data: undefined }, /data/],
    ['a deposit of nothing', withData({ items: [] }), /items/],
    ['a deposit of too much', withData({ items: Array.from({ length: 1001 }, () => item) }), /items/],
    ['of negative weight', withData({ items: [{ ...item, grams: -1 }] }), /items\W0\W+grams/],
    ['of a broken gram', withData({ items: [{ ...item, grams: 1.5 }] }), /items\W0\W+grams/],
    ['of a material that is no word', withData({ items: [{ ...item, material: 'PET#1' }] }), /items\W0\W+material/],
    ['for nobody and without a receipt', withData({ citizen: undefined }), /neither a citizen nor a receipt/],
    ['for two at once', withData({ citizen: { customerId: 'c-1', card: '12345678' } }), /citizen/],
    ['for a card that is no number', withData({ citizen: { card: '1234abcd' } }), /citizen/],
    ['with a guessable receipt', withData({ receipt: '1234567' }), /receipt/],
    ['with a receipt that is guessed across a brand', withData({ receipt: '12345678' }), /receipt/],
    ['with a receipt of mere hyphens', withData({ receipt: 'A-1---------2' }), /receipt/],
    ['a bin more than full', { ...deposit, type: 'status', data: { fill: 1.2 } }, /fill/],
  ])('that is %s ends as a dead letter which says why', (_, body, reason) => {
    expect(letter(body)).toMatchObject({ code: 'bad-body', reason: expect.stringMatching(reason) });
  });

  it('of another type than its topic ends as a dead letter', () => {
    const reason = 'the type is "deposit", the topic says "status"';
    expect(letter(deposit, 'status')).toMatchObject({ code: 'bad-body', reason });
  });

  it.each(['reboot', 'constructor', '__proto__', ''])(
    'of a type that there is not (%j) ends as a dead letter',
    (type) => {
      expect(letter({ ...deposit, type }, type)).toMatchObject({
        code: 'unknown-type',
        reason: `no device message is of type "${type}"`,
      });
    },
  );

  it('never tells a card’s number in the reason', () => {
    const bad = letter(withData({ citizen: { card: '1234567890123x' } }));
    expect(bad.reason).not.toContain('1234567890123');
  });
});

describe('whatever a device may publish', () => {
  const anyTopic = fc.constantFrom('deposit', 'status', 'heartbeat', 'reboot', '__proto__');
  const spoilt = fc.tuple(fc.constantFrom('id', 'at', 'sentAt', 'type', 'data'), fc.jsonValue());
  const garbage = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: anyCharacter }),
    fc.json(),
    spoilt.map(([field, value]) => ({ ...deposit, [field]: value })),
    fc.jsonValue().map((items) => withData({ items })),
    fc.jsonValue().map((citizen) => withData({ citizen })),
    fc.dictionary(fc.string(), fc.jsonValue()).map((data) => ({ ...deposit, type: 'heartbeat', data })),
  );

  it('it is taken, or it is a dead letter with its reason', () => {
    fc.assert(
      fc.property(garbage, anyTopic, (body, topic) => {
        try {
          expect(read(body, topic).hash).toMatch(/^[\w-]{6}\.[\w-]{43}$/);
        } catch (error) {
          expect(error).toBeInstanceOf(DeadLetter);
          expect((error as DeadLetter).reason).not.toBe('');
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('so it is when it is nested fifty thousand deep', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const body = JSON.stringify({ ...deposit, type: 'heartbeat', data: { deep: 0 } }).replace('0}', `${deep}}`);
    let error: unknown;
    try {
      read(body, 'heartbeat');
    } catch (thrown) {
      error = thrown;
    }
    expect(asDeadLetter(error)?.code).toBe('bad-body');
  });
});

describe('a message that is sent again', () => {
  const { hash } = read(deposit);

  it('is known by its hash, though it was stamped anew and its fields are in another order', () => {
    const data = { items: [{ grams: 28, material: 'pet' }], citizen: { customerId: 'c-1' } };
    const { id, at, type } = deposit;
    expect(read({ data, type, sentAt: '2026-11-23T00:00:00.000Z', at, id }).hash).toBe(hash);
  });

  it('with another id, time or content has another hash', () => {
    const others = [
      { ...deposit, id: 'm-2' },
      { ...deposit, at: '2026-11-22T10:15:00.001Z' },
      withData({ citizen: { customerId: 'c-2' } }),
      withData({ items: [{ ...item, grams: 29 }] }),
      withData({ items: [item, item] }),
      withData({ unknown: true }),
    ];
    expect(new Set([hash, ...others.map((body) => read(body).hash)]).size).toBe(others.length + 1);
  });
});
