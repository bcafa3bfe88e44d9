import * as z from 'zod';

export type JsonSchema = Record<string, unknown>;

interface How {
  /** What one may send, or what one gets. */
  readonly io: 'input' | 'output';
  readonly target?: 'draft-2020-12' | 'draft-7';
}

/** A schema as the documents show it: for people and generators, without what zod's own checking adds. */
export function jsonSchema(schema: z.ZodType, { io, target = 'draft-2020-12' }: How): JsonSchema {
  const shown = z.toJSONSchema(schema, {
    io,
    target,
    override: ({ jsonSchema, zodSchema }) => plain(jsonSchema, zodSchema),
  });
  const { $schema: _, ...rest } = JSON.parse(JSON.stringify(shown)) as JsonSchema;
  return rest;
}

function plain(shown: z.core.JSONSchema.BaseSchema, { _zod }: z.core.$ZodTypes): void {
  if (shown.format !== undefined) delete shown.pattern;
  if (shown.minimum === Number.MIN_SAFE_INTEGER) delete shown.minimum;
  if (shown.maximum === Number.MAX_SAFE_INTEGER) delete shown.maximum;
  // An answer or event may gain a field: whoever reads it passes over what it does not know.
  if (_zod.def.type === 'object' && _zod.def.catchall === undefined) delete shown.additionalProperties;
}
