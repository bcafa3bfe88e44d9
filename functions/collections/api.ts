import { idMeant } from '#layers/reference/kept.ts';
import { onApi } from '#layers/runtime/on-api.ts';
import { cursorAt, type Page, placeIn } from '#layers/runtime/page.ts';
import { days, later } from '#layers/time/clock.ts';
import { binsOf, emptyingsOf } from './bins/bins.ts';
import { empty } from './bins/emptyings.ts';
import { ownBin, ownBins } from './bins/own-bins.ts';
import { collectionOf, collectionsIn } from './books/books.ts';
import { type Collection, inForce, type Paper, type State, standing } from './books/collection.ts';
import { evidenceOf } from './books/evidence.ts';
import { file } from './books/papers.ts';
import { request, withdraw } from './books/requests.ts';
import { review } from './books/review.ts';
import { contract } from './contract.ts';
import { custody, depositsOf } from './custody/custody.ts';
import { statement } from './custody/statement.ts';
import { routes } from './routes.ts';

export const handler = onApi(contract, routes, {
  'GET /bins': async ({ caller, query }) => {
    const { bins, ...next } = await ownBins(caller, query);
    const shown = bins.map(({ deviceId, siteId, askedSince, emptiedAt }) => {
      return { deviceId, siteId, waitsSince: askedSince, emptiedAt };
    });
    return { bins: shown, ...next };
  },
  'GET /bins/{deviceId}/emptyings': async ({ caller, params: { deviceId }, query }) => {
    await ownBin(caller, deviceId);
    return emptyingsShown(caller.brand, deviceId, query);
  },

  'GET /staff': ({ caller, query: { state, ...page } }) => listed(caller.brand, state, page),
  'GET /staff/reviews': ({ caller, query }) => listed(caller.brand, 'review', query),
  'POST /staff': ({ origin, programme, body }) => request(origin, programme, body.bins),
  'GET /staff/{collectionId}': async ({ caller, params }) =>
    whole(caller.brand, await collectionOf(caller.brand, await idIn(caller.brand, params))),
  'POST /staff/{collectionId}/withdrawals': async ({ origin, params, body }) =>
    withdraw(origin, await idIn(origin.brand, params), body),
  'POST /staff/{collectionId}/emptyings': async ({ origin, programme, params, body }) =>
    empty(origin, programme, await idIn(origin.brand, params), body),
  'POST /staff/{collectionId}/weighings': async ({ origin, params, body }) =>
    file(origin, await idIn(origin.brand, params), 'weighings', body),
  'POST /staff/{collectionId}/receipts': async ({ origin, params, body }) =>
    file(origin, await idIn(origin.brand, params), 'receipts', body),
  'POST /staff/{collectionId}/review': async ({ origin, params, body }) =>
    review(origin, await idIn(origin.brand, params), body),

  'GET /staff/bins/{deviceId}/emptyings': async ({ caller, params: { deviceId }, query }) => {
    await binsOf(caller.brand, [deviceId]);
    return emptyingsShown(caller.brand, deviceId, query);
  },

  'GET /staff/bins/{deviceId}/deposits': async ({ caller, params: { deviceId }, query }) => {
    await binsOf(caller.brand, [deviceId]);
    const found = await depositsOf(caller.brand, deviceId, { after: placeIn(query), limit: query.limit });
    const deposits = found.map(({ id, deposit: { time, recordedAt, data } }) => {
      return { id, at: time, recordedAt, containers: data.containers };
    });
    return {
      deposits,
      ...cursorAt(
        query,
        found.map(({ place }) => place),
      ),
    };
  },

  'GET /staff/bins/{deviceId}/statement': ({ caller, origin, params, query }) => {
    const until = query.until ?? origin.cause.time;
    return statement(caller.brand, params.deviceId, { from: query.from ?? later(until, -days(31)), until });
  },

  'GET /staff/custody/{depositId}': ({ programme, language, params }) => custody(programme, params.depositId, language),
});

async function emptyingsShown(brand: string, deviceId: string, page: Page) {
  const found = await emptyingsOf(brand, deviceId, { after: placeIn(page), limit: page.limit });
  const emptyings = found.map(({ emptiedAt, closesAt, collectionId, count }) => {
    return { deviceId, emptiedAt, closesAt, collectionId, count };
  });
  return {
    emptyings,
    ...cursorAt(
      page,
      found.map(({ emptiedAt }) => `emptied#${emptiedAt}`),
    ),
  };
}

/** The id of the collection that a route is about. */
const idIn = (brand: string, { collectionId }: { collectionId: string }): Promise<string> =>
  idMeant(brand, 'collection', collectionId);

async function listed(brand: string, state: State, page: Page) {
  const found = await collectionsIn(brand, state, { after: placeIn(page), limit: page.limit });
  const collections = found.map(({ collection }) => summary(collection));
  return {
    collections,
    ...cursorAt(
      page,
      found.map(({ place }) => place),
    ),
  };
}

function summary(collection: Collection) {
  const { id, reference, why, requestedAt, bins } = collection;
  const { state, next } = standing(collection);
  return { id, reference, state, next: [...next], why, requestedAt, bins: [...bins] };
}

async function whole(brand: string, collection: Collection) {
  const { tolerance, emptyings, weighings, receipts, reviews } = collection;
  return {
    ...summary(collection),
    tolerance,
    emptyings: [...emptyings],
    weighings: shown(weighings),
    receipts: shown(receipts),
    balance: standing(collection).balance,
    reviews: [...reviews],
    review: await evidenceOf(brand, collection),
  };
}

const shown = (papers: readonly Paper[]) => {
  const standing = inForce(papers);
  return papers.map((paper) => ({ ...paper, inForce: standing.includes(paper) }));
};
