import type * as z from 'zod';

/** The schemas that a schema is made of, with the name each has in it. */
export function inner(schema: z.core.$ZodType): [string, z.core.$ZodType][] {
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
