import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const customerRegistered = defineEvent({
  type: 'customer.registered',
  version: 1,
  owner: 'customers',
  about: 'customer',
  summary: 'A person has an account with the brand',
  data: z.object({
    customerId: z.string(),
    kind: z.enum(['person']),
    language: z.enum(['es', 'ca', 'en']),
    segments: z.array(z.string()),
  }),
  example: { customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', kind: 'person', language: 'es', segments: [] },
  tells: () => ({
    es: 'Te diste de alta',
    ca: 'Et vas donar d’alta',
    en: 'You registered',
  }),
});
