import type { Event } from '#events/event.ts';
import type { Key } from '#layers/table/change.ts';
import { eventPartition, subjectOf } from '#layers/table/event-item.ts';
import { published } from '#layers/table/partition.ts';
import { getAll } from '#layers/table/read.ts';

/** The partitions in which it lies, for the grants of whoever reads it. */
export const partition = published(eventPartition('*', subjectOf('customer', '*')));

/** How the event by which a mail's end is said is named. */
export const mailEffect = (template: string): string => `mail:${template}`;

/** A mail that an event led to. */
export interface Mailed {
  readonly customerId: string;
  readonly template: string;
  /** The event, as what it led to names it. */
  readonly cause: Event['cause'];
}

/** Reasons why a mail did not leave that mean something to who waits for it. */
const telling = ['unknown-outcome', 'unconfirmed-address', 'overtaken'] as const;

/** What became of a mail: `waiting` while nothing is said of it, else that it left, or why it did not. */
export type MailEnd = 'waiting' | 'sent' | 'not-sent' | (typeof telling)[number];

/** How mails ended, in one read. The key of what is said of a mail follows from its cause, so nobody keeps a list. */
export async function mailEnds(brand: string, mails: readonly Mailed[]): Promise<MailEnd[]> {
  if (mails.length === 0) return [];
  const said = await getAll(mails.map((mail) => saidOf(brand, mail)));
  return said.map((event) => {
    if (event === undefined) return 'waiting';
    if (event.type === 'notification.sent') return 'sent';
    const { reason } = event.data as { reason?: string };
    return telling.find((each) => each === reason) ?? 'not-sent';
  });
}

const saidOf = (brand: string, { customerId, template, cause }: Mailed): Key => ({
  pk: eventPartition(brand, subjectOf('customer', customerId)),
  sk: `${cause.time}#${cause.id}#notifications#${mailEffect(template)}`,
});
