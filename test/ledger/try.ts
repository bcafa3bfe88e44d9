import fc from 'fast-check';
import { tell } from './driver.ts';
import { histories } from './histories.ts';
import { theProduct } from './product.ts';
import { deadLetters, quickTable } from './stores.ts';

const product = await theProduct();
const runs = Number(process.argv[2] ?? 100),
  seed = Number(process.argv[3] ?? 1),
  longest = Number(process.argv[4] ?? 100);
let commands = 0,
  n = 0;
const t = performance.now();
const found = await fc.check(
  fc.asyncProperty(histories(longest), async (history) => {
    n++;
    commands += history.commands.length;
    await tell(history, { product, store: quickTable(), dead: deadLetters() });
  }),
  { numRuns: runs, seed, endOnFailure: false },
);
console.log(
  found.failed
    ? `FAILED after ${found.numRuns} runs, ${found.numShrinks} shrinks\n` +
        String((found.errorInstance as Error)?.message)
    : 'ok',
  n,
  commands,
  Math.round(performance.now() - t),
  'ms',
);
