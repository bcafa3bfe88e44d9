import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Shelf, shelf } from './shelf.ts';
import { type Case, eventually, refusal, type Side } from './side.ts';

type How = Partial<QueryCommandInput>;

interface Index {
  readonly mine: Shelf;
  /** A partition of the index that nobody else uses. */
  readonly of: string;
  /** What a query of it finds. */
  query(how?: How): ReturnType<Shelf['query']>;
  /** The sort keys in the table of what it finds, once that is as many as wanted. */
  shows(wanted: number, how?: How): Promise<string[]>;
  /** The fields by which an item is in the index. */
  at(sort: string): Record<string, string>;
}

/** The index `list`, and a partition of it. */
function list(side: Side, name = 'list', sortKey = 'listSk'): Index {
  const mine = shelf(side);
  const of = side.fresh('list');
  const query = (how: How = {}) =>
    mine.query({
      IndexName: name,
      KeyConditionExpression: '#pk = :pk',
      ...how,
      ExpressionAttributeNames: { '#pk': `${name}Pk`, ...how.ExpressionAttributeNames },
      ExpressionAttributeValues: { ':pk': of, ...how.ExpressionAttributeValues },
    });
  return {
    mine,
    of,
    query,
    shows: async (wanted, how) =>
      (
        await eventually(
          side,
          () => query(how),
          ({ sks }) => sks.length === wanted,
        )
      ).sks,
    at: (sort) => ({ [`${name}Pk`]: of, [sortKey]: sort }),
  };
}

const set = (field: string, value: unknown) => ({
  UpdateExpression: 'SET #f = :v',
  ExpressionAttributeNames: { '#f': field },
  ExpressionAttributeValues: { ':v': value },
});
const unset = (field: string) => ({ UpdateExpression: 'REMOVE #f', ExpressionAttributeNames: { '#f': field } });

const each: readonly Case[] = [
  ['find', 'findSk'],
  ['list', 'listSk'],
  ['due', 'visibleAt'],
].map(([name = '', sortKey = '']) => ({
  name: `the index ${name} shows in the order of ${sortKey} what has both of its keys`,
  async act(side: Side) {
    const { mine, at, shows } = list(side, name, sortKey);
    await mine.put('x', at('3'));
    await mine.put('y', at('1'));
    await mine.put('z', at('2'));
    return shows(3);
  },
  gives: ['y', 'z', 'x'],
}));

const shown: readonly Case[] = [
  {
    name: 'shows nothing of what has half of its keys',
    async act(side) {
      const { mine, of, at, shows } = list(side);
      await mine.put('partition only', { listPk: of });
      await mine.put('sort only', { listSk: '1' });
      await mine.put('whole', at('1'));
      return shows(1);
    },
    gives: ['whole'],
  },
  {
    name: 'shows what gets the missing half',
    async act(side) {
      const { mine, of, shows } = list(side);
      await mine.put('a', { listPk: of });
      await mine.update('a', set('listSk', '1'));
      return shows(1);
    },
    gives: ['a'],
  },
  {
    name: 'lets go of what loses half of its keys',
    async act(side) {
      const { mine, at, shows } = list(side);
      await mine.put('a', at('1'));
      await mine.put('b', at('2'));
      await shows(2);
      await mine.update('a', unset('listSk'));
      return shows(1);
    },
    gives: ['b'],
  },
  {
    name: 'lets go of what is taken away',
    async act(side) {
      const { mine, at, shows } = list(side);
      await mine.put('a', at('1'));
      await shows(1);
      await mine.remove('a');
      return shows(0);
    },
    gives: [],
  },
  {
    name: 'lets go of what is replaced by an item without its keys',
    async act(side) {
      const { mine, at, shows } = list(side);
      await mine.put('a', at('1'));
      await shows(1);
      await mine.put('a');
      return shows(0);
    },
    gives: [],
  },
  {
    name: 'moves what gets another sort key',
    async act(side) {
      const { mine, at, shows, query } = list(side);
      await mine.put('a', at('1'));
      await mine.put('b', at('2'));
      await shows(2);
      await mine.update('a', set('listSk', '3'));
      const seen = await eventually(
        side,
        () => query(),
        ({ sks }) => sks[0] === 'b',
      );
      return seen.sks;
    },
    gives: ['b', 'a'],
  },
  {
    name: 'moves what gets another partition, and shows it once',
    async act(side) {
      const [here, there] = [list(side), list(side)];
      await here.mine.put('a', here.at('1'));
      await here.shows(1);
      await here.mine.update('a', set('listPk', there.of));
      return [await here.shows(0), await there.shows(1)];
    },
    gives: [[], ['a']],
  },
  {
    name: 'shows what a transaction put, moved and took away',
    async act(side) {
      const { mine, at, shows } = list(side);
      await mine.put('gone', at('1'));
      await mine.put('moved', at('2'));
      await shows(2);
      const away = { UpdateExpression: 'REMOVE listPk' };
      await mine.transact([mine.puts('new', at('3')), mine.updates('moved', away), mine.removes('gone')]);
      const seen = await eventually(
        side,
        () => shows(1),
        ([first]) => first === 'new',
      );
      return seen;
    },
    gives: ['new'],
  },
  {
    name: 'shows the whole item, as it became',
    async act(side) {
      const { mine, at, query } = list(side);
      await mine.put('a', { ...at('1'), other: { deep: [1] }, n: 1 });
      await mine.update('a', { UpdateExpression: 'ADD n :v', ExpressionAttributeValues: { ':v': 1 } });
      const { items } = await eventually(
        side,
        () => query(),
        ({ items: [first] }) => first?.n === 2,
      );
      return items.map(({ other, n, sk, listSk }) => ({ other, n, sk, listSk }));
    },
    gives: [{ other: { deep: [1] }, n: 2, sk: 'a', listSk: '1' }],
  },
];

