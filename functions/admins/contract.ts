import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'admins',
  hears: [],
  says: [],
  timers: [],
} as const satisfies Contract;
