import { type Shelf, shelf } from './shelf.ts';
import type { Case, Side } from './side.ts';
import { add, free, held, reasons, whole } from './transaction-calls.ts';

const many = (n: number, of: (n: number) => ReturnType<Shelf['puts']>) =>
  Array.from({ length: n }, (_, each) => of(each));

const sizes: readonly Case[] = [
  {
    name: 'takes 100 items',
    async act(side) {
      const mine = shelf(side);
      await mine.transact(many(100, (n) => mine.puts(`${n}`)));
      return (await whole(mine)).length;
    },
    gives: 100,
  },
  {
    name: 'refuses 101 items',
    async act(side) {
      const mine = shelf(side);
      return [await reasons(mine.transact(many(101, (n) => mine.puts(`${n}`)))), await whole(mine)];
    },
    gives: ['ValidationException', []],
  },
  {
    name: 'refuses no items',
    act: async (side) => reasons(shelf(side).transact([])),
    gives: 'ValidationException',
  },
  {
    name: 'takes items of 3.9 MB in all',
    async act(side) {
      const mine = shelf(side);
      return reasons(mine.transact(many(10, (n) => mine.puts(`${n}`, { text: 'x'.repeat(390_000) }))));
    },
    gives: 'taken',
  },
  {
    name: 'refuses items of more than 4 MB in all',
    async act(side) {
      const mine = shelf(side);
      return reasons(mine.transact(many(11, (n) => mine.puts(`${n}`, { text: 'x'.repeat(390_000) }))));
    },
    gives: 'ValidationException',
  },
];

/** Transactions that are refused as a whole; where a condition fails as well, it is not looked at. */
const broken: Readonly<Record<string, (mine: Shelf) => ReturnType<Shelf['puts']>[]>> = {
  'an item twice': (mine) => [mine.puts('a'), mine.puts('b'), mine.puts('a')],
  'an item put and checked': (mine) => [mine.puts('a'), mine.checks('a', free)],
  'an empty key': (mine) => [mine.puts('a'), mine.puts('')],
  'a key that is too long': (mine) => [mine.puts('a'), mine.removes('k'.repeat(1025))],
  'a value that no expression uses': (mine) => [
    mine.puts('a', {}, held),
    mine.updates('b', { UpdateExpression: 'REMOVE n', ExpressionAttributeValues: { ':v': 1 } }),
  ],
  'a value that is not given': (mine) => [
    mine.puts('a', {}, held),
    mine.updates('b', { UpdateExpression: 'SET n = :v' }),
  ],
  'an update of a key': (mine) => [mine.puts('a'), mine.updates('b', { UpdateExpression: 'REMOVE sk' })],
};

const refused: readonly Case[] = Object.entries(broken).map(([name, steps]) => ({
  name: `refuses ${name}, and does nothing of the rest`,
  async act(side: Side) {
    const mine = shelf(side);
    return [await reasons(mine.transact(steps(mine))), await whole(mine)];
  },
  gives: ['ValidationException', []],
}));

const spoiled: readonly Case[] = [
  {
    name: 'is cancelled where an update cannot be applied to what lies there',
    async act(side) {
      const mine = shelf(side);
      await mine.put('a', { n: 'a text' });
      return [await reasons(mine.transact([mine.puts('b'), mine.updates('a', add(1))])), await whole(mine)];
    },
    gives: [['None', 'ValidationError'], ['a']],
  },
  {
    name: 'is cancelled where an update makes an item too large',
    async act(side) {
      const mine = shelf(side);
      await mine.put('a', { text: 'x'.repeat(390_000) });
      const more = { UpdateExpression: 'SET more = :v', ExpressionAttributeValues: { ':v': 'x'.repeat(20_000) } };
      return [await reasons(mine.transact([mine.puts('b'), mine.updates('a', more)])), await whole(mine)];
    },
    gives: [['None', 'ValidationError'], ['a']],
  },
];

export const refusedTransactionCases: readonly Case[] = [...sizes, ...refused, ...spoiled];
