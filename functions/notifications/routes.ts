import * as z from 'zod';
import { defineRoutes } from '#layers/runtime/routes.ts';

const Notification = z.object({ id: z.string(), at: z.iso.datetime(), template: z.string(), state: z.string() });

export const Preferences = z.object({
  receipts: z.boolean().describe('A mail for each deposit'),
  expiry: z.boolean().describe('Warnings that points will expire'),
});

export const routes = defineRoutes({
  'GET /': {
    who: ['customer'],
    summary: 'The messages I was sent, newest first',
    returns: z.object({ notifications: z.array(Notification) }),
  },
  'GET /preferences': { who: ['customer'], summary: 'Which messages I want', returns: Preferences },
  'PUT /preferences': {
    who: ['customer'],
    summary: 'Choose which messages I want',
    body: Preferences,
    returns: Preferences,
  },
  'GET /open/unsubscribe/{token}': {
    who: ['anyone'],
    summary: 'The page of the unsubscribe link: one button',
    media: 'text/html',
  },
  'POST /open/unsubscribe/{token}': {
    who: ['anyone'],
    summary: 'Unsubscribe in one click (RFC 8058)',
    media: 'text/html',
  },
});
