import SwaggerParser from '@apidevtools/swagger-parser';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import document from '../../docs/openapi.json' with { type: 'json' };
import { declaredCapabilities } from '../../infra/capabilities.ts';

interface Operation {
  readonly operationId: string;
  readonly security: readonly Record<string, readonly string[]>[];
  readonly requestBody?: object;
  readonly parameters?: readonly { in: string; name: string; required: boolean }[];
  readonly responses: Readonly<Record<string, { content?: Record<string, { examples?: object }> }>>;
}

/** The document with every reference followed, by a parser that is not ours. */
const resolved = (await SwaggerParser.dereference(structuredClone(document) as never)) as unknown as {
  paths: Record<string, Record<string, Operation>>;
};

const operations = Object.entries(resolved.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, path, operation })),
);

test('an independent validator takes it for OpenAPI 3.1, and refuses it when it is broken', async () => {
  const validate = (changed: object) => SwaggerParser.validate(structuredClone({ ...document, ...changed }) as never);
  await expect(validate({})).resolves.toMatchObject({ openapi: '3.1.0' });
  await expect(validate({ paths: { '/x': { get: { responses: 'none' } } } })).rejects.toThrow('/paths/~1x');
  await expect(validate({ components: { parameters: { Nameless: { in: 'query' } } } })).rejects.toThrow();
});

test('every schema in it is a JSON Schema, and its examples are what they are examples of', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  formats.default(ajv);
  for (const schema of schemasIn(resolved)) expect(() => ajv.compile(schema)).not.toThrow();
  const isProblem = ajv.compile(document.components.schemas.Problem);
  for (const { value } of Object.values(document.components.examples)) expect(isProblem(value)).toBe(true);
});

test('every declared route is in it, and nothing else', async () => {
  const declared = await declaredCapabilities();
  expect(operations).toHaveLength(declared.flatMap(({ routes }) => Object.keys(routes)).length);
  expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
});

test.each(operations)('$route: its area decides who signs, its names are parameters', ({ path, operation }) => {
  const pool = /^\/api\/(open|staff)?/.exec(path)?.[1] ?? 'customers';
  const signers = new Set(operation.security.flatMap((requirement) => Object.keys(requirement)));
  const provider = path === '/api/open/recycling/carrier' ? ['carrier'] : [];
  expect([...signers]).toEqual(pool === 'open' ? provider : [pool]);
  const named = operation.parameters?.filter((parameter) => parameter.in === 'path') ?? [];
  expect(named.map(({ name }) => `{${name}}`)).toEqual(path.match(/\{\w+\}/g) ?? []);
});

const refusing = operations.map(({ route, operation }) => {
  const codes = Object.values(operation.responses).flatMap(({ content }) =>
    Object.keys(content?.['application/problem+json']?.examples ?? {}),
  );
  const once = operation.parameters?.some(({ name, required }) => name === 'Idempotency-Key' && required) ?? false;
  const tokens = operation.security.some((requirement) => 'customers' in requirement || 'staff' in requirement);
  return { route, codes, once, tokens, signed: operation.security.length > 0 && !tokens };
});

test.each(refusing)('$route: what it may refuse fits how it is declared', ({ codes, once, tokens, signed }) => {
  expect(codes).toContain('try-again');
  expect(codes.includes('idempotency-key-missing')).toBe(once);
  expect(codes.includes('idempotency-key-reused')).toBe(once);
  expect(codes.includes('unauthenticated')).toBe(tokens);
  expect(codes.includes('not-allowed')).toBe(tokens);
  expect(codes.includes('bad-signature')).toBe(signed);
});

test.each(operations)('$route: no list that it takes may name one thing twice', ({ operation }) => {
  for (const list of listsIn(operation.requestBody)) expect(list).toMatchObject({ uniqueItems: true });
});

test('what a provider signs tells how, and takes no key beside its own id', () => {
  expect(document.components.securitySchemes.carrier).toMatchObject({
    type: 'apiKey',
    in: 'header',
    name: 'vuelta-signature',
  });
  const [told] = refusing.filter(({ signed }) => signed);
  expect(told).toMatchObject({ route: 'POST /api/open/recycling/carrier', once: false });
  expect(told?.codes).toContain('id-reused');
});

/** Every value under a key `schema`, however deep. */
function schemasIn(value: unknown): object[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'schema' ? [inner as object] : schemasIn(inner)));
}

/** Every schema of a list, however deep. */
function listsIn(value: unknown): object[] {
  if (value === null || typeof value !== 'object') return [];
  const inner = Object.values(value).flatMap(listsIn);
  return 'type' in value && value.type === 'array' ? [value, ...inner] : inner;
}
