import type { Language, Programme } from '#brands/programmes.ts';
import { catalogue } from '#events/catalogue.ts';
import { personBehind } from '#layers/people/person.ts';
import { onApi } from '#layers/runtime/on-api.ts';
import { badCursor, problem } from '#layers/runtime/problem.ts';
import { fromOpaque, toOpaque } from '#layers/table/cursor.ts';
import { now } from '#layers/time/clock.ts';
import { contract } from './contract.ts';
import { accountsOf, type Entry, entries, entryAt, holding, type Place } from './ledger.ts';
import { routes } from './routes.ts';
import { expiring } from './rules.ts';
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
    if (place === undefined) throw problem('not-found');
    const accounts = await accountsOf(caller.brand, caller.id);
    if (!accounts.includes(place.accountId)) throw problem('not-found');
    const entry = await entryAt(caller.brand, place);
    if (entry === undefined) throw problem('not-found');
    return { chain: await why(entry, language) };
  },

  'GET /staff/customers/{customerId}/balance': async ({ programme, params }) => {
    const person = await personBehind(programme.id, params.customerId);
    if (person === undefined) throw problem('not-found');
    return balance(programme, params.customerId);
  },
});

async function balance(programme: Programme, customerId: string) {
  const { lots } = await holding(programme.id, customerId);
  const asOf = now();
  const good = expiring(lots, asOf, programme.zone);
  return { active: good.reduce((sum, { points }) => sum + points, 0), pending: 0, asOf, expiring: good };
}

function shown(place: Place, { time, type, data }: Entry, language: Language) {
  const reason = catalogue.get(type)?.tells(data)[language] ?? type;
  return {
    id: opaque(place),
    at: time,
    kind: 'earned' as const,
    points: data.points,
    state: 'active' as const,
    reason,
  };
}

const opaque = ({ accountId, sk }: Place): string => toOpaque([accountId, sk]);

function placeIn(text: string | undefined): Place | undefined {
  const [accountId, sk] = (text !== undefined && fromOpaque(text)) || [];
  return accountId !== undefined && sk !== undefined ? { accountId, sk } : undefined;
}
