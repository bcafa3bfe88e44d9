import type { EventDefinition } from '#events/event.ts';

/**
 * What a capability says of itself. Its queues, rules, permissions, documents and access tests are derived from this and
 * from its `routes.ts`; entries are found by name: `api.ts`, `on-event.ts`, `on-timer.ts`, `on-device.ts`.
 */
export interface Contract {
  /** The folder's name, the owner prefix of its keys and the source of its events. */
  readonly capability: string;
  readonly hears: readonly EventDefinition[];
  readonly says: readonly EventDefinition[];
  /** The kinds of timer it arms. */
  readonly timers: readonly string[];
}
