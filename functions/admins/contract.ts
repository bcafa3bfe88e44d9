import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'admins',
  hears: [],
  says: [],
  timers: {},
  personal: [
    {
      items: 'admins#*#settled',
      exported: { not: 'Why an operator put a message away, and the ids it was about' },
      erased: { kept: 'It names nobody, and says why a message was never handled' },
    },
  ],
  needs: { sendsMail: ['on-alarm', 'on-schedule'] },
} as const satisfies Contract;
