import { programmes } from '#brands/programmes.ts';
import { environment } from '#layers/environment.ts';
import { entry } from '#layers/runtime/entry.ts';
import { findLetters } from './find-letters.ts';
import { lettersByBrand } from './letters.ts';
import { tellLetters } from './tell-letters.ts';

/**
 * Every five minutes: the admins of each brand are told of new dead letters, whatever lies there already. Gives how many
 * letters wait for another run. A queue that cannot be read, or a brand that cannot be told, keeps no other waiting; the run then fails.
 */
export const handler = entry(
  async (_scheduled: unknown) => {
    const looks = await Promise.allSettled(environment.DEAD_LETTER_QUEUES.map(findLetters));
    const found = looks.flatMap(fulfilled);
    const byBrand = lettersByBrand(
      found.flatMap(({ letters }) => letters),
      Object.keys(programmes),
    );
    const tellings = await Promise.allSettled([...byBrand].map(([brand, letters]) => tellLetters(brand, letters)));
    for (const each of [...looks, ...tellings]) if (each.status === 'rejected') throw each.reason;
    const waiting = [...found.map(({ unread }) => unread), ...tellings.flatMap(fulfilled)];
    return { waiting: waiting.reduce((sum, each) => sum + each, 0) };
  },
  ['TABLE', 'DEAD_LETTER_QUEUES'],
);

const fulfilled = <Value>(settled: PromiseSettledResult<Value>): Value[] =>
  settled.status === 'fulfilled' ? [settled.value] : [];
