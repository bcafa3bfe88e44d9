import * as z from 'zod';
import { defineRoutes } from '#layers/runtime/routes.ts';

export const routes = defineRoutes({
  'GET /api/open/health': {
    who: ['anyone'],
    summary: 'The product answers, and its time',
    returns: z.object({ status: z.literal('ok'), brand: z.string(), now: z.iso.datetime() }),
  },
  'GET /api/open/openapi.json': { who: ['anyone'], summary: 'This document', media: 'application/json' },
});
