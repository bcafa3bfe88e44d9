import type { EventDefinition } from '#events/event.ts';
import type { Partition } from '#layers/table/partition.ts';
import type { TimerClass } from '#layers/table/timer.ts';

/**
 * What a capability says of itself. Its queues, rules, permissions, documents and access tests are derived from this and
 * from its `routes.ts`; entries are found by name: `api.ts`, `on-event.ts`, `on-timer.ts`, `on-device.ts`.
 */
export interface Contract {
  /** The folder's name, the owner prefix of its keys and the source of its events. */
  readonly capability: string;
  readonly hears: readonly EventDefinition[];
  readonly says: readonly EventDefinition[];
  /** The kinds of timer it arms, each with its class. Bulk is what may be due by the thousand at one instant. */
  readonly timers: { readonly [kind: string]: TimerClass };
  readonly needs?: Needs;
  /** Where customers' items lie, and what becomes of them. Who deals with customers says it, if only that there are none. */
  readonly personal?: readonly PersonalItems[];
}

/**
 * Partitions of a capability in which items stand that are a customer's: by their name, by what they hold, or by their key.
 * Events are not among them: they carry ids and no personal data, and whose an id was is no longer known when the person is gone.
 */
export interface PersonalItems {
  /** A pattern of the partitions' keys: `points#*#account#*`. */
  readonly items: string;
  /** How they are part of what a customer gets who asks for their data. */
  readonly exported: 'whole' | { readonly not: string };
  /** What becomes of them when a customer is erased: they go, or what names the customer goes, or they stay, and why. */
  readonly erased: 'removed' | 'unnamed' | { readonly kept: string };
}

/** An entry file without its ending. */
export type EntryName = 'api' | `on-${string}`;

/** A secret of the stage. Its name stands in the environment of whoever reads it. */
export type Secret = 'hash-key' | 'link-key' | 'cause-key';

/** A service of AWS beside the table and the queues, by its file in `layers/aws`. */
export type Service = 'cognito' | 'iot' | 'stepfunctions';

/** What functions need beside their own items and queues. Grants and environment follow from it, for the entries named and no others. */
export interface Needs {
  /** What all its functions read beside their own, each as `layers/published` tells where it lies. */
  readonly reads?: readonly Partition[];
  /** That to which all its functions add items, and change none. */
  readonly adds?: readonly Partition[];
  readonly secrets?: Readonly<Partial<Record<Secret, readonly EntryName[]>>>;
  /** The entries that register people, so many from one network in an hour as the stage says. */
  readonly registers?: readonly EntryName[];
  /** The entries that write links to the brands' public addresses. */
  readonly origins?: readonly EntryName[];
  readonly sendsMail?: readonly EntryName[];
  /** Those of them that mail customers, at the stage's rate, each with how many mails one of its messages may lead to. */
  readonly mailsCustomers?: Readonly<Partial<Record<EntryName, number>>>;
  readonly calls?: Readonly<Partial<Record<Service, readonly EntryName[]>>>;
}
