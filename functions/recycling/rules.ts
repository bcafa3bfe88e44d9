import type { Programme, Recycling } from '#brands/programmes.ts';
import type { CaseDocument } from '#layers/published/recycling/case-documents.ts';
import { atHour, dayAfter } from '#layers/time/civil.ts';
import type { Instant } from '#layers/time/clock.ts';
import { type Doubt, type Facts, outcomes, type Receipt, type Result } from './cases/case.ts';
import type { OutcomeOf, Wait } from './execution/machine.ts';

export const states = [
  'requested',
  'label-sent',
  'in-transit',
  'delivered',
  'received',
  'inspected',
  'in-review',
  'expired',
  'lost',
  'cancelled',
  ...outcomes,
  'closed',
] as const;
export type State = (typeof states)[number];

/** R01: where a case stands. The furthest fact decides, whatever the order in which facts came. */
export function stateOf(facts: Facts): State {
  if (facts.closedAt !== undefined) return 'closed';
  if (facts.outcome !== undefined) return facts.outcome.outcome;
  if (facts.cancelledAt !== undefined) return 'cancelled';
  if (inReview(facts)) return 'in-review';
  if (facts.receipt !== undefined) return 'inspected';
  if (facts.receivedAt !== undefined) return 'received';
  if (facts.lostAt !== undefined) return 'lost';
  if (facts.deliveredAt !== undefined) return 'delivered';
  if (facts.inTransitAt !== undefined) return 'in-transit';
  if (facts.expiredAt !== undefined) return 'expired';
  return facts.label === undefined ? 'requested' : 'label-sent';
}

/**
 * R02: an agent decides where what came is not what was announced, where a device was recycled before, or where a step of the
 * case failed.
 */
export const inReview = (facts: Facts): boolean => {
  const { trouble, receipt, acceptedAt, outcome } = facts;
  const differs = receipt?.verdict === 'differs' && acceptedAt === undefined && outcome === undefined;
  return trouble !== undefined || differs || waitsForAdmission(facts);
};

/** A device of the case was recycled before, and nobody has decided whether it may come. */
export const waitsForAdmission = (facts: Facts): boolean =>
  (facts.doubts ?? []).length > 0 &&
  [
    facts.admittedAt,
    facts.inTransitAt,
    facts.receivedAt,
    facts.receipt,
    facts.cancelledAt,
    facts.outcome,
    facts.closedAt,
  ].every((each) => each === undefined);

/** The doubts in which nobody decided that the serial counts all the same. */
export function openDoubts({ doubts = [], decisions = [] }: Facts): readonly Doubt[] {
  const counting = decisions.flatMap((decision) => decision.counting ?? []);
  return doubts.filter(({ serial }) => !counting.includes(serial));
}

/** R02: of what came, what counts as the sender's: on their certificate and for their points. */
export function countedFor(facts: Facts): readonly string[] {
  const inDoubt = openDoubts(facts).map(({ serial }) => serial);
  return (facts.receipt?.serials ?? []).filter((serial) => !inDoubt.includes(serial));
}

/** Cancelled or rejected with something in the house: it goes back to its owner. */
export const toReturn = ({ cancelledAt, receivedAt, receipt, outcome, returnedAt }: Facts): boolean =>
  returnedAt === undefined &&
  receivedAt !== undefined &&
  receipt?.serials.length !== 0 &&
  (outcome === undefined ? cancelledAt !== undefined : outcome.outcome === 'rejected');

/** A label is of use: none is made yet, and nothing is under way, has come or was called off before it. */
export const labelIsWanted = (facts: Facts): boolean => {
  const { label, inTransitAt, receivedAt, cancelledAt, closedAt, outcome } = facts;
  const nothing = [label, inTransitAt, receivedAt, cancelledAt, closedAt, outcome].every((each) => each === undefined);
  return nothing && !waitsForAdmission(facts);
};

/** Nobody has handed it in, and nothing has ended the label: what becomes of its last day matters. */
export const labelIsInUse = ({ label, inTransitAt, receivedAt, expiredAt, cancelledAt, closedAt }: Facts): boolean =>
  label !== undefined &&
  [inTransitAt, receivedAt, expiredAt, cancelledAt, closedAt].every((each) => each === undefined);

