import * as z from 'zod';
import { inner } from './inner-schemas.ts';

const withheldFields = z.registry<{ withheld: true }>();

/** Marks a field as a secret of whoever sends it, such as a password: nothing may be kept that depends on it, not even a hash. */
export function withheld<Schema extends z.ZodType>(schema: Schema): Schema {
  withheldFields.add(schema, { withheld: true });
  return schema;
}

/** What was sent, less the fields that its schema marks as withheld. A list or a record loses whatever holds one. */
export function withoutWithheld(schema: z.core.$ZodType, value: unknown): unknown {
  if (withheldFields.get(schema as z.ZodType) !== undefined) return undefined;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type !== 'object') return inner(schema).reduce((left, [, child]) => withoutWithheld(child, left), value);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).map(([name, field]) => {
    const child = def.shape[name];
    return [name, child === undefined ? field : withoutWithheld(child, field)];
  });
  return Object.fromEntries(fields);
}
