import { type How, type Index, list } from './index-of.ts';
import type { Case, Side } from './side.ts';

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
  'what is behind a bound': ['>', 'a', ['of \u00f1', 'of \uff5e', 'of \u{1f6ae}']],
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

export const indexPageCases: readonly Case[] = [...ranges, ...pages];
