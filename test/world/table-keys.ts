import type { Item, Key } from '#layers/table/change.ts';
import { indexes } from '#layers/table/read.ts';
import { invalid } from './expressions.ts';

const longest = { partition: 2048, sort: 1024 };

function judgeKey(value: unknown, most: number): void {
  if (typeof value !== 'string' || value === '') throw invalid('a key is missing, empty or no text');
  if (value.length * 3 > most && Buffer.byteLength(value) > most) throw invalid('a key is too long');
}

/** Where an item lies. A key has so much room and no more. */
export function placeOf({ pk, sk }: Key): string {
  judgeKey(pk, longest.partition);
  judgeKey(sk, longest.sort);
  return `${pk}\n${sk}`;
}

/** Refuses an item with something that cannot be the key of an index in the place of one. */
export function judgeIndexKeys(item: Item): void {
  for (const [name, sortKey] of Object.entries(indexes)) {
    const [partition, sort] = [item[`${name}Pk`], item[sortKey]];
    if (partition !== undefined) judgeKey(partition, longest.partition);
    if (sort !== undefined) judgeKey(sort, longest.sort);
  }
}
