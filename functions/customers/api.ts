import { homeLanguage } from '#brands/programmes.ts';
import { onApi } from '#layers/runtime/on-api.ts';
import { now } from '#layers/time/clock.ts';
import { confirmationPage, confirmedPage } from './confirmation-page.ts';
import { contract } from './contract.ts';
import { type Customer, change, customer } from './people.ts';
import { problem } from './problems.ts';
import { confirm, linkCard, register } from './register.ts';
import { routes } from './routes.ts';
import { timeline } from './timeline.ts';

export const handler = onApi(contract, routes, {
  'POST /open': ({ origin, body, programme }) =>
    register(origin, {
      ...body,
      language: body.language ?? homeLanguage(programme),
      zone: body.zone ?? programme.zone,
    }),

  'GET /open/confirmations/{token}': async ({ programme, language }) => confirmationPage(programme, language),
  'POST /open/confirmations/{token}': async ({ origin, params, programme, language }) => {
    await confirm(origin, params.token);
    return confirmedPage(programme, language);
  },

  'GET /me': async ({ caller }) => me(await customer(caller.brand, caller.id)),
  'PATCH /me': async ({ origin, caller, body }) => {
    if (body.birthday !== undefined && body.birthday > now()) throw problem('birthday-to-come');
    await change(origin, caller.id, body);
    return me(await customer(caller.brand, caller.id));
  },
  'GET /me/timeline': async ({ caller, programme, language, query }) =>
    timeline(programme, await customer(caller.brand, caller.id), language, query),
  'POST /me/cards': ({ origin, caller, body }) => linkCard(origin, caller.id, body.number),

  'GET /staff/{customerId}': async ({ caller, params }) => me(await customer(caller.brand, params.customerId)),
  'PUT /staff/{customerId}/segments': async ({ origin, programme, params, body }) => {
    const unknown = body.segments.find((segment) => !programme.segments?.includes(segment));
    if (unknown !== undefined) throw problem('segment-unknown');
    await change(origin, params.customerId, { segments: body.segments });
    return me(await customer(programme.id, params.customerId));
  },
  'GET /staff/{customerId}/timeline': async ({ programme, params, language, query }) =>
    timeline(programme, await customer(programme.id, params.customerId), language, query),
});

const me = ({ customerId, profile, cards }: Customer) => ({
  customerId,
  ...profile,
  cards: cards.map(({ last4, since }) => ({ last4, since })),
});
