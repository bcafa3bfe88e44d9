import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { shelf } from './shelf.ts';
import { type Case, refusal, type Side } from './side.ts';

const nested = (depth: number): unknown => (depth === 0 ? 'bottom' : { in: nested(depth - 1) });

/** What is put and comes back the same. */
const kept: Readonly<Record<string, unknown>> = {
  'a text': 'Núria',
  'an empty text': '',
  'a text beyond the basic plane': '♻️ 𝔳uelta 🚮',
  'a text with control characters': 'a\u0000b\tc\u001f',
  'a long text': 'x'.repeat(100_000),
  zero: 0,
  'a negative number': -17,
  'a fraction': 0.1,
  'a small number': 1.5e-7,
  'the largest safe integer': Number.MAX_SAFE_INTEGER,
  'the smallest safe integer': Number.MIN_SAFE_INTEGER,
  'a number of 16 digits': 1234567.890123456,
  true: true,
  false: false,
  null: null,
  'an object': { a: 1, b: { c: ['d', 2, null] } },
  'an empty object': {},
  'a list': [1, 'two', { three: 3 }, [4], null, true],
  'an empty list': [],
  'a set of texts': new Set(['b', 'a']),
  'a set of numbers': new Set([1, 2]),
  bytes: new Uint8Array([0, 1, 254, 255]),
  'no bytes': new Uint8Array([]),
  'an object 31 levels deep': nested(31),
};

/** What comes back otherwise than it was put. */
const changed: Readonly<Record<string, [put: unknown, comes: unknown]>> = {
  'a field that is undefined is left out': [{ a: 1, b: undefined }, { a: 1 }],
  'what is undefined in a list is left out': [
    [1, undefined, 2],
    [1, 2],
  ],
  'minus zero comes back as zero': [-0, 0],
};

/** What the client refuses before it sends anything. */
const unsendable: Readonly<Record<string, unknown>> = {
  'not a number': Number.NaN,
  infinity: Number.POSITIVE_INFINITY,
  'an integer too large to be exact': 2 ** 53,
  'a date': new Date(0),
  'an empty set': new Set(),
  'an instance of a class': new (class Money {
    cents = 1;
  })(),
};

const values: readonly Case[] = [
  ...Object.entries(kept).map(([name, value]) => ({
    name: `keeps ${name}`,
    act: async (side: Side) => {
      const { put, fields } = shelf(side);
      await put('a', { value });
      return fields('a');
    },
    gives: { value },
  })),
  ...Object.entries(changed).map(([name, [put, comes]]) => ({
    name,
    act: async (side: Side) => {
      const mine = shelf(side);
      await mine.put('a', { value: put });
      return mine.fields('a');
    },
    gives: { value: comes },
  })),
  ...Object.entries(unsendable).map(([name, value]) => ({
    name: `cannot be sent ${name}`,
    act: async (side: Side) => refusal(shelf(side).put('a', { value })),
    gives: 'Error',
  })),
  {
    name: 'refuses an item deeper than 32 levels',
    act: async (side) => refusal(shelf(side).put('a', { value: nested(33) })),
    gives: 'ValidationException',
  },
];

const long = (bytes: number) => 'k'.repeat(bytes);

/** Keys that are taken or refused, as a whole item's. */
const keys: Readonly<Record<string, [item: (pk: string) => object, answer: string]>> = {
  'takes a partition key of 2048 bytes': [(pk) => ({ pk: pk + long(2048 - pk.length), sk: 'a' }), 'taken'],
  'refuses a partition key of 2049 bytes': [
    (pk) => ({ pk: pk + long(2049 - pk.length), sk: 'a' }),
    'ValidationException',
  ],
  'takes a sort key of 1024 bytes': [(pk) => ({ pk, sk: long(1024) }), 'taken'],
  'takes a sort key of 512 letters of two bytes': [(pk) => ({ pk, sk: 'ñ'.repeat(512) }), 'taken'],
  'refuses a sort key of 1025 bytes': [(pk) => ({ pk, sk: long(1025) }), 'ValidationException'],
  'refuses a sort key of 513 letters of two bytes': [(pk) => ({ pk, sk: 'ñ'.repeat(513) }), 'ValidationException'],
  'refuses an empty partition key': [() => ({ pk: '', sk: 'a' }), 'ValidationException'],
  'refuses an empty sort key': [(pk) => ({ pk, sk: '' }), 'ValidationException'],
  'refuses an item without a sort key': [(pk) => ({ pk }), 'ValidationException'],
  'refuses an item without a partition key': [() => ({ sk: 'a' }), 'ValidationException'],
  'refuses a number as a sort key': [(pk) => ({ pk, sk: 1 }), 'ValidationException'],
  'refuses null as a sort key': [(pk) => ({ pk, sk: null }), 'ValidationException'],
};

