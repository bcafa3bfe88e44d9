import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { type Shelf, shelf } from './shelf.ts';
import { eventually, type Side } from './side.ts';

export type How = Partial<QueryCommandInput>;

export interface Index {
  readonly mine: Shelf;
  /** A partition of the index that nobody else uses. */
  readonly of: string;
  /** What a query of it finds. */
  query(how?: How): ReturnType<Shelf['query']>;
  /** The sort keys in the table of what it finds, once that is as many as wanted. */
  shows(wanted: number, how?: How): Promise<string[]>;
  /** The fields by which an item is in the index. */
  at(sort: string): Record<string, string>;
}

/** The index `list`, and a partition of it. */
export function list(side: Side, name = 'list', sortKey = 'listSk'): Index {
  const mine = shelf(side);
  const of = side.fresh('list');
  const query = (how: How = {}) =>
    mine.query({
      IndexName: name,
      KeyConditionExpression: '#pk = :pk',
      ...how,
      ExpressionAttributeNames: { '#pk': `${name}Pk`, ...how.ExpressionAttributeNames },
      ExpressionAttributeValues: { ':pk': of, ...how.ExpressionAttributeValues },
    });
  return {
    mine,
    of,
    query,
    shows: async (wanted, how) =>
      (
        await eventually(
          side,
          () => query(how),
          ({ sks }) => sks.length === wanted,
        )
      ).sks,
    at: (sort) => ({ [`${name}Pk`]: of, [sortKey]: sort }),
  };
}
