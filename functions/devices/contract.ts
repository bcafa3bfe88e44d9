import { collectionEmptied } from '#events/collections/collection.emptied.ts';
import { depositClaimed } from '#events/devices/deposit.claimed.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import { deviceClaimed } from '#events/devices/device.claimed.ts';
import { deviceFull } from '#events/devices/device.full.ts';
import { deviceProvisioned } from '#events/devices/device.provisioned.ts';
import { deviceReleased } from '#events/devices/device.released.ts';
import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'devices',
  hears: [collectionEmptied],
  says: [deviceProvisioned, deviceClaimed, deviceReleased, deviceFull, depositRecorded, depositClaimed],
  timers: [],
  needs: {
    secrets: { 'hash-key': ['api', 'on-event', 'on-device'] },
    calls: { iot: ['api'] },
  },
} as const satisfies Contract;
