import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { shelf } from './shelf.ts';
import { type Case, refusal, type Side } from './side.ts';

type Words = Omit<UpdateCommandInput, 'TableName' | 'Key'>;

/** An expression with a name `#n` for the field `n` and so on, and the values `:v`, `:w`. */
function words(UpdateExpression: string, values: Record<string, unknown> = {}): Words {
  const names = [...new Set(UpdateExpression.match(/#\w+/g) ?? [])];
  return {
    UpdateExpression,
    ...(names.length > 0 && {
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [name, name.slice(1)])),
    }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}

interface Updated {
  /** What lies there before; nothing where it is left out. */
  readonly before?: object;
  readonly how: Words;
  readonly after: object;
}

const updates: Readonly<Record<string, Updated>> = {
  'SET lays a field': { before: { a: 1 }, how: words('SET #b = :v', { ':v': 2 }), after: { a: 1, b: 2 } },
  'SET replaces a field': {
    before: { a: 1 },
    how: words('SET #a = :v', { ':v': { x: [1] } }),
    after: { a: { x: [1] } },
  },
  'SET several fields': {
    before: {},
    how: words('SET #a = :v, #b = :w', { ':v': 1, ':w': null }),
    after: { a: 1, b: null },
  },
  'SET makes the item where there is none': { how: words('SET #a = :v', { ':v': 1 }), after: { a: 1 } },
  'SET of an empty text': { how: words('SET #a = :v', { ':v': '' }), after: { a: '' } },
  'ADD to a number': { before: { n: 5 }, how: words('ADD #n :v', { ':v': 3 }), after: { n: 8 } },
  'ADD of a negative number': { before: { n: 5 }, how: words('ADD #n :v', { ':v': -8 }), after: { n: -3 } },
  'ADD where there is no field begins at zero': { before: {}, how: words('ADD #n :v', { ':v': 3 }), after: { n: 3 } },
  'ADD makes the item where there is none': { how: words('ADD #n :v', { ':v': 3 }), after: { n: 3 } },
  'ADD counts in decimals': { before: { n: 0.1 }, how: words('ADD #n :v', { ':v': 0.2 }), after: { n: 0.3 } },
  'REMOVE takes a field away': { before: { a: 1, b: 2 }, how: words('REMOVE #a'), after: { b: 2 } },
  'REMOVE of a field that is not there': { before: { b: 2 }, how: words('REMOVE #a'), after: { b: 2 } },
  'REMOVE of several': { before: { a: 1, b: 2, c: 3 }, how: words('REMOVE #a, #b'), after: { c: 3 } },
  'REMOVE makes the item where there is none': { how: words('REMOVE #a'), after: {} },
  'SET, ADD and REMOVE together': {
    before: { a: 1, n: 1, gone: 1 },
    how: words('SET #a = :v ADD #n :w REMOVE #gone', { ':v': 'x', ':w': 1 }),
    after: { a: 'x', n: 2 },
  },
  'names that are words of the language': {
    before: {},
    how: words('SET #name = :v, #SET = :w', { ':v': 1, ':w': 2 }),
    after: { name: 1, SET: 2 },
  },
};

const done: readonly Case[] = Object.entries(updates).map(([name, { before, how, after }]) => ({
  name,
  async act(side: Side) {
    const { put, update, fields } = shelf(side);
    if (before !== undefined) await put('a', { ...before });
    await update('a', how);
    return fields('a');
  },
  gives: after,
}));

/** Updates that are refused, of an item with a number and a text. */
const impossible: Readonly<Record<string, Words>> = {
  'ADD to a text': words('ADD #text :v', { ':v': 1 }),
  'ADD of a text': words('ADD #n :v', { ':v': 'one' }),
  'ADD of null': words('ADD #n :v', { ':v': null }),
  'SET of a key': words('SET #sk = :v', { ':v': 'b' }),
  'REMOVE of a key': words('REMOVE #pk'),
  'the same field twice': words('SET #n = :v REMOVE #n', { ':v': 1 }),
  'a verb twice': words('SET #n = :v SET #m = :w', { ':v': 1, ':w': 2 }),
  'an expression that is empty': words(''),
  'a verb without a field': words('SET'),
  'a value that is not given': words('SET #n = :v'),
  'a value that is undefined': words('SET #n = :v', { ':v': undefined }),
  'a value that nothing uses': words('SET #n = :v', { ':v': 1, ':w': 2 }),
  'a name that is not given': { UpdateExpression: 'REMOVE #n' },
};

const refused: readonly Case[] = Object.entries(impossible).map(([name, how]) => ({
  name: `refuses ${name}, and changes nothing`,
  async act(side: Side) {
    const { put, update, fields } = shelf(side);
    await put('a', { n: 1, text: 'x' });
    return [await refusal(update('a', how)), await fields('a')];
  },
  gives: ['ValidationException', { n: 1, text: 'x' }],
}));

const together: readonly Case[] = [
  {
    name: 'of twenty who add at once, each counts',
    async act(side) {
      const { update, fields } = shelf(side);
      await Promise.all(Array.from({ length: 20 }, () => update('a', words('ADD #n :v', { ':v': 1 }))));
      return fields('a');
    },
    gives: { n: 20 },
  },
];

export const updateCases: readonly Case[] = [...done, ...refused, ...together];
