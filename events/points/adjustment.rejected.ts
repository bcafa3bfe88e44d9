import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const adjustmentRejected = defineEvent({
  type: 'adjustment.rejected',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'An adjustment of points that waited for a second person was not approved',
  recordOnly: true,
  data: z.object({ accountId: z.string(), adjustmentId: z.string(), points: z.int() }),
  example: { accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', adjustmentId: 'a-0aZ6mQw1hN3xUe8YtBfKsA', points: 2000 },
  tells: ({ points }, names) => ({
    es: `No se aprobó un ajuste de ${names.points(points).es}`,
    ca: `No es va aprovar un ajust de ${names.points(points).ca}`,
    en: `An adjustment of ${names.points(points).en} was not approved`,
  }),
});
