import { deviceClaimed } from '#events/devices/device.claimed.ts';
import { deviceReleased } from '#events/devices/device.released.ts';
import { identifierHash } from '#layers/runtime/identifier.ts';
import { create, remove, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get, getAll, query } from '#layers/table/read.ts';
import { between, type Instant, minutes, now } from '#layers/time/clock.ts';
import type { Shown } from './device.ts';
import { problem } from './problems.ts';
import { type Device, deviceKey, ownerPartition, serialKey, statusKey } from './registry.ts';
import { sendsCode } from './tries.ts';

type Owned = Pick<Device, 'deviceId' | 'serial' | 'kind'>;
type Status = { readonly lastSeen: Instant };

/**
 * Makes a device a customer's, by its serial and the code that came with it. Without the right code it does not exist. Throws
 * `not-found`, `device-claimed`, `device-yours`, `tried-too-often`.
 */
export async function claim(
  origin: Origin,
  customerId: string,
  { serial, code }: { serial: string; code: string },
): Promise<Shown> {
  const { brand } = origin;
  await sendsCode(origin, customerId, 'device');
  const found = await get<Pick<Device, 'deviceId' | 'kind'>>(serialKey(brand, serial));
  if (found === undefined) throw problem('not-found');
  const { deviceId, kind } = found;
  const hash = await identifierHash(brand, 'claim', code);
  const { answer } = await commit(origin, {
    events: [say(deviceClaimed, { about: customerId, effect: deviceId, data: { customerId, deviceId, kind, serial } })],
    changes: [
      update(deviceKey(brand, deviceId), {
        set: { ownerId: customerId },
        when: { equals: { claim: hash }, absent: ['ownerId'] },
        orElse: (stored) => problem(unclaimable(stored as Partial<Device> | undefined, hash, customerId)),
      }),
      create({ pk: ownerPartition(brand, customerId), sk: deviceId, deviceId, serial, kind }),
    ],
    answer: { id: deviceId, serial, kind, state: 'new' as const },
  });
  return answer;
}

/** Who does not know the code learns nothing of the device. */
function unclaimable(stored: Partial<Device> | undefined, hash: string, customerId: string) {
  if (stored?.claim !== hash) return 'not-found';
  return stored.ownerId === customerId ? 'device-yours' : 'device-claimed';
}

/** Gives a device up: from now on somebody else can claim it by its code. */
export async function release(origin: Origin, customerId: string, deviceId: string): Promise<void> {
  const { brand } = origin;
  const device = await get<Device>(deviceKey(brand, deviceId));
  if (device === undefined) throw problem('not-found');
  const { serial } = device;
  await commit(origin, {
    events: [say(deviceReleased, { about: customerId, effect: deviceId, data: { customerId, deviceId, serial } })],
    changes: [
      update(deviceKey(brand, deviceId), {
        remove: ['ownerId'],
        when: { equals: { ownerId: customerId } },
        orElse: () => problem('not-found'),
      }),
      remove({ pk: ownerPartition(brand, customerId), sk: deviceId }),
    ],
  });
}

/** A customer's devices with the state of each. */
export async function devicesOf(brand: string, customerId: string): Promise<Shown[]> {
  return withState(brand, await query<Owned>(ownerPartition(brand, customerId)));
}

/** One of a customer's devices. Throws `not-found`. */
export async function deviceOf(brand: string, customerId: string, deviceId: string): Promise<Shown> {
  const [owned, status] = await getAll<[Owned, Status]>([
    { pk: ownerPartition(brand, customerId), sk: deviceId },
    statusKey(brand, deviceId),
  ]);
  if (owned === undefined) throw problem('not-found');
  return shown(owned, status?.lastSeen);
}

async function withState(brand: string, owned: Owned[]): Promise<Shown[]> {
  const statuses = await getAll<Status[]>(owned.map(({ deviceId }) => statusKey(brand, deviceId)));
  return owned.map((device, at) => shown(device, statuses[at]?.lastSeen));
}

/** A device that says nothing for so long is silent. */
const silence = minutes(30);

function shown({ deviceId, serial, kind }: Owned, lastSeen: string | undefined): Shown {
  const state = lastSeen === undefined ? 'new' : between(lastSeen, now()) > silence ? 'silent' : 'online';
  return { id: deviceId, serial, kind, state };
}
