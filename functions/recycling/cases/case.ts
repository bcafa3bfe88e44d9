import type { Event, EventOf } from '#events/event.ts';
import type { notificationSuppressed } from '#events/notifications/notification.suppressed.ts';
import type { CaseDocument } from '#layers/published/recycling/case-documents.ts';
import type { Key } from '#layers/table/change.ts';
import type { Instant } from '#layers/time/clock.ts';
import type { Wait } from '../execution/machine.ts';

export const outcomes = ['recycled', 'refurbished', 'rejected'] as const;
export type Outcome = (typeof outcomes)[number];

/** What a case comes to in the end. */
export const results = [...outcomes, 'cancelled', 'expired', 'lost'] as const;
export type Result = (typeof results)[number];

/** What the warehouse counted. It says nothing of money. */
export interface Receipt {
  readonly good: number;
  readonly damaged: number;
  readonly missing: number;
  readonly serials: readonly string[];
}

/** Why a serial may not be its sender's to be counted. */
export const doubts = ['recycled-before', 'in-another-case', 'anothers-device'] as const;

/** A serial that may not be its sender's to be counted, why, and the other case that says so. */
export interface Doubt {
  readonly serial: string;
  readonly why: (typeof doubts)[number];
  readonly reference?: string;
}

/** What a person decided in review, and why. */
export interface Decision {
  readonly at: Instant;
  readonly by: string;
  readonly decision: 'accept' | 'reject' | 'retry';
  readonly because?: string;
  /** The serials in doubt that count as the sender's all the same. */
  readonly counting?: readonly string[];
}

/** Why what a carrier says decides nothing. */
export const newsAside = ['unknown-status', 'to-come', 'before-label'] as const;

/** What a carrier said that decides nothing, when it saw it so by its own clock, and when we heard. */
export interface CarrierNews {
  readonly status: string;
  readonly at: Instant;
  readonly heardAt: Instant;
  readonly why: (typeof newsAside)[number];
}

export interface Label {
  readonly tracking: string;
  readonly at: Instant;
  /** The last civil day on which it can be used, and when that day is over. */
  readonly expiresOn: string;
  readonly expiresAt: Instant;
}

/** Why a mail did not leave; what lacks a confirmed address leaves when it is confirmed. */
export type Unsent = EventOf<typeof notificationSuppressed>['data']['reason'];

/**
 * What is known of a case. Each fact is recorded once, in one transaction with the event that says so; where the case
 * stands, what its execution does next and what an agent must see follow from the facts alone (`rules.ts`).
 */
export interface Facts {
  readonly serials: readonly string[];
  readonly requestedAt: Instant;
  readonly label?: Label;
  readonly extendedAt?: Instant;
  readonly inTransitAt?: Instant;
  /** When the carrier says that it delivered the parcel. */
  readonly deliveredAt?: Instant;
  readonly receivedAt?: Instant;
  readonly receipt?: Receipt & { readonly at: Instant; readonly verdict: 'matches' | 'differs' };
  /** What is known of its serials that speaks against counting them as the sender's. */
  readonly doubts?: readonly Doubt[];
  /** What the carrier said that decides nothing, the first first. */
  readonly carrierNews?: readonly CarrierNews[];
  /** What persons decided in review, the first one first. */
  readonly decisions?: readonly Decision[];
  /** A person let a case begin although a device of it was recycled before. */
  readonly admittedAt?: Instant;
  /** An agent let a case go on although what came is not what was announced. */
  readonly acceptedAt?: Instant;
  readonly outcome?: { readonly at: Instant; readonly outcome: Outcome };
  readonly cancelledAt?: Instant;
  readonly expiredAt?: Instant;
  readonly lostAt?: Instant;
  /** It can turn up no more. */
  readonly givenUpAt?: Instant;
  readonly returnedAt?: Instant;
  readonly certifiedAt?: Instant;
  /** Not dealt with in the time that was promised. */
  readonly overdueAt?: Instant;
  /** A step of the execution failed again and again. */
  readonly trouble?: string;
  /** An agent had it tried again. */
  readonly retriedAt?: Instant;
  /** Papers whose mail did not leave, or of which nobody knows, and why. */
  readonly unsent?: { readonly [D in CaseDocument]?: Unsent };
  readonly closedAt?: Instant;
  readonly result?: Result;
}

export interface Case extends Key, Facts {
  readonly caseId: string;
  /** What people call it by. */
  readonly reference: string;
  readonly customerId: string;
  readonly reason: string;
  /** It counts among the open cases of which its customer may have so many. */
  readonly bounded?: true;
  /** Raised with every fact. */
  readonly seq: number;
  readonly startedAt?: Instant;
  /** How many executions of the case ended before it was closed: the next one has another name. */
  readonly runs?: number;
  /** What the execution waits at, the token by which it goes on, and since when: a text that sorts later for a later wait. */
  readonly wait?: Wait;
  readonly token?: string;
  readonly waitsSince?: string;
  /** When the carrier saw what it said last. */
  readonly carrierAt?: Instant;
  /** The last event of the case, as what it leads to names it. */
  readonly because: Event['cause'];
  /** The event that each document was mailed for last. */
  readonly mailed?: { readonly [D in CaseDocument]?: Event['cause'] };
}

export const caseKey = (brand: string, caseId: string): Key => ({
  pk: `recycling#${brand}#case#${caseId}`,
  sk: 'case',
});

export const customerPartition = (brand: string, customerId: string): string =>
  `recycling#${brand}#customer#${customerId}`;

const serialPartition = (brand: string, serial: string): string => `recycling#${brand}#serial#${serial}`;

/** Which case a serial is in: one at a time. */
export const openKey = (brand: string, serial: string): Key => ({ pk: serialPartition(brand, serial), sk: 'open' });

/** Whose a serial is, as far as devices said. */
export const ownerKey = (brand: string, serial: string): Key => ({ pk: serialPartition(brand, serial), sk: 'owner' });

/** The case in which a serial was recycled last. */
export const recycledKey = (brand: string, serial: string): Key => ({
  pk: serialPartition(brand, serial),
  sk: 'recycled',
});

export const trackingKey = (brand: string, tracking: string): Key => ({
  pk: `recycling#${brand}#tracking#${tracking}`,
  sk: 'case',
});

/** Cases that a person must look at, in the `list` index. */
export const attentionList = (brand: string): string => `recycling#${brand}#attention`;
