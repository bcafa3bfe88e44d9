/** How a story is told: by what people, devices and the clock do, and what people then see. It runs in the world and on a cloud. */
import type { Said } from '#layers/table/event-item.ts';
import type { Message } from '../../tools/cloud/mail.ts';
import type { Person, SignIn } from '../../tools/cloud/stack.ts';
import type { Visitor } from '../../tools/demo/visitor.ts';

export type StaffRole = 'agent' | 'manager' | 'warehouse' | 'admin';

/** A device as its owner holds it, or as it stands at its site. */
export interface Device {
  readonly brand: string;
  readonly deviceId: string;
  readonly serial: string;
  readonly claimCode?: string;
  /** Publishes a message of its own, stamped by the product's clock; `how` gives what should be another's or wrong. */
  says(type: string, data: unknown, how?: { id?: string; at?: string; sentAt?: string }): Promise<void>;
  /** Publishes whatever it is given. */
  publishes(type: string, body: string): Promise<void>;
}

/** A message that was put aside. */
export interface Aside {
  readonly code: string;
  readonly reason: string;
  readonly body: string;
}

/** The groups of a brand's pool in which a user of an organisation is. */
export const groupsOfMember = (organisationId: string, sites: 'all' | readonly string[]): string[] => [
  'organisation',
  `organisation:${organisationId}`,
  ...(sites === 'all' ? ['site:*'] : sites.map((siteId) => `site:${siteId}`)),
];

export interface Driver {
  /** The product's time. */
  now(): Promise<string>;
  /** Lets time pass by an ISO 8601 duration, such as `P30D`: all that is due until then happens, in order. */
  travel(duration: string): Promise<void>;
  /** Lets time pass until the clocks of Madrid show `time` next, such as `09:30`. */
  travelTo(time: string): Promise<void>;
  /** Waits until all that is on its way has arrived. */
  quiet(): Promise<void>;
  /** Somebody who has not signed in. */
  stranger(brand: string): Visitor;
  /** A customer who has signed in. */
  as(person: SignIn): Promise<Visitor>;
  /** A member of a brand's staff who has signed in. */
  staff(brand: string, role: StaffRole): Promise<Visitor>;
  /** A user of an organisation who may see these of its sites, or all, and has signed in. */
  member(brand: string, organisationId: string, sites: 'all' | readonly string[]): Promise<Visitor>;
  /** Registers somebody, who opens the confirmation mail and follows its link. Their address holds `story`. */
  registers(brand: string, story: string, name?: string): Promise<Person>;
  /** Registers a device as a manager does: one with a site stands there, one without can be claimed. */
  provisions(brand: string, device: { kind?: string; siteId?: string; organisationId?: string }): Promise<Device>;
  /** The mails to an address, newest first. */
  mails(to: string): Promise<Message[]>;
  /** What is attached to a mail, in its order. */
  attachment(mail: Message, at?: number): Promise<Uint8Array>;
  /** What a capability will say that has no folder yet; the same `id` and time again are a replay. */
  says(brand: string, said: Said, cause: { id: string; time?: string }): Promise<void>;
  /** An operator has all events published again that were recorded between two instants. How many there were. */
  republishes(from: string, to: string): Promise<number>;
  /** What was put aside of a capability, read without taking it away. */
  aside(capability: string): Promise<Aside[]>;
  /** A secret of the stage, for those outside who sign by it. */
  secret(name: string): Promise<string>;
  /** The states that the execution of a case entered, in order. */
  statesOf(caseId: string): Promise<string[]>;
  /** Whether the execution of a case is over, however it ended. */
  hasEnded(caseId: string): Promise<boolean>;
}
