import type { Bucket } from './bucket.ts';
import type { Functions, Outcome } from './functions.ts';
import type { Queues } from './queues.ts';
import { Schedule } from './schedule.ts';
import type { Scheduler } from './scheduler.ts';
import type { Table } from './table.ts';

const minute = 60_000;

/** The sweeper's, each minute in which a timer is due. */
export const sweeps = (scheduler: Scheduler, functions: Functions, table: Table): Schedule =>
  new Schedule(scheduler, {
    label: 'the schedule of the minute',
    every: minute,
    from() {
      const first = table.firstIn('due');
      return first === undefined ? undefined : Date.parse(first);
    },
    run: (ended) => functions.invoke('timers/on-schedule', {}, ended),
    busy: () => false,
  });

/** That of what IoT Core could not deliver, every five minutes while anything lies in the bucket. */
export const undelivered = (scheduler: Scheduler, functions: Functions, bucket: Bucket): Schedule =>
  new Schedule(scheduler, {
    label: 'the schedule of what was not delivered',
    every: 5 * minute,
    from: () => (bucket.isEmpty ? undefined : scheduler.now()),
    run: (ended) => functions.invoke('devices/on-schedule', {}, ended),
    busy: () => !bucket.isEmpty,
  });

/**
 * That of dead letters, every five minutes. A run is passed over while nothing came since the last one that ended well and told of all
 * it found: it would find nothing new.
 */
export function letters(scheduler: Scheduler, functions: Functions, queues: Queues): Schedule {
  /** How many letters had come to lie aside before the last run that left nothing to do. */
  let dealtWith = 0;
  return new Schedule(scheduler, {
    label: 'the schedule of dead letters',
    every: 5 * minute,
    from: () => (queues.setAside === dealtWith ? undefined : scheduler.now()),
    run(ended) {
      const { setAside } = queues;
      functions.invoke('admins/on-schedule', {}, (outcome) => {
        ended();
        if (waitingAfter(outcome) === 0) dealtWith = setAside;
      });
    },
    busy: () => false,
  });
}

/** How many letters wait for another run; undefined where it failed. */
const waitingAfter = (outcome: Outcome): number | undefined =>
  outcome !== 'died' && 'value' in outcome ? (outcome.value as { waiting: number }).waiting : undefined;
