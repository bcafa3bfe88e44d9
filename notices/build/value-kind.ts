import * as z from 'zod';

/** How a text may use a value: written as it is, in a plural, as a day, or to select by one of several words. */
export interface Kind {
  readonly writes: 'itself' | 'plural' | 'day' | 'nothing';
  readonly words: readonly string[];
}

/** What stands in every text: the reader's name and the brand's. */
const itself: Kind = { writes: 'itself', words: [] };

/** The values that a text may use, by name. */
export const kindsOf = (values: z.ZodObject): ReadonlyMap<string, Kind> =>
  new Map([
    ['name', itself],
    ['brand', itself],
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
