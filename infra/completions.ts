import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Declared } from './capabilities.ts';
import type { Completion } from './constructs/capability.ts';

export type Completions = Readonly<Record<string, Completion | undefined>>;

/** What `infra/capabilities/<name>.ts` adds to each capability that has such a file. */
export async function completionsOf(declared: readonly Declared[]): Promise<Completions> {
  const found = declared.map(async ({ contract: { capability } }): Promise<[string, Completion | undefined]> => {
    const file = join(import.meta.dirname, `capabilities/${capability}.ts`);
    if (!existsSync(file)) return [capability, undefined];
    const { complete } = (await import(file)) as { complete: Completion };
    return [capability, complete];
  });
  return Object.fromEntries(await Promise.all(found));
}
