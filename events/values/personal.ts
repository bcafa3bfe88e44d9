import * as z from 'zod';

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

/** The schemas that a schema is made of, with the name each has in it. */
function inner(schema: z.core.$ZodType): [string, z.core.$ZodType][] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return Object.entries({ ...def.shape, ...(def.catchall && { '<other>': def.catchall }) });
    case 'array':
      return [['[]', def.element]];
    case 'record':
      return [
        ['<key>', def.keyType],
        ['<value>', def.valueType],
      ];
    case 'union':
      return def.options.map((option) => ['|', option]);
    case 'intersection':
      return [
        ['&', def.left],
        ['&', def.right],
      ];
    case 'tuple':
      return [...def.items, ...(def.rest ? [def.rest] : [])].map((item, at) => [String(at), item]);
    case 'lazy':
      return [['?', def.getter()]];
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return [['?', def.innerType]];
    case 'pipe':
      return [
        ['in', def.in],
        ['out', def.out],
      ];
    default:
      return [];
  }
}
