import type { Programme } from '#brands/programmes.ts';
import { personBehind } from '#layers/published/customers/person.ts';
import { idMeant } from '#layers/reference/kept.ts';
import { onApi } from '#layers/runtime/on-api.ts';
import { problem as common } from '#layers/runtime/problem.ts';
import { demandSignedIn } from '#layers/runtime/session.ts';
import { now } from '#layers/time/clock.ts';
import { contract } from './contract.ts';
import { adjustmentShown } from './evidence.ts';
import { headsOf } from './ledger/account.ts';
import { adjust, approve, openAdjustments, reject } from './ledger/adjustments.ts';
import { activeOf, pendingOf, sharesOf } from './ledger/head.ts';
import { expiring } from './ledger/lots.ts';
import { problem } from './problems.ts';
import { cancel } from './rewards/cancellation.ts';
import { rewardsFor } from './rewards/catalogue.ts';
import { redeem, redemptionOf, rewardOf } from './rewards/redemptions.ts';
import { addCodes, addPieces } from './rewards/stock.ts';
import { routes } from './routes.ts';
import { shownEntries, shownRedemptions, shownWhy } from './shown.ts';

export const handler = onApi(contract, routes, {
  'GET /balance': ({ caller, programme }) => balance(programme, caller.id),
  'GET /entries': ({ caller, programme, language, query }) => shownEntries(programme, caller.id, language, query),
  'GET /entries/{entryId}/why': ({ caller, programme, language, params }) =>
    shownWhy(programme, caller.id, language, params.entryId),

  'GET /staff/customers/{customerId}/balance': async ({ programme, params }) =>
    balance(programme, await known(programme, params.customerId)),
  'GET /staff/customers/{customerId}/entries': async ({ programme, params, language, query }) =>
    shownEntries(programme, await known(programme, params.customerId), language, query),
  'GET /staff/customers/{customerId}/entries/{entryId}/why': async ({ programme, params, language }) =>
    shownWhy(programme, await known(programme, params.customerId), language, params.entryId),
  'GET /staff/customers/{customerId}/redemptions': async ({ programme, params, language, query }) =>
    shownRedemptions(programme, await known(programme, params.customerId), language, query),

  'POST /staff/customers/{customerId}/adjustments': async ({ origin, programme, params, body }) =>
    adjust(origin, programme, { customerId: await known(programme, params.customerId), ...body }),
  'GET /staff/adjustments': async ({ caller }) => ({ adjustments: await openAdjustments(caller.brand) }),
  'GET /staff/adjustments/{adjustmentId}': ({ caller, programme, params, language }) =>
    adjustmentShown(programme, params.adjustmentId, caller.id, language),
  'POST /staff/adjustments/{adjustmentId}/approval': ({ origin, programme, params }) =>
    approve(origin, programme, params.adjustmentId),
  'POST /staff/adjustments/{adjustmentId}/rejection': ({ origin, params }) => reject(origin, params.adjustmentId),

  'GET /rewards': async ({ caller, programme, language }) => ({
    rewards: await rewardsFor(programme, caller.id, language),
  }),
  'GET /redemptions': async ({ caller, programme, language, query }) => {
    // Whoever reads a partner's code can spend it.
    await demandSignedIn(caller);
    return shownRedemptions(programme, caller.id, language, query);
  },
  'POST /redemptions': ({ origin, caller, programme, body }) =>
    redeem(origin, caller.id, rewardOf(programme, body.rewardId)),
  'GET /staff/redemptions/{redemptionId}': async ({ caller, params }) =>
    redemptionOf(caller.brand, await redemptionIn(caller.brand, params)),
  'POST /staff/redemptions/{redemptionId}/cancel': async ({ origin, params }) =>
    cancel(origin, await redemptionIn(origin.brand, params)),
  'POST /staff/rewards/{rewardId}/stock': ({ origin, programme, params, body: { pieces, codes } }) => {
    const { id, stock } = rewardOf(programme, params.rewardId);
    if (pieces !== undefined && stock === 'pieces') return addPieces(origin, id, pieces);
    if (codes !== undefined && stock === 'codes') return addCodes(origin, id, codes);
    throw problem('stock-of-another-kind');
  },
});

/** The id of the redemption that a route is about. */
const redemptionIn = (brand: string, { redemptionId }: { redemptionId: string }): Promise<string> =>
  idMeant(brand, 'redemption', redemptionId);

/** The id of a customer of the brand; throws `not-found` for anything else. */
async function known(programme: Programme, customerId: string): Promise<string> {
  const person = await personBehind(programme.id, customerId);
  if (person?.customerId !== customerId) throw common('not-found');
  return customerId;
}

async function balance({ id: brand }: Programme, customerId: string) {
  const heads = await headsOf(brand, customerId);
  const asOf = now();
  return {
    active: activeOf(heads, asOf),
    pending: pendingOf(heads),
    asOf,
    expiring: expiring(sharesOf(heads), asOf),
  };
}
