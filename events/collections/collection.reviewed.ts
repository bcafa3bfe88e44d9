import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const collectionReviewed = defineEvent({
  type: 'collection.reviewed',
  version: 1,
  owner: 'collections',
  about: 'collection',
  summary: 'An agent decided on a collection whose masses differ; the reason is kept with the collection',
  recordOnly: true,
  data: z.object({ collectionId: z.string(), decision: z.enum(['accepted', 'claimed']) }),
  example: { collectionId: 'col-3vKp0mXb4a8Qk1eTzNwYgA', decision: 'claimed' },
  tells: ({ decision }) => ({
    es: decision === 'accepted' ? 'La diferencia se dio por buena' : 'La diferencia se reclamó',
    ca: decision === 'accepted' ? 'La diferència es va donar per bona' : 'La diferència es va reclamar',
    en: decision === 'accepted' ? 'The difference was accepted' : 'The difference was claimed',
  }),
});
