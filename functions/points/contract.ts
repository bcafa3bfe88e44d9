import { customerLinked } from '#events/customer.linked.ts';
import { depositClaimed } from '#events/deposit.claimed.ts';
import { depositRecorded } from '#events/deposit.recorded.ts';
import { pointsEarned } from '#events/points.earned.ts';
import { pointsRefused } from '#events/points.refused.ts';
import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'points',
  hears: [depositRecorded, depositClaimed, customerLinked],
  says: [pointsEarned, pointsRefused],
  timers: [],
} as const satisfies Contract;
