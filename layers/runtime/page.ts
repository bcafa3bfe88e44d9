import * as z from 'zod';
import { fromOpaque, toOpaque } from '#layers/table/cursor.ts';
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
