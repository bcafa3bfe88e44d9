import * as z from 'zod';

/** The name of an order's line, the same for as long as the order is spoken of. */
export const LineName = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);

/** Lines of an order: each stands there once. */
export const linesOf = <Line extends z.ZodObject<{ line: typeof LineName }>>(line: Line) =>
  z
    .array(line)
    .min(1)
    .max(20)
    .refine((lines) => new Set(lines.map((each) => each.line)).size === lines.length, 'a line stands here twice');
