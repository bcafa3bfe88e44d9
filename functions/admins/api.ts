import { onApi } from '#layers/runtime/on-api.ts';
import { now } from '#layers/time/clock.ts';
import openapi from '../../docs/openapi.json' with { type: 'json' };
import { contract } from './contract.ts';
import { routes } from './routes.ts';

const document = JSON.stringify(openapi);

export const handler = onApi(contract, routes, {
  'GET /api/open/health': async ({ caller }) => ({ status: 'ok' as const, brand: caller.brand, now: now() }),
  'GET /api/open/openapi.json': async () => document,
});
