import { caseRequested } from '#events/case.requested.ts';
import { customerChanged } from '#events/customer.changed.ts';
import { customerConfirmed } from '#events/customer.confirmed.ts';
import { customerLinked } from '#events/customer.linked.ts';
import { customerRegistered } from '#events/customer.registered.ts';
import { deviceClaimed } from '#events/device.claimed.ts';
import { deviceReleased } from '#events/device.released.ts';
import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'customers',
  hears: [deviceClaimed, deviceReleased, caseRequested],
  says: [customerChanged, customerRegistered, customerConfirmed, customerLinked],
  timers: [],
} as const satisfies Contract;
