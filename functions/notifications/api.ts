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
  'PUT /preferences': async ({ origin, caller, body }) => {
    await prefer(origin, caller.id, body);
    return preferences(caller.brand, caller.id);
  },

  'GET /open/unsubscribe/{token}': async ({ programme, language }) => unsubscribePage(programme, language),
  'POST /open/unsubscribe/{token}': async ({ origin, params, programme, language }) => {
    const who = await unsubscriber(programme.id, params.token);
    if (who === undefined) throw problem('not-found');
    await prefer(origin, who.customerId, { [who.topic]: false });
    return unsubscribedPage(programme, language);
  },
});
