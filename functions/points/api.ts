import { homeLanguage, type Language, type Programme } from '#brands/programmes.ts';
import { catalogue } from '#events/catalogue.ts';
import { personBehind } from '#layers/people/person.ts';
import { onApi } from '#layers/runtime/on-api.ts';
import { badCursor, problem as common } from '#layers/runtime/problem.ts';
import { fromOpaque, toOpaque } from '#layers/table/cursor.ts';
import { now } from '#layers/time/clock.ts';
import { contract } from './contract.ts';
import { accountsOf, type Entry, entries, entryAt, entryKinds, holding, type Place } from './ledger.ts';
import { expiring, good, sumOf } from './lots.ts';
import { problem } from './problems.ts';
import { cancel, redeem, rewardOf } from './redemptions.ts';
import { routes } from './routes.ts';
import { addCodes, addPieces, left } from './stock.ts';
import { why } from './why.ts';

export const handler = onApi(contract, routes, {
  'GET /balance': ({ caller, programme }) => balance(programme, caller.id),

  'GET /entries': async ({ caller, language, query: { cursor, limit } }) => {
    const after = placeIn(cursor);
    if (cursor !== undefined && after === undefined) throw badCursor();
    const found = await entries(caller.brand, caller.id, { after, limit });
    const last = found.length === limit ? found.at(-1) : undefined;
    return {
      entries: found.map(({ place, entry }) => shown(place, entry, language)),
      ...(last && { cursor: opaque(last.place) }),
    };
  },

  'GET /entries/{entryId}/why': async ({ caller, language, params }) => {
    const place = placeIn(params.entryId);
    if (place === undefined) throw common('not-found');
    const accounts = await accountsOf(caller.brand, caller.id);
    if (!accounts.includes(place.accountId)) throw common('not-found');
    const entry = await entryAt(caller.brand, place);
    if (entry === undefined) throw common('not-found');
    return { chain: await why(entry, language) };
  },

  'GET /staff/customers/{customerId}/balance': async ({ programme, params }) => {
    const person = await personBehind(programme.id, params.customerId);
    if (person === undefined) throw common('not-found');
    return balance(programme, params.customerId);
  },

  'GET /rewards': async ({ caller, programme, language }) => ({
    rewards: await rewards(programme, caller.id, language),
  }),
  'POST /redemptions': ({ origin, caller, programme, body }) =>
    redeem(origin, caller.id, rewardOf(programme, body.rewardId)),
  'POST /staff/redemptions/{redemptionId}/cancel': ({ origin, programme, params }) =>
    cancel(origin, params.redemptionId, now(), programme),
  'POST /staff/rewards/{rewardId}/stock': ({ origin, programme, params, body: { pieces, codes } }) => {
    const { id, stock } = rewardOf(programme, params.rewardId);
    if (pieces !== undefined && stock === 'pieces') return addPieces(origin, id, pieces);
    if (codes !== undefined && stock === 'codes') return addCodes(origin, id, codes);
    throw problem('stock-of-another-kind');
  },
});

async function balance(programme: Programme, customerId: string) {
  const shares = await holding(programme.id, customerId);
  const asOf = now();
  return { active: sumOf(good(shares, asOf)), pending: 0, asOf, expiring: expiring(shares, asOf) };
}

/** The catalogue as it is for one member, in the order of the programme. */
async function rewards(programme: Programme, customerId: string, language: Language) {
  const { id: brand, points } = programme;
  const active = sumOf(good(await holding(brand, customerId), now()));
  return Promise.all(
    (points?.rewards ?? []).map(async (reward) => {
      const { id, name, points, perPerson, stock } = reward;
      const missing = Math.max(0, points - active);
      const free = stock === 'unlimited' ? undefined : await left(brand, id);
      const shown = name[language] ?? name[homeLanguage(programme)] ?? id;
      return { id, name: shown, points, left: free, perPerson, eligible: missing === 0 && free !== 0, missing };
    }),
  );
}

function shown(place: Place, { time, type, data }: Entry, language: Language) {
  const { kind, sign } = entryKinds[type as keyof typeof entryKinds];
  const reason = catalogue.get(type)?.tells(data)[language] ?? type;
  return { id: opaque(place), at: time, kind, points: sign * data.points, state: 'active' as const, reason };
}

const opaque = ({ accountId, sk }: Place): string => toOpaque([accountId, sk]);

function placeIn(text: string | undefined): Place | undefined {
  const [accountId, sk] = (text !== undefined && fromOpaque(text)) || [];
  return accountId !== undefined && sk !== undefined ? { accountId, sk } : undefined;
}
