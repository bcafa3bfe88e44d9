import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type Shelf, shelf } from './shelf.ts';
import { type Case, refusal, type Side } from './side.ts';

async function filled(side: Side, sks: readonly string[]): Promise<Shelf> {
  const mine = shelf(side);
  for (const sk of sks) await mine.put(sk, { is: sk });
  return mine;
}

const letters = ['a#1', 'a#2', 'a#3', 'b#1', 'b#2'];

/** Sort keys as they are sorted: by the bytes of UTF-8. */
const sorted: Readonly<Record<string, readonly string[]>> = {
  'capitals before small letters': ['B', 'a', 'b'],
  'digits as letters, not as numbers': ['1', '10', '2'],
  'a short one before a longer that begins with it': ['a', 'a#', 'aa'],
  'letters with accents behind those of ASCII': ['a', 'z', 'á', 'ñ'],
  'what lies beyond the basic plane behind what lies in it': ['z', '\u20ac', '\uff5e', '\u{1f6ae}'],
  'instants in the order of time': ['2026-02-28T23:59:59.999Z', '2026-03-01T00:00:00.000Z', '2026-11-23T11:00:00.000Z'],
};

const orders: readonly Case[] = Object.entries(sorted).flatMap(([name, sks]) => [
  {
    name: `sorts ${name}`,
    act: async (side: Side) => (await filled(side, sks.toReversed())).all(),
    gives: sks,
  },
  {
    name: `sorts ${name}, backwards too, page by page`,
    act: async (side: Side) => (await filled(side, sks)).all({ ScanIndexForward: false, Limit: 1 }),
    gives: sks.toReversed(),
  },
]);

interface Asked {
  readonly condition: string;
  readonly values: Record<string, unknown>;
  readonly finds: readonly string[];
}

const ranges: Readonly<Record<string, Asked>> = {
  'all that begins so': { condition: 'begins_with(sk, :p)', values: { ':p': 'a#' }, finds: ['a#1', 'a#2', 'a#3'] },
  'nothing where nothing begins so': { condition: 'begins_with(sk, :p)', values: { ':p': 'c' }, finds: [] },
  'what is before, that itself not': { condition: 'sk < :s', values: { ':s': 'a#3' }, finds: ['a#1', 'a#2'] },
  'what is before or that itself': { condition: 'sk <= :s', values: { ':s': 'a#3' }, finds: ['a#1', 'a#2', 'a#3'] },
  'what is from there on': { condition: 'sk >= :s', values: { ':s': 'a#3' }, finds: ['a#3', 'b#1', 'b#2'] },
  'what is before a key that nobody has': { condition: 'sk < :s', values: { ':s': 'b' }, finds: ['a#1', 'a#2', 'a#3'] },
  'what is behind a key, that itself not': { condition: 'sk > :s', values: { ':s': 'a#3' }, finds: ['b#1', 'b#2'] },
  'what is between two keys, and both of them': {
    condition: 'sk BETWEEN :s AND :t',
    values: { ':s': 'a#2', ':t': 'b#1' },
    finds: ['a#2', 'a#3', 'b#1'],
  },
  'all that begins so, between its beginning and the last character there is': {
    condition: 'sk BETWEEN :s AND :t',
    values: { ':s': 'a#', ':t': 'a#\u{10ffff}' },
    finds: ['a#1', 'a#2', 'a#3'],
  },
  'just this one': { condition: 'sk = :s', values: { ':s': 'b#1' }, finds: ['b#1'] },
};

const found: readonly Case[] = Object.entries(ranges).flatMap(([name, { condition, values, finds }]) =>
  [true, false].map((ScanIndexForward) => ({
    name: `finds ${name}${ScanIndexForward ? '' : ', backwards'}`,
    act: async (side: Side) => {
      const mine = await filled(side, letters);
      const how = { KeyConditionExpression: `pk = :pk AND ${condition}`, ExpressionAttributeValues: values };
      return mine.all({ ...how, ScanIndexForward });
    },
    gives: ScanIndexForward ? finds : finds.toReversed(),
  })),
);

