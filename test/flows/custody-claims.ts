/** What is claimed of the chain of custody, at its whole size. */
import type { Stack } from '../../local/stack.ts';
import { collection, crewOf, differences, does, inAll, liveThrough, paper } from './collected-month.ts';

const size = { seed: 2028, deposits: 2_100, stretches: 5 };

/** A month of one machine reconciles to the gram, and a kilo that the recycler's last receipt lacks is found. */
export async function custodyClaims(stack: Stack) {
  const crew = await crewOf(stack, 'rvm-custody');
  try {
    const began = Date.now();
    const { month, bags, ids } = await liveThrough(crew, size);
    const seconds = Math.round((Date.now() - began) / 1000);
    const messages = month.reduce((sum, { sessions, again }) => sum + sessions.length + again.length, 0);
    const deposits = bags.reduce((sum, bag) => sum + bag.deposits, 0);
    const late = bags.reduce((sum, bag) => sum + bag.lateDeposits, 0);
    const wrong = await differences(crew, bags);
    const states = await Promise.all(ids.map(async (id) => (await collection(crew, id)).state));
    const review = await collection(crew, ids.at(-1) ?? '');
    const missing = (review.balance ?? []).filter(({ agrees }) => !agrees);
    const found = missing.map(({ material, weighed, received }) => `${weighed - received} g of ${material}`).join(', ');
    await correct(crew, review.id, review.receipts[0]?.id, bags.at(-1)?.carried ?? {});
    const whole = await Promise.all(ids.map(async (id) => (await collection(crew, id)).balance ?? []));
    const sums = (['deposited', 'weighed', 'received'] as const).map((of) =>
      whole.flat().reduce((sum, each) => sum + each[of], 0),
    );
    const exact = sums.every((sum) => sum === inAll(bags, 'carried')) && wrong.length === 0;
    return [
      {
        what: 'a month of one machine reconciles to the gram: deposits counted by emptying as summed apart, and in all what scale and recycler say; 5 % told twice, 5 % after the emptying, some too late, all in no order',
        howMany: `${messages} messages, ${deposits} deposits, ${late} of them late, ${bags.length} emptyings, ${seconds} s`,
        result: exact
          ? `${sums.join(' / ')} g deposited / weighed / received`
          : `${sums.join(' / ')} g; ${wrong[0] ?? ''}`,
        seed: size.seed,
        holds: exact,
      },
      {
        what: 'a kilo that a recycler’s receipt lacks is found and lies in review, and nothing else does',
        howMany: `${ids.length} collections`,
        result: `${states.join(', ')}: ${found}`,
        seed: size.seed,
        holds:
          found === '1000 g of glass' &&
          states.every((state, n) => state === (n === ids.length - 1 ? 'review' : 'reconciled')),
      },
    ];
  } finally {
    await crew.machine.stop();
  }
}

/** The recycler finds the kilo: a receipt that replaces the first. */
async function correct(
  { warehouse }: { warehouse: Parameters<typeof does>[0] },
  id: string,
  replaces: string | undefined,
  grams: Parameters<typeof paper>[1],
): Promise<void> {
  await does(warehouse, `/${id}/receipts`, paper(`R-${size.seed}-corrected`, grams, { replaces }));
}
