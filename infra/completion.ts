import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Completion } from './capability.ts';

/** What `infra/capabilities/<name>.ts` adds to a capability, where there is such a file. */
export async function completionOf(capability: string): Promise<Completion | undefined> {
  const file = join(import.meta.dirname, `capabilities/${capability}.ts`);
  if (!existsSync(file)) return undefined;
  const { complete } = (await import(file)) as { complete: Completion };
  return complete;
}
