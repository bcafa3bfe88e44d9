import type { Event } from './event.ts';

/** An event and its keys in the table. */
export interface Kept {
  readonly pk: string;
  readonly sk: string;
  readonly event: Event;
}

/** When an event happened, as its sort key begins. */
export const instantIn = (sk: string): string => sk.slice(0, sk.indexOf('#'));

/**
 * Events in the order in which they happened, the oldest first. What follows from an event has the time of that event, so much of
 * what people read is of one instant. There cause stands before effect: an event after the one that led to it or that it undoes, and
 * what one change says in the order in which it says it. Only events that stand in the list are looked at, so all of an instant
 * must. What one change says of several accounts, under one sort key, stays together.
 */
export function causesFirst<Each extends Kept>(events: readonly Each[]): Each[] {
  const steps = stepsOf(events);
  const placed = events.map((each) => {
    const { step, recordedAt } = steps.get(each.sk) as Step;
    return { each, at: instantIn(each.sk), step, recordedAt };
  });
  placed.sort(
    (a, b) =>
      compare(a.at, b.at) ||
      a.step - b.step ||
      compare(a.recordedAt, b.recordedAt) ||
      compare(a.each.sk, b.each.sk) ||
      compare(a.each.pk, b.each.pk),
  );
  return placed.map(({ each }) => each);
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** How many events of its instant lead to one, and when it was first recorded. */
interface Step {
  readonly step: number;
  readonly recordedAt: string;
}

/** The steps of all sort keys. */
function stepsOf(events: readonly Kept[]): Map<string, Step> {
  const bySk = Map.groupBy(events, ({ sk }) => sk);
  const skOf = new Map(events.map(({ sk, event }) => [event.id, sk]));
  const byChange = Map.groupBy(events, changeOf);
  const steps = new Map<string, Step>();
  const stepOf = (sk: string): Step => {
    const known = steps.get(sk);
    if (known !== undefined) return known;
    const kept = bySk.get(sk) ?? [];
    const before = kept
      .flatMap((each) => leadingTo(each, skOf, byChange.get(changeOf(each)) ?? []))
      .filter((other) => other !== sk && instantIn(other) === instantIn(sk));
    const recordedAt = kept.map(({ event }) => event.recordedAt).sort()[0] ?? '';
    const step = { step: Math.max(0, ...before.map((other) => stepOf(other).step + 1)), recordedAt };
    steps.set(sk, step);
    return step;
  };
  for (const sk of bySk.keys()) stepOf(sk);
  return steps;
}

/** What one capability said because of one cause. */
const changeOf = ({ sk, event }: Kept): string => `${instantIn(sk)} ${event.cause.id} ${event.source}`;

/** The sort keys of what led to an event, of what it undoes, and of what its own change said before it. */
function leadingTo({ event }: Kept, skOf: ReadonlyMap<string, string>, change: readonly Kept[]): string[] {
  const { original } = event.data as { original?: Event['cause'] };
  const said = change.filter((other) => (other.event.seq ?? 0) < (event.seq ?? 0)).map(({ sk }) => sk);
  return [skOf.get(event.cause.id), original && skOf.get(original.id), ...said].filter((sk) => sk !== undefined);
}
