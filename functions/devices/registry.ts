import { DeadLetter } from '#layers/runtime/dead-letter.ts';
import type { Key } from '#layers/table/change.ts';
import type { Validity } from './certificates.ts';

/** A device as it was registered. Brand, site and organisation come from here, never from a message. */
export interface Device {
  readonly brand: string;
  readonly deviceId: string;
  readonly serial: string;
  readonly kind: string;
  /** Every certificate it ever had, the newest last. */
  readonly certificates: readonly Validity[];
  readonly siteId?: string;
  readonly organisationId?: string;
  /** The keyed hash of the code by which a customer claims it. */
  readonly claim?: string;
  readonly ownerId?: string;
}

/** Where a machine stands. A device that stands at no site, such as one of a customer's own, cannot say what only machines do. */
export function standsAt({ deviceId, siteId, organisationId }: Device): { siteId: string; organisationId: string } {
  if (siteId === undefined || organisationId === undefined)
    throw new DeadLetter('no-site', `${deviceId} stands at no site`);
  return { siteId, organisationId };
}

/** A device's name in IoT Core and its MQTT client id; a brand's id holds no hyphen. */
export const thingName = (brand: string, deviceId: string): string => `${brand}-${deviceId}`;

export const deviceKey = (brand: string, deviceId: string): Key => ({
  pk: `devices#${brand}#device#${deviceId}`,
  sk: 'device',
});

/** What the device said last of itself. */
export const statusKey = (brand: string, deviceId: string): Key => ({
  pk: `devices#${brand}#device#${deviceId}`,
  sk: 'status',
});

/** Settles a message that comes again, for ever. */
export const messageKey = (brand: string, deviceId: string, messageId: string): Key => ({
  pk: `devices#${brand}#once#${deviceId}#${messageId}`,
  sk: 'once',
});

/** Which device bears a serial. */
export const serialKey = (brand: string, serial: string): Key => ({
  pk: `devices#${brand}#serial#${serial}`,
  sk: 'serial',
});

/** The devices that a customer has claimed. */
export const ownerPartition = (brand: string, customerId: string): string => `devices#${brand}#owner#${customerId}`;

export const receiptKey = (brand: string, receipt: string): Key => ({
  pk: `devices#${brand}#receipt#${receipt}`,
  sk: 'receipt',
});
