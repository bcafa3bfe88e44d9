import * as z from 'zod';
import { fromOpaque, toOpaque } from '#layers/table/cursor.ts';
import { hashOf } from '#layers/table/hash.ts';
import { badCursor } from './problem.ts';

/** How a list is asked for: so many from where the page before ended. */
export const Page = z.object({
  cursor: z.string().max(4000).optional().describe('Where the page before ended'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type Page = z.infer<typeof Page>;

/** Where the next page begins: a page that is full may have another after it. */
export function cursorAt({ limit }: Page, places: readonly string[]): { cursor?: string } {
  const last = places.length === limit ? places.at(-1) : undefined;
  return last === undefined ? {} : { cursor: toOpaque([last]) };
}

/** The place that a cursor tells; throws where no page ended so. */
export function placeIn({ cursor }: Page): string | undefined {
  if (cursor === undefined) return undefined;
  const [place] = fromOpaque(cursor) ?? [];
  if (place === undefined || place === '') throw badCursor();
  return place;
}

/** A query as its route read it. */
type Query = Readonly<Record<string, unknown>>;

const markLength = 12;

/**
 * The mark of a list: of all that a request says but for `cursor` and `limit`, and of whoever asks. A cursor that leaves the API
 * begins with the mark of its list. It needs no key: which list is read follows from the request alone, and a cursor only says
 * where in it, so whoever forges a mark turns the pages of a list that was theirs to read.
 */
export function markOf(asked: object, { cursor: _, limit: __, ...filters }: Query): string {
  return hashOf({ asked, filters }).slice(0, markLength);
}

/** A query with its cursor as the list gave it. Throws `invalid-request` for a cursor of another list. */
export function unmarked<Asked extends Query>(mark: string, query: Asked): Asked {
  const { cursor } = query;
  if (typeof cursor !== 'string') return query;
  if (!cursor.startsWith(mark)) throw badCursor();
  return { ...query, cursor: cursor.slice(markLength) };
}

/** An answer whose cursor, if it has one, bears the mark of its list. */
export function marked(mark: string, answer: unknown): unknown {
  const { cursor } = (answer ?? {}) as { cursor?: string };
  return cursor === undefined ? answer : { ...(answer as object), cursor: mark + cursor };
}
