import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { problem as common, type ProblemText } from '#layers/runtime/problem.ts';

interface Problems {
  readonly problem: { readonly texts: Readonly<Record<string, ProblemText>> };
}

/** Every code by which the API refuses, with its status and what to do about it: what any route may answer first, then by capability. */
export async function problemsPage(project: string): Promise<string> {
  const functions = join(project, 'functions');
  const owners = readdirSync(functions).filter((name) => existsSync(join(functions, name, 'problems.ts')));
  const owned = await Promise.all(
    owners.map(async (name): Promise<[string, Problems['problem']]> => {
      const { problem } = (await import(join(functions, name, 'problems.ts'))) as Problems;
      return [name, problem];
    }),
  );
  return [
    '# Problems',
    '',
    'Made by `npm run docs`. A refusal is `application/problem+json` (RFC 9457): `code` never changes, `detail` is for people, in the',
    'language of `Accept-Language`.',
    ...[['any route', common] as const, ...owned].flatMap(([owner, { texts }]) => [
      '',
      `## ${owner}`,
      '',
      '| code | status | what to do |',
      '|---|---|---|',
      ...Object.entries(texts).map(([code, { status, en }]) => `| \`${code}\` | ${status} | ${en} |`),
    ]),
    '',
  ].join('\n');
}
