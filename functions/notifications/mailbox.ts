import type { Event } from '#events/event.ts';
import { preferencesChanged } from '#events/notifications/preferences.changed.ts';
import { type Item, type Key, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { idFrom } from '#layers/table/hash.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get, query } from '#layers/table/read.ts';
import type { Instant } from '#layers/time/clock.ts';
import type { Topic, Values } from '#notices/notice.ts';

/**
 * How far a mail is. `sending` is left within seconds; a mail found there later has an outcome that nobody knows, and
 * goes to `unknown`. A mail that is `joined` is told by another one. From the last five nothing leads away.
 */
export type MailState = 'held' | 'sending' | 'sent' | 'refused' | 'suppressed' | 'unknown' | 'joined';

/** One mail to one customer: its notice and figures, never its text or address. */
export interface StoredMail extends Key {
  readonly mailId: string;
  readonly customerId: string;
  /** The notice's name. */
  readonly template: string;
  readonly values: Values;
  readonly state: MailState;
  /** When what it tells happened, and when that was recorded. */
  readonly at: Instant;
  readonly recordedAt: Instant;
  /** How many events its transaction said before its own; absent: none. */
  readonly seq?: number;
  /** What it tells of: the subject of its event. */
  readonly about: string;
  /** What its reader calls that by, where it has a reference. */
  readonly reference?: string;
  /** What a held mail is sent because of: its end is said under that, not under the timer that lets it go. */
  readonly heard?: Pick<Origin, 'cause' | 'hash' | 'actor'>;
  /** How many others it tells beside its own, and which mail tells one that is `joined`. */
  readonly tells?: number;
  readonly into?: string;
  /** Until then whoever set it to `sending` may still be at work. */
  readonly leasedUntil?: Instant;
}

const customerPartition = (brand: string, customerId: string): string =>
  `notifications#${brand}#customer#${customerId}`;

/** A mail of which nothing is decided yet. */
export type NewMail = Omit<StoredMail, 'state'>;

/** The mail that an event leads to: the same for the same event, for ever. */
export function mailFor(event: Event, customerId: string, template: string, values: Values): NewMail {
  const mailId = idFrom(event.id, template);
  const key = { pk: customerPartition(event.brand, customerId), sk: `mail#${event.time}#${mailId}` };
  const { time: at, recordedAt, seq, subject: about } = event;
  const { reference } = event.data as { reference?: string };
  const mail = { ...key, mailId, customerId, template, values, at, recordedAt, about };
  return { ...mail, ...(seq !== undefined && { seq }), ...(reference !== undefined && { reference }) };
}

export const asMail = (item: Item | undefined): StoredMail | undefined => item as StoredMail | undefined;

/** A customer's mails, newest first. */
export async function mailsOf(brand: string, customerId: string): Promise<StoredMail[]> {
  const range = { prefix: 'mail#', newestFirst: true, limit: 50 };
  return (await query<StoredMail>(customerPartition(brand, customerId), range)).sort(inOrderOfCauses).reverse();
}

/** So many mails are read at once: more than most people are held in a night. */
const page = 25;

/** A customer's mails about what happened from an instant on, in the order of their causes. */
export async function mailsFrom(brand: string, customerId: string, from: Instant): Promise<StoredMail[]> {
  const mails: StoredMail[] = [];
  for (let before = 'mail#~'; ; ) {
    const found = await query<StoredMail>(customerPartition(brand, customerId), {
      before,
      newestFirst: true,
      limit: page,
    });
    const wanted = found.filter(({ at }) => at >= from);
    mails.push(...wanted);
    const last = found.at(-1);
    if (last === undefined || wanted.length < found.length) return mails.sort(inOrderOfCauses);
    before = last.sk;
  }
}

/** What led to something else happened no later, and was recorded before it, or said before it by the same transaction. */
const inOrderOfCauses = (one: StoredMail, other: StoredMail): number => {
  const [first, second] = [one, other].map(({ at, recordedAt }) => `${at} ${recordedAt}`) as [string, string];
  if (first !== second) return first < second ? -1 : 1;
  return (one.seq ?? 0) - (other.seq ?? 0) || (one.mailId < other.mailId ? -1 : 1);
};

/** What a customer can have mail about or not. Absent: all. */
export type Preferences = Readonly<Record<Topic, boolean>>;

const preferencesKey = (brand: string, customerId: string): Key => ({
  pk: customerPartition(brand, customerId),
  sk: 'preferences',
});

export async function preferences(brand: string, customerId: string): Promise<Preferences> {
  const { receipts = true, expiry = true } = ((await get(preferencesKey(brand, customerId))) ??
    {}) as Partial<Preferences>;
  return { receipts, expiry };
}

/** Changes some of what a customer wants, and leaves the rest. */
export async function prefer(origin: Origin, customerId: string, wanted: Partial<Preferences>): Promise<void> {
  const changed = say(preferencesChanged, {
    about: customerId,
    effect: 'preferences',
    data: { customerId, ...wanted },
  });
  await commit(origin, {
    events: [changed],
    changes: [update(preferencesKey(origin.brand, customerId), { set: { ...wanted } })],
  });
}
