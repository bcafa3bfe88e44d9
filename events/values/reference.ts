import * as z from 'zod';

/** What people call a thing by: `MS-C7F3-K2QB`. */
export const Reference = z.string().regex(/^[0-9A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
