import { type Change, create, type Item, type Key, remove } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { idFrom } from '#layers/table/hash.ts';
import type { Origin } from '#layers/table/origin.ts';
import { randomToken } from '#layers/table/random-token.ts';
import { query } from '#layers/table/read.ts';
import { problem } from '../problems.ts';

/** One piece in stock; a partner's voucher has its code with it. Whoever takes it, takes the item away. */
export interface Piece extends Key {
  readonly code?: string;
}

const stockPartition = (brand: string, rewardId: string): string => `points#${brand}#stock#${rewardId}`;

/** How many pieces are looked at to choose one: members who come at once should not all reach for the same. */
const choice = 25;

/** A piece that was free a moment ago, from a random place on; undefined where nothing is left. */
export async function freePiece(brand: string, rewardId: string): Promise<Piece | undefined> {
  const partition = stockPartition(brand, rewardId);
  const from = `piece#${randomToken(6)}`;
  const ahead = await query(partition, { from, limit: choice });
  const pieces = ahead.length > 0 ? ahead : await query(partition, { limit: choice });
  return pieces[Math.floor(Math.random() * pieces.length)] as (Item & Piece) | undefined;
}

/** How many pieces are left; counted up to `most`. */
export async function left(brand: string, rewardId: string, most = 100): Promise<number> {
  return (await query(stockPartition(brand, rewardId), { limit: most })).length;
}

/** Takes the piece out of stock, if nobody else did. */
export const takePiece = ({ pk, sk }: Piece): Change => remove({ pk, sk }, { when: { exists: ['pk'] } });

/** Puts a piece back that was not handed out in the end. */
export const putBack = (brand: string, rewardId: string, redemptionId: string): Change =>
  create({ pk: stockPartition(brand, rewardId), sk: `piece#${redemptionId}` });

/** Adds pieces to the stock of a reward. */
export async function addPieces(origin: Origin, rewardId: string, count: number): Promise<{ added: number }> {
  const pieces = Array.from({ length: count }, (_, n) =>
    create({ pk: stockPartition(origin.brand, rewardId), sk: `piece#${idFrom(origin.cause.id, String(n))}` }),
  );
  const { answer } = await commit(origin, { changes: pieces, answer: { added: count } });
  return answer;
}

/** Adds a partner's codes. Each is remembered for ever, whatever the reward, so that no code is ever handed out twice. */
export async function addCodes(origin: Origin, rewardId: string, codes: readonly string[]): Promise<{ added: number }> {
  const { brand } = origin;
  const changes = codes.flatMap((code) => {
    const hash = idFrom(code);
    const known = create({ pk: `points#${brand}#code#${hash}`, sk: 'code' }, () => problem('code-known'));
    return [known, create({ pk: stockPartition(brand, rewardId), sk: `piece#${hash}`, code })];
  });
  const { answer } = await commit(origin, { changes, answer: { added: codes.length } });
  return answer;
}
