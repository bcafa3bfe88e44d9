import { isDeepStrictEqual } from 'node:util';
import { type Area, fullRoute, type Once, type Route } from '#layers/runtime/routes.ts';
import { signatureHeader } from '#layers/runtime/signature.ts';
import project from '../package.json' with { type: 'json' };
import { type Declared, declaredCapabilities } from './capabilities.ts';
import { type JsonSchema, jsonSchema } from './json-schema.ts';
import {
  exampleOf,
  type Json,
  mapValues,
  mediaSchema,
  ProblemDocument,
  problemsOf,
  type Refused,
  refusalsOf,
  responsesOf,
  takesKey,
} from './openapi-refusals.ts';

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
