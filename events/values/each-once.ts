import type * as z from 'zod';

/**
 * A list in which nothing stands twice; where something does, `twice` says so. Every list that comes from outside is such a
 * list, for AWS refuses a read or a transaction that names one item twice.
 */
export const eachOnce = <Element extends z.ZodType<string>>(list: z.ZodArray<Element>, twice: string) =>
  list.refine((elements) => new Set(elements).size === elements.length, twice).meta({ uniqueItems: true });
