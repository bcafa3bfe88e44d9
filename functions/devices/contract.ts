import { depositClaimed } from '#events/deposit.claimed.ts';
import { depositRecorded } from '#events/deposit.recorded.ts';
import { deviceClaimed } from '#events/device.claimed.ts';
import { deviceProvisioned } from '#events/device.provisioned.ts';
import { deviceReleased } from '#events/device.released.ts';
import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'devices',
  hears: [],
  says: [deviceProvisioned, deviceClaimed, deviceReleased, depositRecorded, depositClaimed],
  timers: [],
} as const satisfies Contract;
