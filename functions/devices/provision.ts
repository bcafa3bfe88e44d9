import type { Programme } from '#brands/programmes.ts';
import { deviceProvisioned } from '#events/devices/device.provisioned.ts';
import { activate, type Certificate, ensureThing, newCertificate } from '#layers/aws/iot.ts';
import { environment } from '#layers/environment.ts';
import { identifierHash } from '#layers/runtime/identifier.ts';
import { create } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { randomToken } from '#layers/table/random-token.ts';
import { now } from '#layers/time/clock.ts';
import { type Credentials, credentialsOf, replace } from './credentials.ts';
import type { Provision } from './device.ts';
import { problem } from './problems.ts';
import { deviceKey, serialKey, thingName } from './registry.ts';

/**
 * Registers a device with a certificate of its own, which works only once the registration stands. The same request
 * again makes new credentials and revokes the first.
 */
export async function provision(
  origin: Origin,
  programme: Programme,
  device: Provision,
  renewing: boolean,
): Promise<Credentials & { readonly claimCode?: string }> {
  const { deviceId, siteId, organisationId } = device;
  if (!programme.devices.kinds.includes(device.kind)) throw problem('device-kind-unknown');
  if ((siteId === undefined) !== (organisationId === undefined)) throw problem('device-needs-site');
  const { brand } = origin;
  const name = thingName(brand, deviceId);
  await ensureThing({ name, type: environment.THING_TYPE, attributes: { brand, deviceId } });
  const certificate = await newCertificate(name, environment.THING_POLICY);
  const claimCode = siteId === undefined ? randomToken(9) : undefined;
  const claim = claimCode && (await identifierHash(brand, 'claim', claimCode));
  if (renewing) await replace(origin, deviceId, certificate, { renewing, fields: { claim } });
  else await register(origin, device, certificate, claim);
  return { ...credentialsOf(brand, deviceId, certificate), claimCode };
}

async function register(
  origin: Origin,
  device: Provision,
  certificate: Certificate,
  claim: string | undefined,
): Promise<void> {
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
      create(
        { ...deviceKey(brand, deviceId), brand, ...device, claim, certificates: [{ id: certificate.id, from: now() }] },
        exists,
      ),
      create({ ...serialKey(brand, serial), deviceId, kind }, exists),
    ],
  });
  await activate(certificate.id);
}
