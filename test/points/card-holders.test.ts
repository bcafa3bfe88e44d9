import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { later } from '#layers/time/clock.ts';
import { accountsOf, heads } from '../../functions/points/ledger/account.ts';
import { capped, expectBalanced, freshWorld, linked, now, unlinked } from './ledger-commands.ts';

/** A card of Ana's goes to Berta and comes back to Ana: what customers says of it, as it happens. */
const news: readonly (() => Promise<unknown>)[] = [
  () => linked('c-1', now),
  () => unlinked('c-1', later(now, 1)),
  () => linked('c-2', later(now, 1)),
  () => unlinked('c-2', later(now, 2)),
  () => linked('c-1', later(now, 2)),
];

const everyNews = { minLength: news.length, maxLength: news.length };

it('a card is whose it became last, and its week counts for them, in whatever order the news of it is heard', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...news], everyNews), fc.nat(news.length), async (heard, before) => {
      freshWorld();
      for (const hear of heard.slice(0, before)) await hear();
      await capped('on the card', 150, 'card-1', 'c-1');
      for (const hear of heard.slice(before)) await hear();
      expect(await accountsOf('retorno', 'c-1')).toEqual(['c-1', 'card-1']);
      expect(await accountsOf('retorno', 'c-2')).toEqual(['c-2']);
      const [ana, berta, card] = await heads('retorno', ['c-1', 'c-2', 'card-1']);
      expect(card).toMatchObject({ holder: 'c-1', weeks: { '2026-11-16': 100 } });
      expect([ana?.weeks['2026-11-16'], berta?.weeks['2026-11-16'] ?? 0]).toEqual([100, 0]);
      expectBalanced([100, 0]);
    }),
    { numRuns: 300, seed: 2026 },
  );
});
