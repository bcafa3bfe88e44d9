import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { problem as commonProblem, type Problem } from '#layers/runtime/problem.ts';
import { type Area, fullRoute, type Once, type Route } from '#layers/runtime/routes.ts';
import { signatureHeader } from '#layers/runtime/signature.ts';
import project from '../package.json' with { type: 'json' };
import { type Declared, declaredCapabilities } from './capabilities.ts';
import { type JsonSchema, jsonSchema } from './json-schema.ts';

/** The problem that a code stands for in a capability. */
type ProblemOf = (code: string) => Problem;

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of all routes, derived from the capabilities' `routes.ts` and `problems.ts`. */
export async function openapi(): Promise<Json> {
  const declared = (await declaredCapabilities()).filter(({ routes }) => Object.keys(routes).length > 0).sort(byName);
  const examples: Record<string, Json> = {};
  const responses: Record<string, Json> = {};
  const paths: Record<string, Json> = {};
  for (const { contract, routes } of declared) {
    const problems = await problemsOf(contract.capability);
    for (const [key, route] of Object.entries(routes)) {
      const { method, path, area } = fullRoute(contract.capability, key);
      const refusals = refusalsOf(path, route, area).map(problems);
      for (const refusal of refusals) keep(examples, refusal.code, { value: exampleOf(refusal) });
      const refused = responsesOf(refusals, route);
      for (const [name, response] of Object.values(refused)) keep(responses, name, response);
      paths[path] = { ...paths[path], [method.toLowerCase()]: operation(contract.capability, key, route, refused) };
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Vuelta', version: project.version, description: project.description },
    servers: [{ url: '/', description: 'The brand’s own origin, the same as its pages' }],
    tags: declared.map(({ contract }) => ({ name: contract.capability })),
    paths,
    components: {
      schemas: { Problem: jsonSchema(ProblemDocument, { io: 'output' }) },
      responses: sorted(responses),
      examples: sorted(examples),
      parameters: { IdempotencyKey: idempotencyKey },
      securitySchemes: {
        customers: bearer('An access token of the brand’s own pool: customers, organisations and prescribers'),
        staff: bearer('An access token of the staff pool, with a role in the brand'),
        ...Object.fromEntries(declared.flatMap(({ routes }) => Object.values(routes)).flatMap(schemeOfProvider)),
      },
    },
  };
}

const byName = (a: Declared, b: Declared): number => (a.contract.capability < b.contract.capability ? -1 : 1);

const sorted = (entries: Record<string, Json>): Record<string, Json> =>
  Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Keeps a component under its name. Throws where the name stands for something else already. */
function keep(components: Record<string, Json>, name: string, component: Json): void {
  const known = components[name];
  if (known !== undefined && !isDeepStrictEqual(known, component)) throw new Error(`${name} means two things`);
  components[name] = component;
}

const ProblemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable: what a program decides on'),
    detail: z.string().describe('What to do about it, in the language of `Accept-Language`'),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .describe('RFC 9457');

const bearer = (description: string): Json => ({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description });

const schemeOfProvider = ({ signedBy }: Route): [string, Json][] =>
  signedBy === undefined
    ? []
    : [
        [
          signedBy,
          {
            type: 'apiKey',
            in: 'header',
            name: signatureHeader,
            description:
              '`t=<seconds since 1970>,v1=<signature>`, where the signature is the HMAC-SHA256 in hexadecimal of ' +
              '`<t>.<body as sent>` by the key of the brand. It is taken for five minutes. There may be several `v1`, ' +
              'by several keys: one that is good will do.',
          },
        ],
      ];

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'New for each action. The same key again gets the same answer, and nothing happens twice.',
  schema: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[\\x20-\\x7e]+$' },
};

