import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const collectionWithdrawn = defineEvent({
  type: 'collection.withdrawn',
  version: 1,
  owner: 'collections',
  about: 'collection',
  summary: 'A bin is not to be emptied in this collection after all',
  recordOnly: true,
  data: z.object({
    collectionId: z.string(),
    deviceId: z.string(),
    /** The collection that takes it instead. */
    movedTo: z.string().optional(),
  }),
  example: { collectionId: 'col-3vKp0mXb4a8Qk1eTzNwYgA', deviceId: 'rvm-0001', movedTo: 'col-9bQw2nRt6c1Ls8fUyMxZhB' },
  tells: ({ movedTo }) => ({
    es: `Un contenedor se retiró de la recogida${movedTo === undefined ? '' : ' y pasó a otra'}`,
    ca: `Un contenidor es va retirar de la recollida${movedTo === undefined ? '' : ' i va passar a una altra'}`,
    en: `A bin was taken out of the collection${movedTo === undefined ? '' : ' and put into another'}`,
  }),
});
