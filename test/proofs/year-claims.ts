/** A year of everybody, in the world. */

import { live } from '../world/year/year.ts';
import type { Claim } from './claim.ts';

const plan = { people: 200, days: 365, faults: 0.02 };

export async function* yearClaims(): AsyncGenerator<Claim> {
  for (const seed of [2027]) {
    const lived = await live({ ...plan, seed });
    const { engagements, deposits, cases, mails, turns, broken } = lived;
    yield {
      what: 'a year of 200 people of all five brands with 2 % of every fault and power cuts: ledger, mails, cases, custody and timers are whole',
      howMany: `${engagements} engagements, ${deposits} deposits, ${cases} cases, ${mails} mails, ${turns} turns`,
      result: broken.length === 0 ? 'every invariant holds' : broken.join('; '),
      seed,
      holds: broken.length === 0,
    };
  }
}
