import * as z from 'zod';
import { eachOnce } from '#events/values/each-once.ts';
import { personal } from '#events/values/personal.ts';
import { withheld } from '#events/values/withheld.ts';
import { Page } from '#layers/runtime/page.ts';
import { defineRoutes } from '#layers/runtime/routes.ts';
import { OwnChange, Profile, Registration } from './profile.ts';
import { CardNumber } from './values.ts';

const TimelineEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  type: z.string(),
  subject: z.string().describe('What it is about: its kind and its id'),
  text: z.string(),
});

const Timeline = z.object({ entries: z.array(TimelineEntry), cursor: z.string().optional() });

const Card = z.object({ last4: z.string(), since: z.iso.datetime() });

const Me = Profile.extend({ customerId: z.string(), cards: z.array(Card) });

export const routes = defineRoutes({
  'POST /open': {
    who: ['anyone'],
    summary: 'Register: the account can be used at once, its e-mail address once it is confirmed',
    body: Registration,
    returns: z.object({ customerId: z.string() }),
    status: 201,
    once: true,
    refuses: ['weak-password', 'registered-too-often'],
  },
  'GET /open/confirmations/{token}': {
    who: ['anyone'],
    summary: 'The page of the link in the confirmation mail: it asks for a password, or says what became of the link',
    media: 'text/html',
    refuses: ['link-unknown', 'link-expired', 'email-taken'],
  },
  'POST /open/confirmations/{token}': {
    who: ['anyone'],
    summary: 'Confirm an e-mail address by the link that was mailed to it, and choose the password to sign in with it',
    body: z.object({
      password: withheld(personal(z.string().max(1000).default(''))),
      account: z
        .string()
        .max(100)
        .optional()
        .describe(
          'Which account it is for, where several were opened with the address: as the page of the link names it',
        ),
    }),
    media: 'text/html',
    refuses: [
      'account-unchosen',
      'weak-password',
      'password-being-chosen',
      'link-unknown',
      'link-expired',
      'email-taken',
    ],
  },
  'POST /open/confirmations': {
    who: ['anyone'],
    summary:
      'Ask for a new link to confirm an address, by the address or by an earlier link. It does not tell who is known',
    body: z.object({
      email: personal(z.string().max(1000).default('')).describe('The address'),
      link: z
        .string()
        .max(1000)
        .optional()
        .describe('What stands at the end of an earlier link, in place of the address'),
    }),
    media: 'text/html',
    status: 202,
    refuses: ['email-mistyped', 'asked-too-often'],
  },
  'POST /open/recoveries': {
    who: ['anyone'],
    summary: 'Ask for a link to choose a new password, by the address. It does not tell who is known',
    body: z.object({ email: personal(z.string().max(1000).default('')).describe('The address') }),
    media: 'text/html',
    status: 202,
    refuses: ['email-mistyped', 'asked-too-often'],
  },
  'GET /open/recoveries/{token}': {
    who: ['anyone'],
    summary: 'The page of the link to a new password: it asks for one, or says what became of the link',
    media: 'text/html',
    refuses: ['link-unknown', 'link-expired', 'link-used'],
  },
  'POST /open/recoveries/{token}': {
    who: ['anyone'],
    summary: 'Choose a new password by the link that was mailed, once; it signs out everywhere',
    body: z.object({ password: withheld(personal(z.string().max(1000).default(''))) }),
    media: 'text/html',
    refuses: ['weak-password', 'password-being-chosen', 'link-unknown', 'link-expired', 'link-used'],
  },
  'GET /me': { who: ['customer'], summary: 'My profile and cards', returns: Me },
  'PATCH /me': {
    who: ['customer'],
    summary: 'Change my name, language, time zone or birthday',
    body: OwnChange,
    returns: Me,
    refuses: ['birthday-to-come'],
  },
  'GET /me/timeline': { who: ['customer'], summary: 'All that happened, newest first', query: Page, returns: Timeline },
  'POST /me/cards': {
    who: ['customer'],
    summary:
      'Link a card by the code that a machine shows while it is held there; what it has earned before counts too',
    body: z.object({
      number: CardNumber,
      code: z
        .string()
        .regex(/^\d{6}$/, 'the 6 digits that the machine showed')
        .describe('Good once, for 10 minutes; of several the newest'),
    }),
    returns: Card,
    status: 201,
    once: true,
    refuses: ['card-code-wrong', 'tried-too-often', 'card-taken', 'card-linked', 'too-many-cards'],
  },
  'POST /staff/{customerId}/cards': {
    who: ['agent', 'manager'],
    summary: 'Give a card to the customer whose it is, from whoever linked it; what it has earned goes with it',
    body: z.strictObject({
      number: CardNumber,
      note: z.string().trim().min(3).max(500).describe('How its owner showed that it is theirs; for colleagues only'),
    }),
    returns: Card,
    status: 201,
    once: true,
    refuses: ['not-found', 'card-unlinked', 'card-theirs', 'too-many-cards'],
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
