import { onApi } from '#layers/runtime/on-api.ts';
import { problem } from '#layers/runtime/problem.ts';
import { contract } from './contract.ts';
import { mailsOf, prefer, preferences } from './mailbox.ts';
import { routes } from './routes.ts';
import { unsubscribedPage, unsubscribePage, unsubscriber } from './unsubscribe.ts';

export const handler = onApi(contract, routes, {
  'GET /': async ({ caller }) => {
    const mails = await mailsOf(caller.brand, caller.id);
    return { notifications: mails.map(({ mailId, at, template, state }) => ({ id: mailId, at, template, state })) };
  },
  'GET /preferences': ({ caller }) => preferences(caller.brand, caller.id),
  'PUT /preferences': ({ origin, caller, body }) => prefer(origin, caller.id, body),

  'GET /open/unsubscribe/{token}': async ({ programme, language }) => unsubscribePage(programme, language),
  'POST /open/unsubscribe/{token}': async ({ origin, params, programme, language }) => {
    const customerId = await unsubscriber(programme.id, params.token);
    if (customerId === undefined) throw problem('not-found');
    await prefer(origin, customerId, { receipts: false });
    return unsubscribedPage(programme, language);
  },
});
