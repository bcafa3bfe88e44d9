import { deviceRekeyed } from '#events/devices/device.rekeyed.ts';
import { deviceRevoked } from '#events/devices/device.revoked.ts';
import { activate, type Certificate, newCertificate, revoke } from '#layers/aws/iot.ts';
import { environment } from '#layers/environment.ts';
import { update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { now } from '#layers/time/clock.ts';
import { endedBy, inForce, replacedBy } from './certificates.ts';
import { problem } from './problems.ts';
import { type Device, deviceKey, thingName } from './registry.ts';

/** A device's certificate with its key. An answer holds them once, and they are never stored. */
export interface Credentials {
  readonly deviceId: string;
  readonly thingName: string;
  readonly certificate: string;
  readonly privateKey: string;
}

export const credentialsOf = (brand: string, deviceId: string, { pem, privateKey }: Certificate): Credentials => ({
  deviceId,
  thingName: thingName(brand, deviceId),
  certificate: pem,
  privateKey,
});

/**
 * Gives a device a new certificate in place of the one it has, which stops working at once. What was published by that
 * one before still counts. The same request again makes new credentials and revokes those of the first.
 */
export async function rotate(origin: Origin, deviceId: string, renewing: boolean): Promise<Credentials> {
  await registered(origin.brand, deviceId);
  const certificate = await newCertificate(thingName(origin.brand, deviceId), environment.THING_POLICY);
  await replace(origin, deviceId, certificate, { renewing });
  return credentialsOf(origin.brand, deviceId, certificate);
}

/**
 * Makes `certificate` the only one of a registered device, and activates it. `fields` of the device change with it. A request
 * that is `renewing` was carried out before: its event is recorded already, and so is the item that makes it happen once.
 */
export async function replace(
  { once, ...origin }: Origin,
  deviceId: string,
  certificate: Certificate,
  { renewing, fields = {} }: { renewing: boolean; fields?: Partial<Device> },
): Promise<void> {
  const { brand } = origin;
  const before = await retryOnConflict(async () => {
    const { certificates } = await registered(brand, deviceId);
    await commit(renewing ? origin : { ...origin, once }, {
      events: renewing ? [] : [say(deviceRekeyed, { about: deviceId, effect: 'rekeyed', data: { deviceId } })],
      changes: [
        update(deviceKey(brand, deviceId), {
          set: { ...fields, certificates: replacedBy(certificates, certificate.id, now()) },
          when: { equals: { certificates } },
        }),
      ],
    });
    return inForce(certificates, now());
  });
  await activate(certificate.id);
  for (const id of before) await revoke(id);
}

/**
 * Takes a device's certificate away, so that nobody can speak by it from now on, and what is published by it nevertheless is
 * a forgery. What was published before still counts. IoT Core comes first: a request that was cut off is carried out again.
 */
export async function revokeDevice(origin: Origin, deviceId: string): Promise<void> {
  const { brand } = origin;
  await retryOnConflict(async () => {
    const { certificates } = await registered(brand, deviceId);
    const ids = inForce(certificates, now());
    if (ids.length === 0) throw problem('device-revoked');
    for (const id of ids) await revoke(id);
    await commit(origin, {
      events: [say(deviceRevoked, { about: deviceId, effect: 'revoked', data: { deviceId } })],
      changes: [
        update(deviceKey(brand, deviceId), {
          set: { certificates: endedBy(certificates, now()) },
          when: { equals: { certificates } },
        }),
      ],
    });
  });
}

async function registered(brand: string, deviceId: string): Promise<Device> {
  const device = await get<Device>(deviceKey(brand, deviceId));
  if (device === undefined) throw problem('not-found');
  return device;
}
