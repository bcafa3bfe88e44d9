/** The files of a capability that does as little as one can and still works: one route, with all that a route asks for. */
export const capabilityFiles = (name: string): Record<string, string> => ({
  [`functions/${name}/README.md`]: `# ${name}

What it owns, hears and says, its keys and its invariants, on one screen.

- **Owns** nothing yet.
- **Hears** nothing yet.
- **Says** nothing yet.
`,
  [`functions/${name}/contract.ts`]: `import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: '${name}',
  hears: [],
  says: [],
  timers: {},
  personal: [],
} as const satisfies Contract;
`,
  [`functions/${name}/routes.ts`]: `import * as z from 'zod';
import { defineRoutes } from '#layers/runtime/routes.ts';

export const routes = defineRoutes({
  'GET /': {
    who: ['customer'],
    summary: 'Who asks',
    returns: z.object({ customerId: z.string() }),
  },
});
`,
  [`functions/${name}/api.ts`]: `import { onApi } from '#layers/runtime/on-api.ts';
import { contract } from './contract.ts';
import { routes } from './routes.ts';

export const handler = onApi(contract, routes, {
  'GET /': async ({ caller }) => ({ customerId: caller.id }),
});
`,
  [`test/${name}/access.txt`]: `route ${' '.repeat(name.length + 7)} anyone customer organisation prescriber agent manager warehouse admin stranger
GET    /api/${name} 401    in       403          403        401   401     401       401   -
`,
  [`test/${name}/${name}.story.test.ts`]: `import { expect, it } from '@jest/globals';
import { place } from '../support/place.ts';

const here = await place();

it('a customer is told who asks', async () => {
  const { customerId, ...person } = await here.registers('retorno', '${name}');
  const me = await here.as(person);
  expect((await me.get('/api/${name}')).body).toEqual({ customerId });
});
`,
});
