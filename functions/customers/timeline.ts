import type { Language } from '#brands/programmes.ts';
import { inWords } from '#events/catalogue.ts';
import { badCursor } from '#layers/runtime/problem.ts';
import type { Item } from '#layers/table/change.ts';
import { fromOpaque, toOpaque } from '#layers/table/cursor.ts';
import { envelopeOf, eventPartition } from '#layers/table/event-item.ts';
import { query } from '#layers/table/read.ts';
import type { Customer } from './people.ts';

interface TimelineEntry {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly text: string;
}

/**
 * All that happened with a customer, newest first: the partitions of the person, of the accounts and cards, of the cases,
 * and of the devices while they were theirs, merged. The place in the list is the last event's own key.
 */
export async function timeline(
  brand: string,
  { customerId, cards, devices, cases }: Customer,
  language: Language,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ entries: TimelineEntry[]; cursor?: string }> {
  const after = cursor === undefined ? undefined : fromOpaque(cursor);
  if (cursor !== undefined && after === undefined) throw badCursor();
  const accounts = [customerId, ...cards.map(({ accountId }) => accountId)];
  const pages = await Promise.all([
    page(brand, `customer#${customerId}`, after, limit),
    ...accounts.map((account) => page(brand, `account#${account}`, after, limit)),
    ...cases.map((caseId) => page(brand, `case#${caseId}`, after, limit)),
    ...devices.map(async ({ deviceId, since = '~', until = '~' }) => {
      const items = await page(brand, `device#${deviceId}`, after, limit);
      return items.filter(({ sk }) => sk >= since && sk < until);
    }),
  ]);
  const merged = pages.flat().sort(newestFirst);
  const shown = merged.slice(0, limit);
  const last = shown.at(-1);
  return {
    entries: shown.map((item) => told(item, language)),
    ...(merged.length > limit && last !== undefined && { cursor: toOpaque([last.sk, last.pk]) }),
  };
}

/** One item more than asked for tells whether there is another page. */
async function page(brand: string, subject: string, after: string[] | undefined, limit: number): Promise<Item[]> {
  const [sk, pk = ''] = after ?? [];
  // Two partitions may hold the same sort key, so the last one is read again and what was shown is left out.
  const before = sk === undefined ? undefined : `${sk}!`;
  const items = await query(eventPartition(brand, subject), { before, newestFirst: true, limit: limit + 2 });
  return sk === undefined ? items : items.filter((item) => newestFirst(item, { sk, pk }) > 0);
}

const newestFirst = (a: { sk: string; pk: string }, b: { sk: string; pk: string }): number =>
  a.sk === b.sk ? (a.pk < b.pk ? 1 : a.pk > b.pk ? -1 : 0) : a.sk < b.sk ? 1 : -1;

function told(item: Item, language: Language): TimelineEntry {
  const event = envelopeOf(item);
  return { id: event.id, at: event.time, type: event.type, text: inWords(event, language) };
}
