import type { Language, Programme } from '#brands/programmes.ts';
import { adjustmentRejected } from '#events/points/adjustment.rejected.ts';
import { adjustmentRequested } from '#events/points/adjustment.requested.ts';
import { pointsAdjusted } from '#events/points/points.adjusted.ts';
import { personBehind } from '#layers/published/customers/person.ts';
import { problem as common } from '#layers/runtime/problem.ts';
import { type EventItem, eventPartition, subjectOf } from '#layers/table/event-item.ts';
import { query } from '#layers/table/read.ts';
import { type Instant, now } from '#layers/time/clock.ts';
import { accountsOf, headsOf } from './ledger/account.ts';
import { type Adjustment, adjustmentsBy } from './ledger/adjustments.ts';
import { activeOf, pendingOf } from './ledger/head.ts';
import { problem } from './problems.ts';
import { shownEntries } from './shown.ts';

/** So many of a customer's entries and other adjustments are shown, the newest first. */
const most = 10;

/**
 * An adjustment with all that a decision on it needs, in one answer: whose points they are, what they have and would have, what speaks
 * against an approval by this reader, what else was asked for them and what came of it, and their latest entries. Throws `not-found`.
 */
export async function adjustmentShown(programme: Programme, id: string, readerId: string, language: Language) {
  const { id: brand, points: rules } = programme;
  const [adjustment] = await adjustmentsBy(brand, [id]);
  if (adjustment === undefined) throw common('not-found');
  const { customerId, points } = adjustment;
  const [person, heads, asked, { entries }] = await Promise.all([
    personBehind(brand, customerId),
    headsOf(brand, customerId),
    askedFor(brand, customerId),
    shownEntries(programme, customerId, language, { limit: most }),
  ]);
  const active = activeOf(heads, now());
  const against = obstacles(programme, adjustment, active, readerId);
  const others = [...asked.keys()].filter((other) => other !== id).slice(0, most);
  const withTime = (each: Adjustment) => ({ ...each, askedAt: asked.get(each.id) as Instant });
  return {
    ...adjustment,
    review: {
      customer: { customerId, ...(person !== undefined && { name: person.name }) },
      askedAt: asked.get(id) as Instant,
      limit: rules?.adjustments.limit,
      ...{ active, pending: pendingOf(heads) },
      ...(against.length === 0 && { after: active + points }),
      against: against.map((code) => ({ code, text: problem.texts[code][language] })),
      others: (await adjustmentsBy(brand, others)).map(withTime),
      entries,
    },
  };
}

/** What an approval by this reader would be refused for as things stand. */
function obstacles(
  { points: rules }: Programme,
  { state, points, requestedBy }: Adjustment,
  active: number,
  readerId: string,
) {
  if (state !== 'awaiting-approval') return ['adjustment-closed' as const];
  return [
    ...(requestedBy === readerId ? ['second-person-needed' as const] : []),
    ...(rules === undefined ? ['no-points' as const] : []),
    ...(points < 0 && active + points < 0 ? ['adjustment-too-low' as const] : []),
  ];
}

const ofAdjustments: readonly string[] = [adjustmentRequested.type, adjustmentRejected.type, pointsAdjusted.type];

/** The adjustments that were asked for a customer by their ids, each with when, the newest first. */
async function askedFor(brand: string, customerId: string): Promise<ReadonlyMap<string, Instant>> {
  const accounts = await accountsOf(brand, customerId);
  const found = await Promise.all(
    accounts.map((accountId) => query<EventItem>(eventPartition(brand, subjectOf('account', accountId)))),
  );
  const asked = new Map<string, Instant>();
  for (const { type, time, data } of found.flat()) {
    const id = data.adjustmentId as string;
    if (ofAdjustments.includes(type) && time < (asked.get(id) ?? '~')) asked.set(id, time);
  }
  return new Map([...asked].sort(([, a], [, b]) => (a < b ? 1 : -1)));
}