const pages: readonly Case[] = [
  ...[1, 2, 3, 4, 5, 6].map((Limit) => ({
    name: `gives five items whole in pages of ${Limit}`,
    act: async (side: Side) => (await filled(side, letters)).all({ Limit }),
    gives: letters,
  })),
  {
    name: 'says where a page ended by the keys of its last item',
    async act(side) {
      const mine = await filled(side, letters);
      const { last } = await mine.query({ Limit: 2 });
      return [last?.pk === mine.pk, last?.sk, Object.keys(last ?? {}).length];
    },
    gives: [true, 'a#2', 2],
  },
  {
    name: 'says so too where the page held the last that there is: the end is known by the next, empty page',
    async act(side) {
      const mine = await filled(side, letters);
      const { last } = await mine.query({ Limit: 5 });
      const next = await mine.query({ Limit: 5, ExclusiveStartKey: last });
      return [last?.sk, next.sks, next.last];
    },
    gives: ['b#2', [], undefined],
  },
  {
    name: 'says nothing of it where there were fewer than asked for',
    async act(side) {
      const { last } = await (await filled(side, letters)).query({ Limit: 6 });
      return last;
    },
    gives: undefined,
  },
  {
    name: 'says nothing of it where no limit was given',
    async act(side) {
      const { last, sks } = await (await filled(side, letters)).query();
      return [last, sks];
    },
    gives: [undefined, letters],
  },
  {
    name: 'finds nothing, and says that it is the end',
    async act(side) {
      const { last, sks, count } = await shelf(side).query({ Limit: 3 });
      return [last, sks, count];
    },
    gives: [undefined, [], 0],
  },
  ...[true, false].map((ScanIndexForward) => ({
    name: `goes on from where an item was that is gone${ScanIndexForward ? '' : ', backwards'}`,
    async act(side: Side) {
      const mine = await filled(side, letters);
      const { last } = await mine.query({ Limit: 3, ScanIndexForward });
      await mine.remove(last?.sk as string);
      return (await mine.query({ ExclusiveStartKey: last, ScanIndexForward })).sks;
    },
    gives: ScanIndexForward ? ['b#1', 'b#2'] : ['a#2', 'a#1'],
  })),
  {
    name: 'goes on from a key under which nothing ever lay',
    async act(side) {
      const mine = await filled(side, letters);
      return (await mine.query({ ExclusiveStartKey: mine.key('a#9') })).sks;
    },
    gives: ['b#1', 'b#2'],
  },
  {
    name: 'sees what came behind the last page, and not what came before it',
    async act(side) {
      const mine = await filled(side, letters);
      const { last } = await mine.query({ Limit: 3 });
      await mine.put('a#0');
      await mine.put('c#1');
      return (await mine.query({ ExclusiveStartKey: last })).sks;
    },
    gives: ['b#1', 'b#2', 'c#1'],
  },
  {
    name: 'cuts an answer at a megabyte, and gives all by page',
    async act(side) {
      const mine = shelf(side);
      const sks = Array.from({ length: 30 }, (_, n) => String(n).padStart(2, '0'));
      for (const sk of sks) await mine.put(sk, { text: 'x'.repeat(50_000) });
      const first = await mine.query();
      const near = first.sks.length === 20 || first.sks.length === 21;
      return [near, first.last?.sk === first.sks.at(-1), (await mine.all()).length];
    },
    gives: [true, true, 30],
  },
  {
    name: 'cuts at a megabyte before its limit is reached',
    async act(side) {
      const mine = shelf(side);
      for (let n = 0; n < 5; n++) await mine.put(`${n}`, { text: 'x'.repeat(300_000) });
      const first = await mine.query({ Limit: 5 });
      return [first.sks.length < 5, (await mine.all({ Limit: 5 })).length];
    },
    gives: [true, 5],
  },
];

const odd = { FilterExpression: 'kind = :odd', ExpressionAttributeValues: { ':odd': 'odd' } };

const filters: readonly Case[] = [
  {
    name: 'filters what it has read: a page may be empty and not the last',
    async act(side) {
      const mine = shelf(side);
      for (const [n, kind] of ['even', 'even', 'odd', 'odd'].entries()) await mine.put(`${n}`, { kind });
      const first = await mine.query({ ...odd, Limit: 2 });
      return [first.sks, first.last?.sk, first.count, first.scanned, await mine.all({ ...odd, Limit: 2 })];
    },
    gives: [[], '1', 0, 2, ['2', '3']],
  },
  {
    name: 'counts without giving what it counts',
    async act(side) {
      const { items, count } = await (await filled(side, letters)).query({ Select: 'COUNT' });
      return [items, count];
    },
    gives: [[], 5],
  },
  {
    name: 'scans the whole table, page by page',
    async act(side) {
      const mine = await filled(side, letters);
      const seen: string[] = [];
      for (let ExclusiveStartKey: Record<string, unknown> | undefined; ; ) {
        const page = await side.dynamodb.send(
          new ScanCommand({
            TableName: side.table,
            Limit: 100,
            ExclusiveStartKey,
            ConsistentRead: true,
            FilterExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': mine.pk },
          }),
        );
        seen.push(...(page.Items ?? []).map(({ sk }) => sk as string));
        ExclusiveStartKey = page.LastEvaluatedKey;
        if (ExclusiveStartKey === undefined) return seen;
      }
    },
    gives: letters,
  },
];

const broken: Readonly<Record<string, Parameters<Shelf['query']>[0]>> = {
  'a limit of nothing': { Limit: 0 },
  'a condition on the sort key alone': { KeyConditionExpression: 'sk = :pk' },
  'a condition on what is no key': {
    KeyConditionExpression: 'pk = :pk AND other = :o',
    ExpressionAttributeValues: { ':o': 'x' },
  },
  'a partition key that is only compared': { KeyConditionExpression: 'pk >= :pk' },
  'a value that nothing uses': { ExpressionAttributeValues: { ':o': 'x' } },
  'a name that nothing uses': { ExpressionAttributeNames: { '#o': 'x' } },
  'a value that is not given': { KeyConditionExpression: 'pk = :pk AND sk = :sk' },
  'a number for a key': { KeyConditionExpression: 'pk = :pk AND sk >= :n', ExpressionAttributeValues: { ':n': 1 } },
  'a start that is half a key': { ExclusiveStartKey: { sk: 'a' } },
  'an index that is not there': { IndexName: 'nowhere' },
  'a filter by a key': { FilterExpression: 'sk = :s', ExpressionAttributeValues: { ':s': 'a' } },
};

const refused: readonly Case[] = Object.entries(broken).map(([name, how]) => ({
  name: `refuses ${name}`,
  act: async (side: Side) => refusal(shelf(side).query(how)),
  gives: 'ValidationException',
}));

export const queryCases: readonly Case[] = [...orders, ...found, ...pages, ...filters, ...refused];