/** Nothing that is scanned belongs to it any more: it is closed, or is about to be. */
export const isOver = ({ closedAt, givenUpAt, cancelledAt, inTransitAt, receivedAt, outcome }: Facts): boolean =>
  closedAt !== undefined ||
  givenUpAt !== undefined ||
  outcome !== undefined ||
  (cancelledAt !== undefined && inTransitAt === undefined && receivedAt === undefined);

/** The label brings nothing here any more: its return is over or called off, or its parcel has come. */
export const labelHasEnded = (facts: Facts): boolean =>
  isOver(facts) || facts.cancelledAt !== undefined || facts.receivedAt !== undefined;

/** Whether it helps anybody to mail a paper once more: a label is void once its parcel is under way or nothing is to come. */
export const paperIsOfUse = (document: CaseDocument, facts: Facts): boolean =>
  document !== 'label' || labelIsInUse(facts);

export const attentions = ['trouble', 'return', 'differs', 'lost', 'overdue', 'carrier', 'mail'] as const;
export type Attention = (typeof attentions)[number];

/** Why a person must look at a case, most pressing first. */
export function attention(facts: Facts): Attention | undefined {
  const { closedAt, trouble, cancelledAt, lostAt, overdueAt, outcome, unsent, carrierNews, receivedAt } = facts;
  if (closedAt === undefined) {
    if (trouble !== undefined) return 'trouble';
    if (toReturn(facts)) return 'return';
    if (cancelledAt === undefined && inReview(facts)) return 'differs';
    if (lostAt !== undefined) return 'lost';
    if (overdueAt !== undefined && outcome === undefined) return 'overdue';
    if (carrierNews !== undefined && receivedAt === undefined) return 'carrier';
  }
  const inDoubt = (Object.keys(unsent ?? {}) as CaseDocument[]).some(
    (document) => unsent?.[document] !== 'unconfirmed-address' && paperIsOfUse(document, facts),
  );
  return inDoubt ? 'mail' : undefined;
}

/** What each wait of the execution is for: what it ends with as things stand, or nothing while it goes on. */
const waits: { [W in Wait]: (facts: Facts) => OutcomeOf<W> | undefined } = {
  AwaitParcel: (facts) => {
    const { receivedAt, inTransitAt, lostAt, expiredAt, cancelledAt } = facts;
    if (receivedAt !== undefined) return arrived(facts);
    if (isOver(facts)) return 'over';
    if (inTransitAt !== undefined) return (lostAt ?? cancelledAt) === undefined ? 'on-its-way' : 'late';
    return expiredAt === undefined ? undefined : 'late';
  },
  AwaitArrival: (facts) => {
    if (facts.receivedAt !== undefined) return arrived(facts);
    return (facts.lostAt ?? facts.cancelledAt) === undefined ? undefined : 'late';
  },
  AwaitLate: (facts) => {
    const { receivedAt, inTransitAt, lostAt, cancelledAt } = facts;
    if (receivedAt !== undefined) return arrived(facts);
    if (isOver(facts)) return 'over';
    return inTransitAt !== undefined && (lostAt ?? cancelledAt) === undefined ? 'on-its-way' : undefined;
  },
  AwaitInspection: ({ cancelledAt, receipt }) => (cancelledAt === undefined ? receipt?.verdict : 'to-return'),
  AwaitReview: (facts) => {
    if (facts.trouble !== undefined) return undefined;
    if (facts.outcome?.outcome === 'rejected') return 'to-return';
    if (facts.cancelledAt !== undefined) return facts.receivedAt === undefined ? 'again' : 'to-return';
    if (inReview(facts)) return undefined;
    return facts.acceptedAt === undefined && facts.outcome === undefined ? 'again' : 'accepted';
  },
  AwaitOutcome: ({ outcome, cancelledAt }) => outcome?.outcome ?? (cancelledAt === undefined ? undefined : 'to-return'),
  AwaitReturn: (facts) => (toReturn(facts) ? undefined : 'returned'),
};

