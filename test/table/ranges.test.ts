import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import '../support/environment.ts';
import { create } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Range } from '#layers/table/range.ts';
import { getAll, query, queryIndex } from '#layers/table/read.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';

const pk = 'devices#retorno#list';
const keys = ['a', 'a#', 'a#1', 'a#2', 'a#2#x', 'a#3', 'b', 'b#1', 'ñ#1'];
let world: BareWorld;

const put = (items: readonly { sk: string; [field: string]: unknown }[]) =>
  commit(origin(), { changes: items.map((item) => create({ pk, listPk: 'list', listSk: item.sk, ...item })) });
const found = async (range: Range) => (await query(pk, range)).map(({ sk }) => sk);

beforeEach(async () => {
  world = bareWorld();
  await put(keys.map((sk) => ({ sk })));
});

/** Lets the index catch up. */
const indexed = () => world.until('2026-11-23T11:05:00.000Z');

/** What a range means, said in another way. */
function meant({ prefix = '', from = '', before, until, after, newestFirst = false, limit = 99 }: Range): string[] {
  const inRange = keys.filter(
    (sk) =>
      sk.startsWith(prefix) &&
      sk >= from &&
      (before === undefined || sk < before) &&
      (until === undefined || sk <= until),
  );
  const ordered = newestFirst ? inRange.toReversed() : inRange;
  const isAfter = (sk: string) => after === undefined || (newestFirst ? sk < after : sk > after);
  return ordered.filter(isAfter).slice(0, limit);
}

describe('a range', () => {
  it('holds what each of its bounds lets through, whichever are given together', async () => {
    const key = fc.option(fc.constantFrom(...keys, 'a#9', 'Z', 'zz'), { nil: undefined });
    const limit = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined });
    const range = fc.record({
      prefix: key,
      from: key,
      before: key,
      until: key,
      after: key,
      newestFirst: fc.boolean(),
      limit,
    });
    await fc.assert(
      fc.asyncProperty(range, async (asked) => {
        expect(await found(asked)).toEqual(meant(asked));
      }),
      { numRuns: 500 },
    );
  });

  it.each([true, false])('gives a list whole, page by page (newest first: %s)', async (newestFirst) => {
    await indexed();
    const seen: string[] = [];
    for (let after: string | undefined; ; after = seen.at(-1)) {
      const page = await queryIndex('list', 'list', { after, newestFirst, limit: 2 });
      seen.push(...page.map(({ sk }) => sk));
      if (page.length < 2) break;
    }
    expect(seen).toEqual(newestFirst ? keys.toReversed() : keys);
  });

  it('is read to its end, however many answers that takes', async () => {
    const large = Array.from({ length: 12 }, (_, n) => ({ sk: `large#${10 + n}`, text: 'x'.repeat(150_000) }));
    for (const item of large) await put([item]);
    await indexed();
    const sks = large.map(({ sk }) => sk);
    expect(await found({ prefix: 'large#' })).toEqual(sks);
    expect(await found({ prefix: 'large#', limit: 11 })).toEqual(sks.slice(0, 11));
    expect((await queryIndex('list', 'list', { from: 'large#', until: 'large#~' })).map(({ sk }) => sk)).toEqual(sks);
  });
});

it('several items are read in the order of their keys, more than DynamoDB gives at once, and equal keys as well', async () => {
  const many = Array.from({ length: 250 }, (_, n) => ({ sk: `many#${n}` }));
  for (let at = 0; at < many.length; at += 90) await put(many.slice(at, at + 90));
  const asked = [...many.toReversed(), { sk: 'gone' }];
  const read = await getAll(asked.map(({ sk }) => ({ pk, sk })));
  expect(read.map((item) => item?.sk)).toEqual([...many.toReversed().map(({ sk }) => sk), undefined]);
  const doubled = [
    { pk, sk: 'many#7' },
    { pk, sk: 'gone' },
    { pk, sk: 'many#7' },
    { pk, sk: 'gone' },
  ];
  expect((await getAll(doubled)).map((item) => item?.sk)).toEqual(['many#7', undefined, 'many#7', undefined]);
  expect(await getAll([])).toEqual([]);
  expect([...world.table.items()]).toHaveLength(keys.length + many.length);
});