/** What a code means: the capability's own problem, else one that any route may have. Throws for a code of neither. */
async function problemsOf(capability: string): Promise<ProblemOf> {
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
function refusalsOf(path: string, { refuses = [], body, query, once, signedBy }: Route, area: Area): string[] {
  const checked = body !== undefined || query !== undefined ? ['invalid-request'] : [];
  const keyed = takesKey(once) ? ['idempotency-key-missing', 'idempotency-key-reused'] : once ? ['id-reused'] : [];
  const signed = area !== 'open' ? ['unauthenticated', 'not-allowed'] : signedBy ? ['bad-signature'] : [];
  const found = area !== 'open' && path.includes('{') ? ['not-found'] : [];
  const sized = body === undefined ? [] : ['too-large'];
  return [...new Set([...refuses, ...checked, ...keyed, ...signed, ...found, ...sized, 'defect', 'try-again'])];
}

/** Whether what must happen once is known by its `Idempotency-Key`, and not by a field of its body. */
const takesKey = (once: Once | undefined): boolean => once !== undefined && typeof once !== 'object';

/** What happens when a request comes again with its key. */
const sentAgain = {
  true: 'Sent again with the same key, nothing happens again, and the answer is the same.',
  renewing: 'Sent again with the same key, it makes a new secret and revokes the first.',
  showing: 'Sent again with the same key, nothing happens again; the answer shows what was made, as it stands by then.',
};

const whatOfAgain = (once: Once): string =>
  typeof once === 'object'
    ? `Sent again with the same \`${once.from}\`, nothing happens again, and the answer is the same.`
    : sentAgain[`${once}`];

function operation(capability: string, key: string, route: Route, refused: Refused): Json {
  const { method, path, area } = fullRoute(capability, key);
  const { summary, body, status = 200, once } = route;
  const parameters = parametersOf(path, route);
  return {
    operationId: operationId(method, path),
    tags: [capability],
    summary,
    ...(once !== undefined && { description: whatOfAgain(once) }),
    security: securityOf(area, route),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: sentAs(route, jsonSchema(body, { io: 'input' })) } }),
    responses: {
      [status]: answer(route),
      ...mapValues(refused, ([name]) => ({ $ref: `#/components/responses/${name}` })),
    },
  };
}

/** One requirement for each role, as any of them will do. */
function securityOf(area: Area, { who, signedBy }: Route): Json[] {
  if (signedBy !== undefined) return [{ [signedBy]: [] }];
  return area === 'open' ? [] : who.map((role) => ({ [area === 'staff' ? 'staff' : 'customers']: [role] }));
}

/** `GET /api/points/balance` is `getPointsBalance`. */
function operationId(method: string, path: string): string {
  const words =
    path
      .replace(/^\/api/, '')
      .replace(/\{/g, 'by-')
      .match(/[A-Za-z0-9]+/g) ?? [];
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function parametersOf(path: string, { query, once }: Route): Json[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(query === undefined ? [] : queryParameters(jsonSchema(query, { io: 'input' }))),
    ...(takesKey(once) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
}

function queryParameters({ properties = {}, required = [] }: JsonSchema): Json[] {
  return Object.entries(properties as Record<string, JsonSchema>).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: (required as string[]).includes(name),
    ...(description !== undefined && { description }),
    schema,
  }));
}

const json = (schema: JsonSchema): Json => ({ 'application/json': { schema } });

/** A page sends its form; programs may send JSON there too. */
const sentAs = ({ media }: Route, schema: JsonSchema): Json => ({
  ...(media === 'text/html' && { 'application/x-www-form-urlencoded': { schema } }),
  ...json(schema),
});

function answer({ status = 200, returns, media, summary }: Route): Json {
  if (status === 204) return { description: 'Done' };
  if (media !== undefined) return { description: summary, content: { [media]: { schema: mediaSchema(media) } } };
  return { description: summary, ...(returns && { content: json(jsonSchema(returns, { io: 'output' })) }) };
}

const mediaSchema = (media: string): JsonSchema => {
  if (media.startsWith('text/')) return { type: 'string' };
  return media.endsWith('json') ? { type: 'object' } : { type: 'string', contentMediaType: media };
};

/** For each status a response, by a name that tells what it refuses. */
type Refused = Readonly<Record<number, readonly [name: string, response: Json]>>;

/** A token that is missing, forged, expired or of another pool never reaches the product: the gateway refuses it in its own words. */
const gatewaysRefusal: JsonSchema = {
  type: 'object',
  properties: { message: { type: 'string', const: 'Unauthorized' } },
  required: ['message'],
};

function responsesOf(refusals: readonly Problem[], { media }: Route): Refused {
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

function mapValues<From, To>(from: Readonly<Record<string, From>>, to: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, to(value)]));
}

const exampleOf = ({ code, text }: Problem): Json => ({
  type: `urn:vuelta:problem:${code}`,
  title: code,
  status: text.status,
  code,
  detail: text.en,
});
