import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type Shelf, shelf } from './shelf.ts';
import { type Case, refusal, type Side } from './side.ts';

const free = { ConditionExpression: 'attribute_not_exists(pk)' };
const held = { ConditionExpression: 'attribute_exists(pk)' };
const told = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
const add = (value: unknown) => ({ UpdateExpression: 'ADD n :v', ExpressionAttributeValues: { ':v': value } });

/** Why a transaction was cancelled, item by item; `taken` where it was not. */
async function reasons(transaction: Promise<unknown>): Promise<unknown> {
  try {
    await transaction;
    return 'taken';
  } catch (error) {
    const { name, CancellationReasons } = error as TransactionCanceledException;
    return name === 'TransactionCanceledException' ? CancellationReasons?.map(({ Code }) => Code) : name;
  }
}

const whole = (mine: Shelf) => mine.all();

const wholes: readonly Case[] = [
  {
    name: 'puts, changes and removes in one',
    async act(side) {
      const mine = shelf(side);
      await mine.put('changed', { n: 1 });
      await mine.put('removed');
      await mine.transact([mine.puts('new', { n: 7 }, free), mine.updates('changed', add(2)), mine.removes('removed')]);
      return [await mine.fields('new'), await mine.fields('changed'), await mine.get('removed')];
    },
    gives: [{ n: 7 }, { n: 3 }, undefined],
  },
  {
    name: 'makes by an update what was not there',
    async act(side) {
      const mine = shelf(side);
      await mine.transact([mine.updates('a', add(2))]);
      return mine.fields('a');
    },
    gives: { n: 2 },
  },
  {
    name: 'removes nothing where nothing lies, and is taken',
    async act(side) {
      const mine = shelf(side);
      return reasons(mine.transact([mine.removes('a'), mine.puts('b')]));
    },
    gives: 'taken',
  },
  {
    name: 'leaves everything as it was where one condition fails',
    async act(side) {
      const mine = shelf(side);
      await mine.put('taken', { n: 1 });
      const answer = await reasons(
        mine.transact([
          mine.puts('new'),
          mine.updates('taken', add(1)),
          mine.puts('taken too'),
          mine.removes('gone', held),
        ]),
      );
      return [answer, await whole(mine), await mine.fields('taken')];
    },
    gives: [['None', 'None', 'None', 'ConditionalCheckFailed'], ['taken'], { n: 1 }],
  },
  {
    name: 'a check that holds lets it pass and changes nothing',
    async act(side) {
      const mine = shelf(side);
      await mine.put('a', { n: 1 });
      await mine.transact([mine.checks('a', held), mine.puts('b')]);
      return [await mine.fields('a'), await whole(mine)];
    },
    gives: [{ n: 1 }, ['a', 'b']],
  },
  {
    name: 'a check that fails holds it back',
    async act(side) {
      const mine = shelf(side);
      return [await reasons(mine.transact([mine.puts('b'), mine.checks('a', held)])), await whole(mine)];
    },
    gives: [['None', 'ConditionalCheckFailed'], []],
  },
];

const ordered: readonly Case[] = [
  {
    name: 'gives its reasons in the order of its items',
    async act(side) {
      const mine = shelf(side);
      await mine.put('there');
      const steps = [
        mine.puts('there', {}, free),
        mine.puts('new', {}, free),
        mine.removes('gone', held),
        mine.updates('there 2', { ...add(1), ...held }),
        mine.puts('new 2', {}, free),
      ];
      return [await reasons(mine.transact(steps)), await reasons(mine.transact(steps.toReversed()))];
    },
    gives: [
      ['ConditionalCheckFailed', 'None', 'ConditionalCheckFailed', 'ConditionalCheckFailed', 'None'],
      ['None', 'ConditionalCheckFailed', 'ConditionalCheckFailed', 'None', 'ConditionalCheckFailed'],
    ],
  },
  {
    name: 'gives with a reason the item as it stands, where that is asked for and there is one',
    async act(side) {
      const mine = shelf(side);
      await mine.put('a', { n: 1 });
      await mine.put('b', { n: 2 });
      const steps = [
        mine.puts('a', {}, { ...free, ...told }),
        mine.puts('b', {}, free),
        mine.removes('gone', { ...held, ...told }),
        mine.puts('new', {}, { ...free, ...told }),
      ];
      const cancelled = await mine.transact(steps).catch((error: TransactionCanceledException) => error);
      return (cancelled as TransactionCanceledException).CancellationReasons?.map(({ Item }) => Item?.n);
    },
    gives: [{ N: '1' }, undefined, undefined, undefined],
  },
  {
    name: 'says in its message the reasons in their order',
    async act(side) {
      const mine = shelf(side);
      const cancelled = await mine.transact([mine.puts('a'), mine.checks('b', held)]).catch((error: Error) => error);
      return (cancelled as Error).message;
    },
    gives:
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]',
  },
  {
    name: 'judges each condition by what lay there before, never by what it does itself',
    async act(side) {
      const mine = shelf(side);
      return reasons(mine.transact([mine.puts('a', {}, free), mine.checks('b', free), mine.puts('c', {}, held)]));
    },
    gives: ['None', 'None', 'ConditionalCheckFailed'],
  },
];

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

const together: readonly Case[] = [
  {
    name: 'of six that put under one free key at once, one is taken and the others are told why',
    async act(side) {
      const mine = shelf(side);
      const all = await Promise.all(
        Array.from({ length: 6 }, (_, n) =>
          reasons(mine.transact([mine.puts(`own ${n}`), mine.puts('one', { n }, free)])),
        ),
      );
      const lost = all.filter((answer) => answer !== 'taken').flat();
      const allowed = ['None', 'ConditionalCheckFailed', 'TransactionConflict'];
      return [
        all.length - lost.length / 2,
        lost.filter((code) => !allowed.includes(code as string)),
        (await whole(mine)).length,
      ];
    },
    gives: [1, [], 2],
  },
  {
    name: 'of eight that add to one item at once, as many count as are taken',
    async act(side) {
      const mine = shelf(side);
      await mine.put('a', { n: 0 });
      const all = await Promise.all(
        Array.from({ length: 8 }, () => reasons(mine.transact([mine.updates('a', add(1))]))),
      );
      const taken = all.filter((answer) => answer === 'taken').length;
      return (await mine.fields('a'))?.n === taken && taken > 0;
    },
    gives: true,
  },
  {
    name: 'two that move from each other never leave half of it',
    async act(side) {
      const mine = shelf(side);
      await mine.put('a', { n: 5 });
      await mine.put('b', { n: 5 });
      const move = (from: string, to: string) =>
        refusal(mine.transact([mine.updates(from, add(-1)), mine.updates(to, add(1))]));
      await Promise.all([move('a', 'b'), move('b', 'a'), move('a', 'b')]);
      const [a, b] = [await mine.fields('a'), await mine.fields('b')];
      return (a?.n as number) + (b?.n as number);
    },
    gives: 10,
  },
];

export const transactionCases: readonly Case[] = [...wholes, ...ordered, ...sizes, ...refused, ...spoiled, ...together];
