import type { Language, Programme } from '#brands/programmes.ts';
import { inWords, linesOf } from '#events/catalogue.ts';
import { causesFirst, instantIn, type Kept } from '#events/causes-first.ts';
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
 * and cards, of the cases, and of the devices while they were theirs, merged; of one instant, the effect before its cause. What one change says of several
 * accounts is one line. The place in the list is the last event's own key.
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
  const told = causesFirst(pages.flat()).reverse();
  const ended = told.findIndex(({ sk, pk }) => sk === after?.[0] && pk === after[1]);
  if (after !== undefined && ended === -1) throw badCursor();
  const lines = linesOf(told.slice(ended + 1));
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

/**
 * The events of a partition from the instant on at which the page before ended, one more than asked for: that tells whether there is
 * another page. Each instant is read whole, for what stands first in it is known only by all of it.
 */
async function page(brand: string, subject: string, after: string[] | undefined, limit: number): Promise<Kept[]> {
  const partition = eventPartition(brand, subject);
  const of = (instant: string) => query(partition, { prefix: `${instant}#` });
  const ended = after && instantIn(after[0] ?? '');
  const before = ended && `${ended}#`;
  const [begun, older] = await Promise.all([
    ended === undefined ? [] : of(ended),
    query(partition, { before, newestFirst: true, limit: limit + 1 }),
  ]);
  const last = older.length > limit ? older.at(-1) : undefined;
  const cut = last && instantIn(last.sk);
  const whole = older.filter(({ sk }) => cut === undefined || instantIn(sk) !== cut);
  const items = [...begun, ...whole, ...(cut === undefined ? [] : await of(cut))];
  return items.map((item) => ({ sk: item.sk, pk: item.pk, event: envelopeOf(item) }));
}
