import * as z from 'zod';
import type { Instant } from '#layers/time/clock.ts';
import { type Change, create, type Key, remove, type Update, update } from './change.ts';
import { hashOf, idFrom } from './hash.ts';
import type { Origin } from './origin.ts';

/**
 * Whether somebody waits for a timer by its instant, or it is one of many thousands that may be due at one midnight. Bulk is
 * handed over after deadlines, a part of it each minute.
 */
export type TimerClass = 'deadline' | 'bulk';

/** A timer as its owner receives it. */
export const Timer = z.object({
  pk: z.string(),
  sk: z.string(),
  owner: z.string(),
  brand: z.string(),
  subject: z.string(),
  kind: z.string(),
  /** Timers that were armed before there were classes have none in the table. */
  class: z.enum(['deadline', 'bulk']).default('deadline'),
  /** The instant it was armed for. Only its owner changes it. */
  dueAt: z.iso.datetime({ precision: 3 }),
  data: z.record(z.string(), z.unknown()),
});
export type Timer = z.infer<typeof Timer>;

/** The partition of the `due` index in which a brand's deadlines stand, each swept on its own. */
export const deadlinesOf = (brand: string): string => `due#deadline#${brand}`;

/** Where the bulk of one owner at one brand stands, so that none of another owner or brand has to wait behind it to be seen. */
export const bulkOf = (owner: string, brand: string): string => `due#bulk#${owner}#${brand}`;

/** Where timers stand that were armed before brands and classes had partitions of their own. Those armed again leave them. */
export const formerPartitions: readonly string[] = ['due#0', 'due#1', 'due#2', 'due#3'];

/** Where timers stand that nobody sweeps: their owner had them many times and never dealt with them. */
export const parkedPartition = 'due#parked';

export const timerKey = (owner: string, brand: string, subject: string, kind: string): Key => ({
  pk: `timer#${owner}#${brand}#${subject}`,
  sk: kind,
});

/** A timer to be armed. `name` tells timers of one kind and subject apart. */
export interface Armed {
  readonly subject: string;
  readonly kind: string;
  /** As its owner's contract has it. */
  readonly class: TimerClass;
  readonly name?: string;
  readonly dueAt: Instant;
  readonly data?: Record<string, unknown>;
}

type Owner = Pick<Origin, 'owner' | 'brand'>;

/** The timer as it will lie in the table. */
export function timerOf({ owner, brand }: Owner, { subject, kind, name, dueAt, data = {}, ...armed }: Armed): Timer {
  const key = timerKey(owner, brand, subject, name === undefined ? kind : `${kind}#${name}`);
  return { ...key, owner, brand, subject, kind, class: armed.class, dueAt, data };
}

/** Both keys of the `due` index. Whatever lets a timer fire writes both, as an item with one of them stands in no index. */
function visibleFrom(timer: Timer, visibleAt: Instant): { visibleAt: Instant; duePk: string } {
  const { owner, brand } = timer;
  return { visibleAt, duePk: timer.class === 'bulk' ? bulkOf(owner, brand) : deadlinesOf(brand) };
}

/** Arms a timer, in the transaction of the state it belongs to. Fails where it is armed already. */
export function arm(owner: Owner, armed: Armed): Change {
  const timer = timerOf(owner, armed);
  return create({ ...timer, ...visibleFrom(timer, timer.dueAt) });
}

/** Arms a timer whether or not it was armed before, for another instant perhaps. */
export function armAnew(owner: Owner, armed: Armed): Update {
  const timer = timerOf(owner, armed);
  const { pk, sk, ...fields } = timer;
  return update({ pk, sk }, { set: { ...fields, ...visibleFrom(timer, timer.dueAt) }, remove: ['leased'] });
}

/** Takes the timer away, if it is still armed as it was when it fired. Without that nothing of the transaction happens. */
export function disarm(timer: Timer): Change {
  return remove(
    { pk: timer.pk, sk: timer.sk },
    { when: { equals: { dueAt: timer.dueAt } }, orElse: () => new Overtaken() },
  );
}

/** Arms the timer for another instant, if it is still armed as it was when it fired. */
export function rearm(timer: Timer, dueAt: Instant, data = timer.data): Change {
  return update(
    { pk: timer.pk, sk: timer.sk },
    {
      set: { dueAt, data, class: timer.class, ...visibleFrom(timer, dueAt) },
      remove: ['leased'],
      when: { equals: { dueAt: timer.dueAt } },
      orElse: () => new Overtaken(),
    },
  );
}

/** Takes a timer out of the sweeper's sight, if it is as it was seen. */
export const park = (key: Key, visibleAt: Instant): Update =>
  update(key, { set: { duePk: parkedPartition }, when: { equals: { visibleAt } } });

/** Lets a parked timer fire again, as if it had never been tried. */
export const unpark = (timer: Timer): Update =>
  update(
    { pk: timer.pk, sk: timer.sk },
    { set: visibleFrom(timer, timer.dueAt), remove: ['leased'], when: { equals: { duePk: parkedPartition } } },
  );

/** The timer was acted on or changed by somebody else meanwhile: there is nothing left to do. */
export class Overtaken extends Error {
  constructor() {
    super('the timer was overtaken');
    this.name = 'Overtaken';
  }
}

/** The origin of what a timer leads to: its key and the instant for which it was armed. */
export function firedBy(timer: Timer): Origin {
  return {
    brand: timer.brand,
    owner: timer.owner,
    cause: { id: idFrom(timer.pk, timer.sk, timer.dueAt), subject: timer.subject, time: timer.dueAt },
    hash: hashOf({ pk: timer.pk, sk: timer.sk, dueAt: timer.dueAt }),
    actor: { id: timer.owner, role: 'system' },
  };
}
