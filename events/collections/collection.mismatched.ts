import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Balance } from '../values/balance.ts';

export const collectionMismatched = defineEvent({
  type: 'collection.mismatched',
  version: 1,
  owner: 'collections',
  about: 'collection',
  summary: 'Deposits, weighing and recycler’s receipt of a collection differ by more than is allowed: an agent looks',
  recordOnly: true,
  data: z.object({ collectionId: z.string(), balance: Balance }),
  example: {
    collectionId: 'col-3vKp0mXb4a8Qk1eTzNwYgA',
    balance: [
      { material: 'pet', deposited: 337_344, weighed: 337_300, received: 335_344, allowed: 1_012, agrees: false },
    ],
  },
  tells: ({ balance }) => ({
    es: `No cuadra: ${differing(balance)}`,
    ca: `No quadra: ${differing(balance)}`,
    en: `Mismatch: ${differing(balance)}`,
  }),
});

const differing = (balance: Balance): string =>
  balance
    .filter(({ agrees }) => !agrees)
    .map(({ material, deposited, weighed, received }) => `${material} ${deposited} / ${weighed} / ${received} g`)
    .join(', ');
