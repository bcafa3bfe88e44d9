import * as z from 'zod';
import type { NoticeDefinition } from '../notice.ts';

/** How a text may use a value: written as it is, in a plural, as a day, or to select by one of several words. */
export interface Kind {
  readonly writes: 'itself' | 'plural' | 'day' | 'nothing';
  readonly words: readonly string[];
}

const itself: Kind = { writes: 'itself', words: [] };

/**
 * The values that a text may use, by name: the notice's own, the brand's name, and the reader's. What goes to an address that
 * nobody confirmed has no name, for whoever typed it in may be a stranger who writes to others in the brand's name.
 */
export const kindsOf = ({ values, leadsTo }: Pick<NoticeDefinition, 'values' | 'leadsTo'>): ReadonlyMap<string, Kind> =>
  new Map([
    ...(leadsTo === 'confirmation' ? [] : ([['name', itself]] as const)),
    ['brand', itself] as const,
    ...Object.entries(values.shape).map(([name, schema]) => [name, kindOf(schema)] as const),
  ]);

function kindOf(schema: z.core.$ZodType): Kind {
  if (schema instanceof z.ZodNumber) return { writes: 'plural', words: [] };
  if (schema instanceof z.ZodISODate) return { writes: 'day', words: [] };
  if (schema instanceof z.ZodEnum) return { writes: 'nothing', words: schema.options.map(String) };
  if (schema instanceof z.ZodUnion) {
    const words = schema.options.flatMap((each) => (each instanceof z.ZodLiteral ? [...each.values].map(String) : []));
    return { writes: 'day', words };
  }
  return itself;
}
