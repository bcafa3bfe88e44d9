import * as z from 'zod';
import { inner } from './inner-schemas.ts';

const personalFields = z.registry<{ personal: true }>();

/**
 * Marks a field as personal data. Such a field may stand in a mutable item of its owner, where erasure finds it,
 * and never in an event: events outlive the person.
 */
export function personal<Schema extends z.ZodType>(schema: Schema): Schema {
  personalFields.add(schema, { personal: true });
  return schema;
}

/** The paths of all fields below `schema` that are marked personal, such as `profile.email`. */
export function personalPaths(schema: z.core.$ZodType, path = ''): string[] {
  // `get` follows a schema to the one it was refined from, so that `personal(z.string()).max(80)` keeps its mark.
  if (personalFields.get(schema as z.ZodType) !== undefined) return [path];
  return inner(schema).flatMap(([name, child]) => personalPaths(child, path === '' ? name : `${path}.${name}`));
}
