/** What routes refuse, as the OpenAPI document tells it: problems, and the responses that carry them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { problem as commonProblem, type Problem } from '#layers/runtime/problem.ts';
import type { Area, Once, Route } from '#layers/runtime/routes.ts';
import type { JsonSchema } from './json-schema.ts';

export type Json = Record<string, unknown>;

/** The problem that a code stands for in a capability. */
type ProblemOf = (code: string) => Problem;

export const ProblemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable: what a program decides on'),
    detail: z.string().describe('What to do about it, in the language of `Accept-Language`'),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .describe('RFC 9457');

/** What a code means: the capability's own problem, else one that any route may have. Throws for a code of neither. */
export async function problemsOf(capability: string): Promise<ProblemOf> {
  const file = join(import.meta.dirname, '../functions', capability, 'problems.ts');
  const own = existsSync(file) ? ((await import(file)) as { problem: ProblemOf }).problem : undefined;
  return (code) => {
    const found = [own, commonProblem as ProblemOf]
      .map((problem) => problem?.(code))
      .find((each) => each?.text !== undefined);
    if (found === undefined)
      throw new Error(`functions/${capability}/routes.ts refuses with ${code}, which no problem defines`);
    return found;
  };
}

/** The codes of all that a route may refuse: its own, and what follows from how it is declared. */
export function refusalsOf(path: string, { refuses = [], body, media, once, signedBy }: Route, area: Area): string[] {
  const checked = body !== undefined || media !== 'text/html' ? ['invalid-request'] : [];
  const keyed = takesKey(once) ? ['idempotency-key-missing', 'idempotency-key-reused'] : once ? ['id-reused'] : [];
  const signed = area !== 'open' ? ['unauthenticated', 'not-allowed'] : signedBy ? ['bad-signature'] : [];
  const found = area !== 'open' && path.includes('{') ? ['not-found'] : [];
  const sized = body === undefined ? [] : ['too-large'];
  return [...new Set([...refuses, ...checked, ...keyed, ...signed, ...found, ...sized, 'defect', 'try-again'])];
}

/** Whether what must happen once is known by its `Idempotency-Key`, and not by a field of its body. */
export const takesKey = (once: Once | undefined): boolean => once !== undefined && typeof once !== 'object';

/** For each status a response, by a name that tells what it refuses. */
export type Refused = Readonly<Record<number, readonly [name: string, response: Json]>>;

/** A token that is missing, forged, expired or of another pool never reaches the product: the gateway refuses it in its own words. */
const gatewaysRefusal: JsonSchema = {
  type: 'object',
  properties: { message: { type: 'string', const: 'Unauthorized' } },
  required: ['message'],
};

export function responsesOf(refusals: readonly Problem[], { media }: Route): Refused {
  const isPage = media === 'text/html';
  const byStatus = Object.groupBy(refusals, ({ text }) => text.status);
  return mapValues(byStatus as Record<number, Problem[]>, (problems) => [
    `${problems.map(({ code }) => code).join('_or_')}${isPage ? '_on_a_page' : ''}`,
    {
      description: problems.map(({ code, text }) => `\`${code}\`: ${text.en}`).join('\n\n'),
      content: {
        ...(isPage && { 'text/html': { schema: mediaSchema('text/html') } }),
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(problems.map(({ code }) => [code, { $ref: `#/components/examples/${code}` }])),
        },
        ...(problems.some(({ code }) => code === 'unauthenticated') && {
          'application/json': { schema: gatewaysRefusal },
        }),
      },
    },
  ]);
}

export const mediaSchema = (media: string): JsonSchema => {
  if (media.startsWith('text/')) return { type: 'string' };
  return media.endsWith('json') ? { type: 'object' } : { type: 'string', contentMediaType: media };
};

export function mapValues<From, To>(from: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, to(value)]));
}

export const exampleOf = ({ code, text }: Problem): Json => ({
  type: `urn:vuelta:problem:${code}`,
  title: code,
  status: text.status,
  code,
  detail: text.en,
});