const arrived = ({ cancelledAt }: Facts) => (cancelledAt === undefined ? 'arrived' : 'to-return');

/** What a wait ends with as things stand; undefined while it goes on. */
export const awaited = (wait: Wait, facts: Facts): string | undefined => waits[wait](facts);

/** Whether the execution of a case stands at a wait that only a new fact can end, or is through. */
export const standsStill = (facts: Facts & { readonly wait?: Wait }): boolean =>
  facts.closedAt !== undefined || (facts.wait !== undefined && awaited(facts.wait, facts) === undefined);

/** R02: whether what came is what was announced, less what is missing. */
export function verdictOn(announced: readonly string[], { serials, missing }: Receipt): 'matches' | 'differs' {
  const known = serials.every((serial) => announced.includes(serial));
  return known && serials.length > 0 && serials.length + missing === announced.length ? 'matches' : 'differs';
}

/** What was announced and did not come. */
export const missingOf = ({ serials, receipt }: Facts): string[] =>
  receipt === undefined ? [] : serials.filter((serial) => !receipt.serials.includes(serial));

/** Every serial is one device, good or damaged. No serial stands there twice. */
export const consistent = ({ good, damaged, serials }: Receipt): boolean => good + damaged === serials.length;

/** What a case comes to in the end. */
export function resultOf({ outcome, cancelledAt, lostAt }: Facts): Result {
  return outcome?.outcome ?? (cancelledAt !== undefined ? 'cancelled' : lostAt !== undefined ? 'lost' : 'expired');
}

/** The hour of the civil day at which a label's end is called to mind. */
const reminderHour = 10;

/** When a label's end is called to mind, and when it comes: the first of these after `at`. */
export function nextLabelInstant(
  { expiresOn, expiresAt }: { expiresOn: string; expiresAt: Instant },
  { label }: Recycling,
  zone: string,
  at: Instant,
): Instant {
  return labelReminders(expiresOn, label.remindDaysBefore, zone).find((reminder) => reminder > at) ?? expiresAt;
}

export const labelReminders = (expiresOn: string, daysBefore: readonly number[], zone: string): Instant[] =>
  daysBefore.map((days) => atHour(dayAfter(expiresOn, -days), zone, reminderHour)).sort();

/** Why nothing is said of what recycling saved: nobody knows what kind a device is, or the brand has no figures of its kind. */
export type NoFigures = 'kind-unknown' | 'kind-without-figures';

/** Devices of one kind that were recycled, and the figures published for that kind. */
export interface RecycledKind {
  readonly devices: number;
  readonly impact: Recycling['impact'][string];
}

/**
 * R03: the recycled devices by kind, each with its own figures, or why there are none. `known` has the kind of each device, undefined
 * where no register knows the device: at a brand with one kind it can be no other. A sum over some of the devices would pass for
 * one over all, so one device without figures leaves the figures out.
 */
export function recycledKinds(
  { devices, recycling }: Programme,
  known: readonly (string | undefined)[],
): readonly RecycledKind[] | NoFigures {
  const [only, another] = devices.kinds;
  const kinds = known.map((kind) => kind ?? (another === undefined ? only : undefined));
  const figures = new Map<string, RecycledKind>();
  for (const kind of kinds) {
    if (kind === undefined) return 'kind-unknown';
    const impact = recycling?.impact[kind];
    if (impact === undefined) return 'kind-without-figures';
    figures.set(kind, { impact, devices: (figures.get(kind)?.devices ?? 0) + 1 });
  }
  return [...figures.values()];
}

/** R03, P10: what recycling these devices saves, by the published factor of each kind. Whole grams, rounded for each kind. */
export function savedBy(kinds: readonly RecycledKind[]): { grams: number; co2eGrams: number } {
  let [grams, co2eGrams] = [0, 0];
  for (const { devices, impact } of kinds) {
    const all = impact.grams * devices;
    grams += all;
    co2eGrams += Math.round((all * impact.co2eGramsPerKg) / 1000);
  }
  return { grams, co2eGrams };
}