/** Texts as the index sorts them. */
const sorted = ['', '1', '10', '2', 'B', 'a', '\u00f1', '\uff5e', '\u{1f6ae}'].slice(1);

async function filled(side: Side, sorts: readonly string[]): Promise<Index> {
  const index = list(side);
  for (const sort of sorts) await index.mine.put(`of ${sort}`, index.at(sort));
  await index.shows(sorts.length);
  return index;
}

async function byPages({ query }: Index, how: How): Promise<string[]> {
  const found: string[] = [];
  for (let ExclusiveStartKey: Record<string, unknown> | undefined; ; ) {
    const { sks, last } = await query({ ...how, ExclusiveStartKey });
    found.push(...sks);
    if (last === undefined) return found;
    ExclusiveStartKey = last;
  }
}

const bounds: Readonly<Record<string, [sign: string, bound: string, finds: readonly string[]]>> = {
  'up to a bound, that itself too': ['<=', '2', ['of 1', 'of 10', 'of 2']],
  'before a bound': ['<', '2', ['of 1', 'of 10']],
  'from a bound on': ['>=', '\uff5e', ['of \uff5e', 'of \u{1f6ae}']],
  'nothing before the first': ['<', '1', []],
};

const ranges: readonly Case[] = Object.entries(bounds).map(([name, [sign, bound, gives]]) => ({
  name: `finds in an index ${name}`,
  async act(side: Side) {
    const { query } = await filled(side, sorted);
    const { sks } = await query({
      KeyConditionExpression: `#pk = :pk AND #sk ${sign} :bound`,
      ExpressionAttributeNames: { '#sk': 'listSk' },
      ExpressionAttributeValues: { ':bound': bound },
    });
    return sks;
  },
  gives,
}));

const pages: readonly Case[] = [
  ...[true, false].map((ScanIndexForward) => ({
    name: `gives an index whole in pages of three${ScanIndexForward ? '' : ', backwards'}`,
    act: async (side: Side) => byPages(await filled(side, sorted), { Limit: 3, ScanIndexForward }),
    gives: (ScanIndexForward ? sorted : sorted.toReversed()).map((sort) => `of ${sort}`),
  })),
  ...[true, false].map((ScanIndexForward) => ({
    name: `gives each once where many have one sort key${ScanIndexForward ? '' : ', backwards'}`,
    async act(side: Side) {
      const index = list(side);
      const sks = ['p', 'q', 'r', 's', 't'];
      for (const sk of sks) await index.mine.put(sk, index.at('the same'));
      await index.shows(sks.length);
      return (await byPages(index, { Limit: 2, ScanIndexForward })).toSorted();
    },
    gives: ['p', 'q', 'r', 's', 't'],
  })),
  {
    name: 'says where a page of an index ended by the keys of the item and of the index',
    async act(side) {
      const { query } = await filled(side, sorted);
      const { last } = await query({ Limit: 2 });
      return [Object.keys(last ?? {}).toSorted(), last?.listSk, last?.sk];
    },
    gives: [['listPk', 'listSk', 'pk', 'sk'], '10', 'of 10'],
  },
  ...[true, false].map((ScanIndexForward) => ({
    name: `goes on in an index from where an item was that is gone${ScanIndexForward ? '' : ', backwards'}`,
    async act(side: Side) {
      const { mine, query, shows } = await filled(side, ['1', '2', '3', '4', '5']);
      const { last } = await query({ Limit: 3, ScanIndexForward });
      await mine.remove(last?.sk as string);
      await shows(4);
      return (await query({ ExclusiveStartKey: last, ScanIndexForward })).sks;
    },
    gives: ScanIndexForward ? ['of 4', 'of 5'] : ['of 2', 'of 1'],
  })),
];

const refused: readonly Case[] = [
  {
    name: 'refuses a consistent read of an index',
    act: async (side) => refusal(list(side).query({ ConsistentRead: true })),
    gives: 'ValidationException',
  },
  ...Object.entries({ 'a number': 1, null: null, 'an empty text': '', 'an object': {} }).flatMap(([name, value]) => [
    {
      name: `refuses a put with ${name} as a key of an index`,
      act: async (side: Side) => refusal(list(side).mine.put('a', { listPk: 'p', listSk: value })),
      gives: 'ValidationException',
    },
    {
      name: `refuses an update that makes ${name} a key of an index`,
      async act(side: Side) {
        const { mine, at } = list(side);
        await mine.put('a', at('1'));
        return [await refusal(mine.update('a', set('listSk', value))), (await mine.fields('a'))?.listSk];
      },
      gives: ['ValidationException', '1'],
    },
  ]),
  {
    name: 'refuses a sort key of an index that is too long',
    async act(side) {
      const { mine, at } = list(side);
      return [await refusal(mine.put('a', at('k'.repeat(1024)))), await refusal(mine.put('b', at('k'.repeat(1025))))];
    },
    gives: ['taken', 'ValidationException'],
  },
];

export const indexCases: readonly Case[] = [...each, ...shown, ...ranges, ...pages, ...refused];
