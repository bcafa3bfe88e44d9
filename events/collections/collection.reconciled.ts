import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Balance } from '../values/balance.ts';

export const collectionReconciled = defineEvent({
  type: 'collection.reconciled',
  version: 1,
  owner: 'collections',
  about: 'collection',
  summary: 'Deposits, weighing and recycler’s receipt of a collection agree',
  recordOnly: true,
  data: z.object({ collectionId: z.string(), balance: Balance }),
  example: {
    collectionId: 'col-3vKp0mXb4a8Qk1eTzNwYgA',
    balance: [
      { material: 'pet', deposited: 337_344, weighed: 337_300, received: 336_900, allowed: 1_012, agrees: true },
    ],
  },
  tells: () => ({
    es: 'Cuadra: lo depositado, lo pesado y lo recibido coinciden',
    ca: 'Quadra: el dipositat, el pesat i el rebut coincideixen',
    en: 'Reconciled: what was deposited, weighed and received agrees',
  }),
});
