import type { Language, Programme } from '#brands/programmes.ts';
import type { Caller } from '#layers/runtime/caller.ts';
import { preferredLanguage } from '#layers/runtime/language.ts';
import { onApi } from '#layers/runtime/on-api.ts';
import { Problem } from '#layers/runtime/problem.ts';
import { demandSession, sessionOf } from '#layers/runtime/session.ts';
import { now } from '#layers/time/clock.ts';
import { linkCard } from './cards.ts';
import { askAnew, confirm, followed, refusedLink } from './confirm.ts';
import { askAnewForm, askedPage, confirmationPage, confirmedPage, passwordForm } from './confirmation-page.ts';
import { contract } from './contract.ts';
import { giveBack } from './giving-back.ts';
import { wayHome } from './link-forms.ts';
import { type Customer, change, customer } from './people.ts';
import { problem } from './problems.ts';
import { askRecovery, recover, recoveryOf } from './recover.ts';
import { askRecoveryForm, recoveredPage, recoveryAskedPage, recoveryForm, recoveryPage } from './recovery-page.ts';
import { register } from './register.ts';
import { routes } from './routes.ts';
import { timeline } from './timeline.ts';
import { emailAddress } from './values.ts';

export const handler = onApi(contract, routes, {
  'POST /open': ({ origin, network, body, programme, language }) =>
    register(origin, network, {
      ...body,
      language: body.language === undefined ? language : preferredLanguage(programme, body.language),
      zone: body.zone ?? programme.zone,
    }),

  'GET /open/confirmations/{token}': async ({ programme, language, params: { token } }) => {
    const link = await followed(programme.id, token);
    if (link.state === 'used') return confirmedPage(programme, language);
    if (link.state === 'good') return confirmationPage(programme, language, link.opened);
    throw await onPage(refusedLink(link.state), programme, language, token);
  },
  'POST /open/confirmations/{token}': async ({ origin, body, programme, language, params: { token } }) => {
    await confirm(origin, token, body).catch(async (error) => {
      throw await onPage(error, programme, language, token);
    });
    return confirmedPage(programme, language);
  },
  'POST /open/confirmations': async ({ origin, body: { email, link }, network, programme, language }) => {
    const address = emailAddress(email.trim());
    if (link === undefined && address === undefined) throw problem('email-mistyped').leadingTo(askAnewForm(language));
    await askAnew(origin, network, link === undefined ? { email: address as string } : { link });
    return askedPage(programme, language);
  },

  'POST /open/recoveries': async ({ origin, body, network, programme, language }) => {
    const address = emailAddress(body.email.trim());
    if (address === undefined) throw problem('email-mistyped').leadingTo(askRecoveryForm(language));
    await askRecovery(origin, network, address);
    return recoveryAskedPage(programme, language);
  },
  'GET /open/recoveries/{token}': async ({ programme, language, params: { token } }) => {
    await recoveryOf(programme.id, token).catch((error) => {
      throw onRecoveryPage(error, language);
    });
    return recoveryPage(programme, language);
  },
  'POST /open/recoveries/{token}': async ({ origin, body, programme, language, params: { token } }) => {
    await recover(origin, token, body.password).catch((error) => {
      throw onRecoveryPage(error, language);
    });
    return recoveredPage(programme, language);
  },

  'GET /me': async ({ caller }) => me(await own(caller)),
  'PATCH /me': async ({ origin, caller, body, programme }) => {
    if (body.birthday !== undefined && body.birthday > now()) throw problem('birthday-to-come');
    const { language, ...others } = body;
    const spoken = language && { language: preferredLanguage(programme, language) };
    await change(origin, caller.id, { ...others, ...spoken });
    return me(await customer(caller.brand, caller.id));
  },
  'GET /me/timeline': async ({ caller, programme, language, query }) =>
    timeline(programme, await own(caller), language, query),
  'POST /me/cards': ({ origin, caller, body }) => linkCard(origin, caller.id, body),

  'POST /staff/{customerId}/cards': ({ origin, params, body }) => giveBack(origin, params.customerId, body),
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

/** After these the same form is filled in again. */
const leadsBack = ['weak-password', 'account-unchosen', 'password-being-chosen'];

/** A refusal as the page of a link shows it, with the next step beneath. */
async function onPage(error: unknown, programme: Programme, language: Language, token: string): Promise<unknown> {
  if (!(error instanceof Problem)) return error;
  if (leadsBack.includes(error.code)) {
    const link = await followed(programme.id, token);
    return error.leadingTo(link.state === 'good' ? passwordForm(programme, language, link.opened) : '');
  }
  const nextSteps: Readonly<Record<string, string>> = {
    'link-unknown': askAnewForm(language),
    'link-expired': askAnewForm(language, token),
    'email-taken': wayHome(programme, language),
  };
  return error.leadingTo(nextSteps[error.code] ?? '');
}

/** The same for the link to a new password. */
function onRecoveryPage(error: unknown, language: Language): unknown {
  if (!(error instanceof Problem)) return error;
  return error.leadingTo(leadsBack.includes(error.code) ? recoveryForm(language) : askRecoveryForm(language));
}

/** Who asks, where their session has not ended: it is told by what is read of them anyway. */
async function own(caller: Caller): Promise<Customer> {
  const found = await customer(caller.brand, caller.id);
  const session = sessionOf(caller);
  if (session !== undefined) demandSession(session, found.sessions);
  return found;
}

const me = ({ customerId, profile, cards }: Customer) => ({
  customerId,
  ...profile,
  cards: cards.map(({ last4, since }) => ({ last4, since })),
});
