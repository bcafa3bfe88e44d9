import { shelf } from './shelf.ts';
import { type Case, refusal, type Side } from './side.ts';

const most = 400 * 1024;

/** What each kind of value weighs in bytes, as DynamoDB documents it; names of fields weigh what their letters do. */
const weights: Readonly<Record<string, [value: unknown, bytes: number]>> = {
  'a text of ASCII': ['x'.repeat(100), 100],
  'a text with letters of two bytes': ['ñ'.repeat(100), 200],
  'a text with quotes, which nobody escapes here': ['"'.repeat(100), 100],
  'a text with letters of four bytes': ['\u{1f6ae}'.repeat(25), 100],
  true: [true, 1],
  null: [null, 1],
  bytes: [new Uint8Array(100), 100],
};

/** An item that weighs exactly `bytes` with `value` in a field of it. */
function weighing(bytes: number, value: unknown, weight: number, pk: string): { value: unknown; rest: string } {
  const names = 'pk'.length + 'sk'.length + 'value'.length + 'rest'.length;
  return { value, rest: 'x'.repeat(bytes - names - pk.length - 'a'.length - weight) };
}

const exact: readonly Case[] = Object.entries(weights).flatMap(([name, [value, weight]]) => [
  {
    name: `takes an item of 400 KB with ${name}`,
    async act(side: Side) {
      const { put, pk } = shelf(side);
      return refusal(put('a', weighing(most, value, weight, pk)));
    },
    gives: 'taken',
  },
  {
    name: `refuses an item one byte larger with ${name}`,
    async act(side: Side) {
      const { put, pk } = shelf(side);
      return refusal(put('a', weighing(most + 1, value, weight, pk)));
    },
    gives: 'ValidationException',
  },
]);

const grown: readonly Case[] = [
  {
    name: 'refuses an update that makes an item too large, and leaves it',
    async act(side) {
      const { put, update, fields } = shelf(side);
      await put('a', { text: 'x'.repeat(300_000) });
      const how = { UpdateExpression: 'SET more = :v', ExpressionAttributeValues: { ':v': 'x'.repeat(110_000) } };
      return [await refusal(update('a', how)), Object.keys((await fields('a')) ?? {})];
    },
    gives: ['ValidationException', ['text']],
  },
  {
    name: 'refuses a transaction with an item that is too large',
    async act(side) {
      const mine = shelf(side);
      return [
        await refusal(mine.transact([mine.puts('a'), mine.puts('b', { text: 'x'.repeat(most) })])),
        await mine.all(),
      ];
    },
    gives: ['ValidationException', []],
  },
];

export const sizeCases: readonly Case[] = [...exact, ...grown];
