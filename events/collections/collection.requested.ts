import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { plural } from '../values/plural.ts';
import { Reference } from '../values/reference.ts';

export const collectionRequested = defineEvent({
  type: 'collection.requested',
  version: 1,
  owner: 'collections',
  about: 'collection',
  summary: 'Bins are to be emptied: a task for a carrier',
  recordOnly: true,
  data: z.object({
    collectionId: z.string(),
    reference: Reference.optional(),
    why: z.enum(['full', 'by-hand']),
    bins: z.array(z.string()).min(1),
  }),
  example: { collectionId: 'col-3vKp0mXb4a8Qk1eTzNwYgA', why: 'full', bins: ['rvm-0001'] },
  tells: ({ bins }) => ({
    es: `Se pidió vaciar ${bins.length} ${plural(bins.length, 'contenedor', 'contenedores')}`,
    ca: `Es va demanar buidar ${bins.length} ${plural(bins.length, 'contenidor', 'contenidors')}`,
    en: `${bins.length} ${plural(bins.length, 'bin is', 'bins are')} to be emptied`,
  }),
});
