import type { Message } from './queue-messages.ts';

/** A group with so many messages in flight, and with more than this part of all that are, is noisy. */
const noisyFrom = { messages: 30, part: 0.1 };

/** A group that has sent nothing for so many milliseconds is quiet again. */
const quietAfter = 5 * 60_000;

/**
 * Which messages of a standard queue are handed out first: those of quiet groups, and each message without a group; of noisy
 * groups, those of the one with the fewest in flight. A group is noisy from when it has too much in flight until nothing of it
 * waits. What SQS also judges by, a group's part of the time that readers take, is left out: the world knows no such time.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html
 */
export class FairShares {
  readonly #noisy = new Set<string>();
  readonly #lastSent = new Map<string, number>();

  /** A message of a group was sent. */
  hears(group: string, now: number): void {
    this.#lastSent.set(group, now);
  }

  /** Of the messages that may be handed out, those of which the next one is picked; `all` are those of the queue. */
  first(visible: readonly Message[], all: readonly Message[], now: number): readonly Message[] {
    if (this.#lastSent.size === 0) return visible;
    const inFlight = all.filter(({ visibleAt, received }) => visibleAt > now && received > 0);
    const byGroup = Map.groupBy(inFlight, ({ group }) => group);
    const flying = (group: string | undefined) => byGroup.get(group)?.length ?? 0;
    for (const [group, { length }] of byGroup)
      if (group !== undefined && length >= noisyFrom.messages && length > noisyFrom.part * inFlight.length)
        this.#noisy.add(group);
    const waiting = new Set(visible.map(({ group }) => group));
    for (const group of this.#noisy)
      if (!waiting.has(group) || (this.#lastSent.get(group) ?? 0) + quietAfter < now) this.#noisy.delete(group);
    const quiet = visible.filter(({ group }) => group === undefined || !this.#noisy.has(group));
    if (quiet.length > 0) return quiet;
    const fewest = Math.min(...[...this.#noisy].map(flying));
    return visible.filter(({ group }) => flying(group) === fewest);
  }
}
