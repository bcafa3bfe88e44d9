import { collectionEmptied } from '#events/collection.emptied.ts';
import { depositClaimed } from '#events/deposit.claimed.ts';
import { depositRecorded } from '#events/deposit.recorded.ts';
import { deviceClaimed } from '#events/device.claimed.ts';
import { deviceFull } from '#events/device.full.ts';
import { deviceProvisioned } from '#events/device.provisioned.ts';
import { deviceReleased } from '#events/device.released.ts';
import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'devices',
  hears: [collectionEmptied],
  says: [deviceProvisioned, deviceClaimed, deviceReleased, deviceFull, depositRecorded, depositClaimed],
  timers: [],
} as const satisfies Contract;
