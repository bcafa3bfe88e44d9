import * as z from 'zod';
import { Collections } from './collections.ts';
import { Devices } from './devices.ts';
import { Mail, Notices } from './notifications.ts';
import { Points } from './points.ts';
import { Recycling } from './recycling.ts';
import { Code, Zone } from './values.ts';

/** One brand's programme: everything by which it differs from the others. */
export const Programme = z.strictObject({
  /** Where an editor finds what may stand in the file. */
  $schema: z.literal('../programme.schema.json').optional(),
  id: z.string().regex(/^[a-z][a-z0-9]{1,30}$/),
  name: z.string().min(1),
  /** What the references of its cases, collections and redemptions begin with. No I, L, O or U: people misread them. */
  initials: z.string().regex(/^[A-HJKMNP-TV-Z]{2}$/),
  /** Whose laws and clocks hold where a person has not said otherwise. */
  zone: Zone,
  languages: z.array(z.enum(['es', 'ca', 'en'])).min(1),
  mail: Mail,
  look: z.strictObject({ colour: z.string().regex(/^#[0-9a-f]{6}$/) }),
  devices: Devices,
  collections: Collections.optional(),
  /** What a customer can be marked as by staff, to be treated otherwise. */
  segments: z.array(Code).optional(),
  points: Points.optional(),
  recycling: Recycling.optional(),
  notices: Notices.optional(),
});

export type Programme = z.infer<typeof Programme>;
export type Language = Programme['languages'][number];
