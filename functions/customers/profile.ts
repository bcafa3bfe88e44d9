import * as z from 'zod';
import { Zone } from '#brands/schema/values.ts';
import { Person } from '#layers/published/customers/person.ts';
import { Email, LanguageTag, Name, Password } from './values.ts';

/** What customers see of themselves. */
export const Profile = Person.omit({ customerId: true });

/** What customers change of themselves. */
export const OwnChange = z
  .object({ name: Name, language: LanguageTag, zone: Zone, birthday: Person.shape.birthday })
  .partial();

/** What registering asks for: no more than it needs. */
export const Registration = z.strictObject({
  name: Name,
  email: Email,
  password: Password,
  language: LanguageTag.optional(),
  zone: Zone.optional(),
});