/** Keys by which an item is asked for. */
const askedBy: Readonly<Record<string, [key: (pk: string) => object, answer: string]>> = {
  'finds nothing under a key of the longest length': [(pk) => ({ pk, sk: long(1024) }), 'taken'],
  'refuses to look under a key that is too long': [(pk) => ({ pk, sk: long(1025) }), 'ValidationException'],
  'refuses to look under an empty key': [(pk) => ({ pk, sk: '' }), 'ValidationException'],
  'refuses to look under half a key': [(pk) => ({ pk }), 'ValidationException'],
  'refuses to look under a key with something more': [(pk) => ({ pk, sk: 'a', more: 1 }), 'ValidationException'],
  'refuses to look under a number': [(pk) => ({ pk, sk: 1 }), 'ValidationException'],
};

const places: readonly Case[] = [
  ...Object.entries(keys).map(([name, [item, gives]]) => ({
    name,
    act: async (side: Side) =>
      refusal(side.dynamodb.send(new PutCommand({ TableName: side.table, Item: item(side.fresh('place')) }))),
    gives,
  })),
  ...Object.entries(askedBy).map(([name, [key, gives]]) => ({
    name,
    act: async (side: Side) =>
      refusal(side.dynamodb.send(new GetCommand({ TableName: side.table, Key: key(side.fresh('place')) }))),
    gives,
  })),
];

const batches: readonly Case[] = [
  {
    name: 'gives several items at once, and nothing for keys under which nothing lies',
    act: async (side) => {
      const { put, getAll } = shelf(side);
      for (const sk of ['a', 'b', 'c']) await put(sk, { is: sk });
      return (await getAll(['c', 'nothing', 'a'])).map(({ is }) => is).sort();
    },
    gives: ['a', 'c'],
  },
  {
    name: 'gives 100 items at once',
    act: async (side) => (await shelf(side).getAll(Array.from({ length: 100 }, (_, n) => `k${n}`))).length,
    gives: 0,
  },
  {
    name: 'refuses a batch of 101',
    act: async (side) => refusal(shelf(side).getAll(Array.from({ length: 101 }, (_, n) => `k${n}`))),
    gives: 'ValidationException',
  },
  {
    name: 'refuses a batch with a key twice',
    act: async (side) => refusal(shelf(side).getAll(['a', 'b', 'a'])),
    gives: 'ValidationException',
  },
  {
    name: 'refuses a batch with an empty key',
    act: async (side) => refusal(shelf(side).getAll(['a', ''])),
    gives: 'ValidationException',
  },
];

const rest: readonly Case[] = [
  {
    name: 'gives nothing where nothing lies',
    act: async (side) => shelf(side).get('nothing'),
    gives: undefined,
  },
  {
    name: 'a put replaces the whole item',
    act: async (side) => {
      const { put, fields } = shelf(side);
      await put('a', { was: 1, stays: 1 });
      await put('a', { stays: 2 });
      return fields('a');
    },
    gives: { stays: 2 },
  },
  {
    name: 'what was taken away is gone, and taking it away again is no error',
    act: async (side) => {
      const { put, remove, get } = shelf(side);
      await put('a');
      await remove('a');
      await remove('a');
      return get('a');
    },
    gives: undefined,
  },
  {
    name: 'an item is a copy: what the sender changes later changes nothing',
    act: async (side) => {
      const { put, fields } = shelf(side);
      const value = { list: [1] };
      await put('a', { value });
      value.list.push(2);
      const [one, other] = [await fields('a'), await fields('a')];
      (one as { value: { list: number[] } }).value.list.push(3);
      return other;
    },
    gives: { value: { list: [1] } },
  },
  {
    name: 'knows no table of another name',
    act: async ({ dynamodb }) =>
      refusal(dynamodb.send(new GetCommand({ TableName: 'another', Key: { pk: 'a', sk: 'b' } }))),
    gives: 'ResourceNotFoundException',
  },
];

export const itemCases: readonly Case[] = [...values, ...places, ...batches, ...rest];
