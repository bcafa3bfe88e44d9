import { onApi } from '#layers/runtime/on-api.ts';
import { cursorAt, type Page, placeIn } from '#layers/runtime/page.ts';
import { days, later } from '#layers/time/clock.ts';
import { binsOf, emptyingsOf } from './bins/bins.ts';
import { empty } from './bins/emptyings.ts';
import { collectionOf, collectionsIn } from './books/books.ts';
import { type Collection, inForce, type Paper, type State, standing } from './books/collection.ts';
import { file } from './books/papers.ts';
import { request, withdraw } from './books/requests.ts';
import { review } from './books/review.ts';
import { contract } from './contract.ts';
import { custody, depositsOf } from './custody/custody.ts';
import { statement } from './custody/statement.ts';
import { routes } from './routes.ts';

export const handler = onApi(contract, routes, {
  'GET /staff': ({ caller, query: { state, ...page } }) => listed(caller.brand, state, page),
  'GET /staff/reviews': ({ caller, query }) => listed(caller.brand, 'review', query),
  'POST /staff': ({ origin, programme, body }) => request(origin, programme, body.bins),
  'GET /staff/{collectionId}': async ({ caller, params }) =>
    whole(await collectionOf(caller.brand, params.collectionId)),
  'POST /staff/{collectionId}/withdrawals': ({ origin, params, body }) => withdraw(origin, params.collectionId, body),
  'POST /staff/{collectionId}/emptyings': ({ origin, programme, params, body }) =>
    empty(origin, programme, params.collectionId, body),
  'POST /staff/{collectionId}/weighings': ({ origin, params, body }) =>
    file(origin, params.collectionId, 'weighings', body),
  'POST /staff/{collectionId}/receipts': ({ origin, params, body }) =>
    file(origin, params.collectionId, 'receipts', body),
  'POST /staff/{collectionId}/review': ({ origin, params, body }) => review(origin, params.collectionId, body),

  'GET /staff/bins/{deviceId}/emptyings': async ({ caller, params: { deviceId }, query }) => {
    await binsOf(caller.brand, [deviceId]);
    const found = await emptyingsOf(caller.brand, deviceId, { after: placeIn(query), limit: query.limit });
    const emptyings = found.map(({ emptiedAt, closesAt, collectionId, count }) => {
      return { deviceId, emptiedAt, closesAt, collectionId, count };
    });
    return {
      emptyings,
      ...cursorAt(
        query,
        found.map(({ emptiedAt }) => `emptied#${emptiedAt}`),
      ),
    };
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
  const { id, why, requestedAt, bins } = collection;
  const { state, next } = standing(collection);
  return { id, state, next: [...next], why, requestedAt, bins: [...bins] };
}

function whole(collection: Collection) {
  const { tolerance, emptyings, weighings, receipts, reviews } = collection;
  return {
    ...summary(collection),
    tolerance,
    emptyings: [...emptyings],
    weighings: shown(weighings),
    receipts: shown(receipts),
    balance: standing(collection).balance,
    reviews: [...reviews],
  };
}

const shown = (papers: readonly Paper[]) => {
  const standing = inForce(papers);
  return papers.map((paper) => ({ ...paper, inForce: standing.includes(paper) }));
};
