import type { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { shelf } from './shelf.ts';
import { type Case, refusal, type Side } from './side.ts';

/** What may lie in the field that a condition looks at. `absent`: the item is there without it; `no item`: not even that. */
const stored: Readonly<Record<string, object | undefined>> = {
  'no item': undefined,
  absent: {},
  null: { value: null },
  'the number 1': { value: 1 },
  'the number 2': { value: 2 },
  'the number 10': { value: 10 },
  'the text "2"': { value: '2' },
  'the text "2026-11"': { value: '2026-11' },
  'the text "ñ"': { value: 'ñ' },
  'an object': { value: { a: 1, b: [2] } },
  true: { value: true },
};

interface Condition {
  readonly expression: string;
  /** The value it compares with; none where it only asks whether the field is there. */
  readonly value?: unknown;
  /** Of what is stored, what it holds of. */
  readonly holds: readonly string[];
  /** What it is tried on, where that is not everything. */
  readonly of?: readonly string[];
}

const there = Object.keys(stored).filter((name) => name !== 'no item' && name !== 'absent');

const conditions: readonly Condition[] = [
  { expression: 'attribute_exists(#field)', holds: there },
  { expression: 'attribute_not_exists(#field)', holds: ['no item', 'absent'] },
  { expression: 'attribute_not_exists(pk)', holds: ['no item'] },
  { expression: '#field = :value', value: 2, holds: ['the number 2'] },
  { expression: '#field = :value', value: '2', holds: ['the text "2"'] },
  { expression: '#field = :value', value: null, holds: ['null'] },
  { expression: '#field = :value', value: true, holds: ['true'] },
  { expression: '#field = :value', value: { b: [2], a: 1 }, holds: ['an object'] },
  { expression: '#field = :value', value: { a: 1 }, holds: [] },
  { expression: '#field >= :value', value: 2, holds: ['the number 2', 'the number 10'] },
  { expression: '#field >= :value', value: '2026', holds: ['the text "2026-11"', 'the text "ñ"'] },
  { expression: '#field <= :value', value: 2, holds: ['the number 1', 'the number 2'] },
  { expression: '#field < :value', value: 2, holds: ['the number 1'] },
  { expression: '#field < :value', value: '2026', holds: ['the text "2"'] },
  {
    expression: 'begins_with(#field, :value)',
    value: '2',
    holds: ['the text "2"', 'the text "2026-11"'],
    of: ['no item', 'absent', 'the text "2"', 'the text "2026-11"', 'the text "ñ"'],
  },
  {
    expression: '(attribute_not_exists(#field) OR #field < :value)',
    value: 2,
    holds: ['no item', 'absent', 'the number 1'],
  },
  { expression: 'attribute_exists(pk) AND #field >= :value', value: 2, holds: ['the number 2', 'the number 10'] },
];

const grid: readonly Case[] = conditions.flatMap(({ expression, value, holds, of = Object.keys(stored) }) =>
  of
    .map((name): [string, object | undefined] => [name, stored[name]])
    .map(([name, fields]) => ({
      name: `${expression}${value === undefined ? '' : ` with ${JSON.stringify(value)}`}, where there is ${name}: ${
        holds.includes(name) ? 'holds' : 'does not'
      }`,
      async act(side: Side) {
        const { put, update, fields: found } = shelf(side);
        if (fields !== undefined) await put('a', { ...fields });
        const answer = await refusal(
          update('a', {
            UpdateExpression: 'SET #done = :done',
            ConditionExpression: expression,
            ExpressionAttributeNames: { '#done': 'done', ...(expression.includes('#field') && { '#field': 'value' }) },
            ExpressionAttributeValues: { ':done': true, ...(value !== undefined && { ':value': value }) },
          }),
        );
        return [answer, (await found('a'))?.done];
      },
      gives: holds.includes(name) ? ['taken', true] : ['ConditionalCheckFailedException', undefined],
    })),
);

/** What a refusal says of the item that it found. */
const itemOf = ({ Item }: ConditionalCheckFailedException) => Item?.of;

const never = { ConditionExpression: 'attribute_exists(nothing)' };

const others: readonly Case[] = [
  {
    name: 'a put on a condition that fails leaves the item as it is',
    async act(side) {
      const { put, fields } = shelf(side);
      await put('a', { of: 'the first' });
      const answer = await refusal(put('a', { of: 'the second' }, { ConditionExpression: 'attribute_not_exists(pk)' }));
      return [answer, await fields('a')];
    },
    gives: ['ConditionalCheckFailedException', { of: 'the first' }],
  },
  {
    name: 'of eight who put under one free key at once, one does',
    async act(side) {
      const { put } = shelf(side);
      const all = Array.from({ length: 8 }, (_, n) =>
        refusal(put('a', { n }, { ConditionExpression: 'attribute_not_exists(pk)' })),
      );
      return (await Promise.all(all)).filter((answer) => answer === 'taken').length;
    },
    gives: 1,
  },
  {
    name: 'a removal on a condition that fails removes nothing',
    async act(side) {
      const { put, remove, fields } = shelf(side);
      await put('a', { kept: true });
      return [await refusal(remove('a', never)), await fields('a')];
    },
    gives: ['ConditionalCheckFailedException', { kept: true }],
  },
  {
    name: 'a removal of nothing on no condition is taken, on one it fails',
    async act(side) {
      const { remove } = shelf(side);
      return [await refusal(remove('a')), await refusal(remove('a', never))];
    },
    gives: ['taken', 'ConditionalCheckFailedException'],
  },
  {
    name: 'the item as it stands comes with the refusal, where that is asked for',
    async act(side) {
      const { put } = shelf(side);
      await put('a', { of: 'the first' });
      const how = { ...never, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
      const told = await put('a', {}, how).catch(itemOf);
      const silent = await put('a', {}, never).catch(itemOf);
      return [told, silent];
    },
    gives: [{ S: 'the first' }, undefined],
  },
];

/** Expressions that are refused whatever lies there, before any condition is looked at. */
const broken: Readonly<Record<string, { ConditionExpression: string; names?: object; values?: object }>> = {
  'a value that is not given': { ConditionExpression: '#field = :value', names: { '#field': 'f' } },
  'a name that is not given': { ConditionExpression: 'attribute_exists(#field)' },
  'a value that nothing uses': { ConditionExpression: 'attribute_exists(f)', values: { ':value': 1 } },
  'a name that nothing uses': { ConditionExpression: 'attribute_exists(f)', names: { '#field': 'f' } },
  'a value that is undefined': {
    ConditionExpression: '#field = :value',
    names: { '#field': 'f' },
    values: { ':value': undefined },
  },
  'no expression in the text': { ConditionExpression: '' },
  'half a comparison': { ConditionExpression: 'f =' },
};

const refused: readonly Case[] = Object.entries(broken).map(([name, { ConditionExpression, names, values }]) => ({
  name: `refuses ${name}`,
  act: async (side: Side) =>
    refusal(
      shelf(side).put(
        'a',
        {},
        {
          ConditionExpression,
          ...(names && { ExpressionAttributeNames: names as Record<string, string> }),
          ...(values && { ExpressionAttributeValues: values as Record<string, unknown> }),
        },
      ),
    ),
  gives: 'ValidationException',
}));

export const conditionCases: readonly Case[] = [...grid, ...others, ...refused];
