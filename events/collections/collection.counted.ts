import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { Containers, told } from '../values/containers.ts';
import { toldMass } from '../values/masses.ts';
import { plural } from '../values/plural.ts';

export const collectionCounted = defineEvent({
  type: 'collection.counted',
  version: 1,
  owner: 'collections',
  about: 'collection',
  summary: 'The deposits of an emptied bin were counted, for good',
  recordOnly: true,
  data: z.object({
    collectionId: z.string(),
    deviceId: z.string(),
    emptiedAt: z.iso.datetime({ precision: 3 }),
    deposits: z.int().min(0),
    containers: Containers,
    /** Those among them that arrived when the books of their own emptying were closed. */
    lateDeposits: z.int().min(0),
    late: Containers,
  }),
  example: {
    collectionId: 'col-3vKp0mXb4a8Qk1eTzNwYgA',
    deviceId: 'rvm-0001',
    emptiedAt: '2026-11-22T16:40:00.000Z',
    deposits: 3_012,
    containers: [
      { material: 'can', count: 9_036, grams: 126_504 },
      { material: 'pet', count: 12_048, grams: 337_344 },
    ],
    lateDeposits: 1,
    late: [{ material: 'pet', count: 2, grams: 56 }],
  },
  tells: ({ containers, lateDeposits: late }) => {
    const [what, mass] = [told(containers), toldMass(containers)];
    return {
      es: `Se contó lo depositado en una máquina: ${what.es}, ${mass.es}${late === 0 ? '' : `; ${late} ${plural(late, 'depósito llegó', 'depósitos llegaron')} tarde`}`,
      ca: `Es va comptar el que es va dipositar en una màquina: ${what.ca}, ${mass.ca}${late === 0 ? '' : `; ${late} ${plural(late, 'dipòsit va arribar', 'dipòsits van arribar')} tard`}`,
      en: `What was deposited in a machine was counted: ${what.en}, ${mass.en}${late === 0 ? '' : `; ${late} ${plural(late, 'deposit', 'deposits')} came late`}`,
    };
  },
});
