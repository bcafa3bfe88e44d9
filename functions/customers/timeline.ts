import type { Language, Programme } from '#brands/programmes.ts';
import { inWords, linesOf } from '#events/catalogue.ts';
import type { Event } from '#events/event.ts';
import { namesOf } from '#layers/runtime/names.ts';
import { badCursor } from '#layers/runtime/problem.ts';
import { fromOpaque, toOpaque } from '#layers/table/cursor.ts';
import { envelopeOf, eventPartition } from '#layers/table/event-item.ts';
import { query } from '#layers/table/read.ts';
import { notices } from '#notices/catalogue.ts';
import type { Customer } from './people.ts';

interface TimelineEntry {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  /** What it is about, such as `case#k-…`. */
  readonly subject: string;
  readonly text: string;
}

/**
 * All that happened with a customer and says something to people, newest first: the partitions of the person, of the accounts
 * and cards, of the cases, and of the devices while they were theirs, merged. What one change says of several accounts is one
 * line. The place in the list is the last event's own key.
 */
export async function timeline(
  programme: Programme,
  { customerId, profile, cards, devices, cases }: Customer,
  language: Language,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ entries: TimelineEntry[]; cursor?: string }> {
  const { id: brand } = programme;
  const after = cursor === undefined ? undefined : fromOpaque(cursor);
  if (cursor !== undefined && after === undefined) throw badCursor();
  const accounts = [customerId, ...cards.map(({ accountId }) => accountId)];
  const pages = await Promise.all([
    page(brand, `customer#${customerId}`, after, limit),
    ...accounts.map((account) => page(brand, `account#${account}`, after, limit)),
    ...cases.map((caseId) => page(brand, `case#${caseId}`, after, limit)),
    ...devices.map(async ({ deviceId, since = '~', until = '~' }) => {
      const found = await page(brand, `device#${deviceId}`, after, limit);
      return found.filter(({ sk }) => sk >= since && sk < until);
    }),
  ]);
  const lines = linesOf(pages.flat().sort(newestFirst));
  const shown = lines.slice(0, limit);
  const last = shown.at(-1)?.of.at(-1);
  const names = { ...namesOf(programme, profile.zone), mail: (name: string) => notices.get(name)?.title };
  return {
    entries: shown.flatMap(({ event }) => {
      const text = inWords(event, language, names);
      const { id, time: at, type, subject } = event;
      return text === undefined ? [] : [{ id, at, type, subject, text }];
    }),
    ...(lines.length > limit && last !== undefined && { cursor: toOpaque([last.sk, last.pk]) }),
  };
}

/** An event and its place in the table. */
interface Placed {
  readonly sk: string;
  readonly pk: string;
  readonly event: Event;
}

/** One event more than asked for tells whether there is another page. */
async function page(brand: string, subject: string, after: string[] | undefined, limit: number): Promise<Placed[]> {
  const [sk, pk = ''] = after ?? [];
  // Two partitions may hold the same sort key, so the last one is read again and what was shown is left out.
  const before = sk === undefined ? undefined : `${sk}!`;
  const items = await query(eventPartition(brand, subject), { before, newestFirst: true, limit: limit + 2 });
  return items
    .filter((item) => sk === undefined || newestFirst(item, { sk, pk }) > 0)
    .map((item) => ({ sk: item.sk, pk: item.pk, event: envelopeOf(item) }));
}

const newestFirst = (a: { sk: string; pk: string }, b: { sk: string; pk: string }): number =>
  a.sk === b.sk ? (a.pk < b.pk ? 1 : a.pk > b.pk ? -1 : 0) : a.sk < b.sk ? 1 : -1;
