import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'admins',
  hears: [],
  says: [],
  timers: [],
  needs: { sendsMail: ['on-alarm'] },
} as const satisfies Contract;
