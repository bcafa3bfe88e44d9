import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { catalogue } from '#events/catalogue.ts';
import type { EventDefinition } from '#events/event.ts';
import { personal, personalPaths } from '#events/values/personal.ts';
import { declaredCapabilities } from '../../infra/capabilities.ts';

const folder = join(import.meta.dirname, '../../events');

/** What each file of `events/` defines. */
const files = await Promise.all(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map(async (file) => {
      const exported = Object.values((await import(join(folder, file))) as Record<string, unknown>);
      return { file, definitions: exported.filter(isDefinition) };
    }),
);

function isDefinition(value: unknown): value is EventDefinition {
  return typeof value === 'object' && value !== null && 'type' in value && 'data' in value && 'owner' in value;
}

const defining = files.filter(({ definitions }) => definitions.length > 0);
const definitions = defining.flatMap(({ definitions }) => definitions);

test.each(defining)(
  '$file defines one event, of its own name and its folder’s capability, which is in the catalogue',
  ({ file, definitions }) => {
    expect(definitions.map(({ owner, type }) => `${owner}/${type}.ts`)).toEqual([file]);
    for (const definition of definitions) expect(catalogue.get(definition.type)).toBe(definition);
  },
);

test('the catalogue holds what the files define, and no more', () => {
  expect([...catalogue.keys()].sort()).toEqual(definitions.map(({ type }) => type).sort());
});

describe.each(definitions)('$type', ({ data, example, version, about }) => {
  test('its example is one: its schema takes it and drops nothing of it', () => {
    expect(data.parse(example)).toEqual(example);
    expect(version).toBeGreaterThanOrEqual(1);
  });

  test('its example names what it is about', () => {
    expect([`${about}Id`, 'accountId'].filter((name) => typeof example[name] === 'string')).not.toEqual([]);
  });

  test('it carries nothing personal', () => {
    expect(personalPaths(data)).toEqual([]);
  });
});

test('every contract says events of its own only, and each event of a capability that is there has one that says it', async () => {
  const contracts = (await declaredCapabilities()).map(({ contract }) => contract);
  for (const { capability, says } of contracts) {
    for (const { owner, type } of says) expect({ type, owner }).toEqual({ type, owner: capability });
  }
  const said = contracts.flatMap(({ says }) => says.map(({ type }) => type));
  const there = new Set(contracts.map(({ capability }) => capability));
  const expected = definitions.filter(({ owner }) => there.has(owner)).map(({ type }) => type);
  expect(said.sort()).toEqual(expected.sort());
});

/** The ways in which a personal field might slip into an event's data. */
const email = () => personal(z.email());
const planted: Record<string, z.ZodType> = {
  'as it is': email(),
  'further checked': email().max(80),
  'further refined': email().refine(() => true),
  described: email().describe('where to write'),
  transformed: email().transform((text) => text.toLowerCase()),
  optional: email().optional(),
  nullable: email().nullable(),
  'with a default': email().default('a@example.org'),
  'read-only': email().readonly(),
  branded: email().brand('Email'),
  nested: z.object({ profile: z.object({ email: email() }) }),
  'nested and taken over': z.object({ email: email() }).pick({ email: true }).partial().extend({ kind: z.string() }),
  'in an array': z.array(email()),
  'in an array of objects': z.array(z.object({ email: email() })).optional(),
  'in a tuple': z.tuple([z.string(), email()]),
  'at the end of a tuple': z.tuple([z.string()], email()),
  'in a record': z.record(z.string(), email()),
  'as a key': z.record(email(), z.string()),
  'in a union': z.union([z.int(), email()]),
  'in a discriminated union': z.discriminatedUnion('kind', [z.object({ kind: z.literal('mail'), to: email() })]),
  'in an intersection': z.intersection(z.object({ id: z.string() }), z.object({ email: email() })),
  'in a pipe': z.preprocess((value) => value, email()),
  'as any other field': z.object({ id: z.string() }).catchall(email()),
  lazily: z.lazy(() => z.object({ email: email() })),
  'as a whole object': personal(z.object({ email: z.string() })),
};

test.each(Object.entries(planted))('a personal field is seen %s', (_, schema) => {
  expect(personalPaths(z.object({ customerId: z.string(), field: schema }))).toHaveLength(1);
});

test('an unmarked field is not', () => {
  expect(personalPaths(z.object({ customerId: z.string(), when: z.iso.date().optional() }))).toEqual([]);
});
