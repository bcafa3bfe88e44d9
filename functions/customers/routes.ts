import * as z from 'zod';
import { eachOnce } from '#events/values/each-once.ts';
import { Page } from '#layers/runtime/page.ts';
import { defineRoutes } from '#layers/runtime/routes.ts';
import { Profile, Registration } from './profile.ts';

const TimelineEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  type: z.string(),
  subject: z.string().describe('What it is about: its kind and its id'),
  text: z.string(),
});

const Timeline = z.object({ entries: z.array(TimelineEntry), cursor: z.string().optional() });

const Me = Profile.extend({
  customerId: z.string(),
  cards: z.array(z.object({ last4: z.string(), since: z.iso.datetime() })),
});

export const routes = defineRoutes({
  'POST /open': {
    who: ['anyone'],
    summary: 'Register: the account can be used at once, its e-mail address once it is confirmed',
    body: Registration,
    returns: z.object({ customerId: z.string() }),
    status: 201,
    once: true,
    refuses: ['weak-password'],
  },
  'GET /open/confirmations/{token}': {
    who: ['anyone'],
    summary: 'The page of the link in the confirmation mail',
    media: 'text/html',
  },
  'POST /open/confirmations/{token}': {
    who: ['anyone'],
    summary: 'Confirm an e-mail address by the link that was mailed to it',
    media: 'text/html',
    refuses: ['link-unknown', 'email-taken'],
  },
  'GET /me': { who: ['customer'], summary: 'My profile and cards', returns: Me },
  'PATCH /me': {
    who: ['customer'],
    summary: 'Change my name, language, time zone or birthday',
    body: Profile.pick({ name: true, language: true, zone: true, birthday: true }).partial(),
    returns: Me,
    refuses: ['birthday-to-come'],
  },
  'GET /me/timeline': { who: ['customer'], summary: 'All that happened, newest first', query: Page, returns: Timeline },
  'POST /me/cards': {
    who: ['customer'],
    summary: 'Link a card; what it has earned before counts too',
    body: z.object({ number: z.string().regex(/^\d{8,19}$/, 'the 8 to 19 digits on the card') }),
    returns: z.object({ last4: z.string(), since: z.iso.datetime() }),
    status: 201,
    once: true,
    refuses: ['card-taken', 'card-linked', 'too-many-cards'],
  },
  'GET /staff/{customerId}': { who: ['agent', 'manager', 'admin'], summary: 'A customer’s profile', returns: Me },
  'PUT /staff/{customerId}/segments': {
    who: ['agent', 'manager', 'admin'],
    summary: 'Say to which of the brand’s segments a customer belongs',
    body: z.strictObject({ segments: eachOnce(z.array(z.string()).max(20), 'a segment stands twice') }),
    returns: Me,
    refuses: ['segment-unknown'],
  },
  'GET /staff/{customerId}/timeline': {
    who: ['agent', 'manager', 'admin'],
    summary: 'All that happened with a customer, newest first',
    query: Page,
    returns: Timeline,
  },
});
