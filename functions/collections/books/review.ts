import { collectionReviewed } from '#events/collections/collection.reviewed.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { problem } from '../problems.ts';
import { becoming, collectionOf } from './books.ts';
import { type Review, standing } from './collection.ts';
import { demandRoom } from './limits.ts';

/** An agent decides on figures that differ. With other figures, by a correction or a late fact, the question is open again. */
export async function review(
  origin: Origin,
  collectionId: string,
  { decision, reason }: Pick<Review, 'decision' | 'reason'>,
): Promise<{ id: string }> {
  const { brand, cause, actor } = origin;
  return retryOnConflict(async () => {
    const before = await collectionOf(brand, collectionId);
    const { state, balance } = standing(before);
    if (state !== 'review' || balance === undefined) throw problem('nothing-to-review');
    demandRoom(before.reviews);
    const decided: Review = { decision, reason, by: actor.id, at: cause.time, of: balance };
    const { answer } = await commit(origin, {
      events: [say(collectionReviewed, { about: collectionId, effect: 'reviewed', data: { collectionId, decision } })],
      changes: becoming(brand, before, { reviews: [...before.reviews, decided] }).changes,
      answer: { id: collectionId },
    });
    return answer;
  });
}
