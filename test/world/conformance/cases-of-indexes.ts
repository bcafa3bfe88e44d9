import { indexPageCases } from './cases-of-index-pages.ts';
import { list } from './index-of.ts';
import { type Case, eventually, refusal, type Side } from './side.ts';

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

export const indexCases: readonly Case[] = [...each, ...shown, ...indexPageCases, ...refused];
