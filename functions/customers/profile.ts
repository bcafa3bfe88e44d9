import * as z from 'zod';
import { personal } from '#events/values/personal.ts';
import { Person } from '#layers/published/customers/person.ts';

const Zone = z.string().refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'is not an IANA time zone');

/** What customers see and say of themselves. */
export const Profile = Person.omit({ customerId: true }).extend({ zone: Zone });

/** What registering asks for: no more than it needs. */
export const Registration = z.strictObject({
  name: Person.shape.name,
  email: Person.shape.email,
  password: personal(z.string().min(10, 'at least 10 characters').max(128)),
  language: Person.shape.language.optional(),
  zone: Zone.optional(),
});
export type Registration = z.infer<typeof Registration>;
