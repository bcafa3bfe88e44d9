import type { Programme } from '#brands/programmes.ts';
import { deviceProvisioned } from '#events/devices/device.provisioned.ts';
import { activate, ensureThing, newCertificate, revoke } from '#layers/aws/iot.ts';
import { environment } from '#layers/environment.ts';
import { identifierHash } from '#layers/runtime/identifier.ts';
import { create, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { randomToken } from '#layers/table/random-token.ts';
import { get } from '#layers/table/read.ts';
import type { Provision } from './device.ts';
import { problem } from './problems.ts';
import { type Device, deviceKey, serialKey, thingName } from './registry.ts';

/** What the answer alone holds: it is never stored. */
interface Credentials {
  readonly deviceId: string;
  readonly thingName: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly claimCode?: string;
}

/**
 * Registers a device with a certificate of its own, which works only once the registration stands. The same request
 * again makes new credentials and revokes the first.
 */
export async function provision(
  origin: Origin,
  programme: Programme,
  device: Provision,
  renewing: boolean,
): Promise<Credentials> {
  const { deviceId, siteId, organisationId } = device;
  if (!programme.devices.kinds.includes(device.kind)) throw problem('device-kind-unknown');
  if ((siteId === undefined) !== (organisationId === undefined)) throw problem('device-needs-site');
  const { brand } = origin;
  const name = thingName(brand, deviceId);
  await ensureThing({ name, type: environment.THING_TYPE, attributes: { brand, deviceId } });
  const certificate = await newCertificate(name, environment.THING_POLICY);
  const claimCode = siteId === undefined ? randomToken(9) : undefined;
  const fresh = {
    certificateId: certificate.id,
    claim: claimCode && (await identifierHash(brand, 'claim', claimCode)),
  };
  const replaced = await (renewing ? renew(origin, device, fresh) : register(origin, device, fresh));
  await activate(certificate.id);
  if (replaced !== undefined) await revoke(replaced);
  return { deviceId, thingName: name, certificate: certificate.pem, privateKey: certificate.privateKey, claimCode };
}

type Fresh = Pick<Device, 'certificateId' | 'claim'>;

async function register(origin: Origin, device: Provision, fresh: Fresh): Promise<undefined> {
  const { brand } = origin;
  const { deviceId, serial, kind, siteId, organisationId } = device;
  const exists = () => problem('device-exists');
  await commit(origin, {
    events: [
      say(deviceProvisioned, {
        about: deviceId,
        effect: 'provisioned',
        data: { deviceId, kind, siteId, organisationId },
      }),
    ],
    changes: [
      create({ ...deviceKey(brand, deviceId), brand, ...device, ...fresh }, exists),
      create({ ...serialKey(brand, serial), deviceId, kind }, exists),
    ],
  });
}

/** The certificate that the new one replaces. */
async function renew(
  { once: _once, ...origin }: Origin,
  { deviceId }: Provision,
  fresh: Fresh,
): Promise<string | undefined> {
  const key = deviceKey(origin.brand, deviceId);
  const device = await get<Device>(key);
  if (device === undefined) throw problem('not-found');
  await commit(origin, {
    changes: [update(key, { set: { ...fresh }, when: { equals: { certificateId: device.certificateId } } })],
  });
  return device.certificateId;
}
