/** What is claimed of the chain of custody, at its whole size, in the world. */
import {
  type CollectedMonth,
  type Collection,
  type Crew,
  collection,
  crewOf,
  differences,
  does,
  gramsIn,
  inAll,
  liveThrough,
  paper,
  statementOf,
} from '../collections/collected-month.ts';
import { driver, type WorldDriver } from '../world/driver.ts';
import { endFaults, planFaults } from '../world/faults.ts';
import type { Claim } from './claim.ts';

const size = { seed: 2028, deposits: 2_100, stretches: 5 };
const faultySize = { seed: 2029, deposits: 600, stretches: 3 };

/** A month of one machine reconciles to the gram, and a kilo that the recycler's last receipt lacks is found. */
export async function* custodyClaims(): AsyncGenerator<Claim> {
  const here = await driver();
  const crew = await crewOf(here);
  const lived = await liveThrough(crew, size);
  const kilo = await missingKilo(crew, lived);
  yield await toTheGram(crew, lived);
  yield kilo;
  yield await underFaults(here);
}

async function underFaults(here: WorldDriver): Promise<Claim> {
  const crew = await crewOf(here);
  planFaults(here.world, 0.02, 5);
  const lived = await liveThrough(crew, faultySize);
  endFaults(here.world);
  await here.quiet();
  const wrong = await differences(crew, lived.bags);
  const states = (await collectionsOf(crew, lived)).map(({ state }) => state);
  return {
    what: 'such a month while 2 % of all calls to AWS fail in every way and functions die mid-run',
    howMany: `${messagesIn(lived)} messages, ${lived.bags.length} emptyings`,
    result: [states.join(', '), wrong[0] ?? 'every bag as summed apart'].join('; '),
    seed: faultySize.seed,
    holds: wrong.length === 0 && states.join() === statesOf(lived).join(),
  };
}

const messagesIn = ({ month }: CollectedMonth): number =>
  month.reduce((sum, { sessions, again }) => sum + sessions.length + again.length, 0);

/** The last bag is the one that lacks a kilo. */
const statesOf = ({ ids }: CollectedMonth): string[] =>
  ids.map((_, n) => (n === ids.length - 1 ? 'review' : 'reconciled'));

const collectionsOf = (crew: Crew, { ids }: CollectedMonth): Promise<Collection[]> =>
  Promise.all(ids.map((id) => collection(crew, id)));

async function missingKilo(crew: Crew, lived: CollectedMonth): Promise<Claim> {
  const collections = await collectionsOf(crew, lived);
  const states = collections.map(({ state }) => state);
  const last = collections.at(-1) as Collection;
  const missing = (last.balance ?? []).filter(({ agrees }) => !agrees);
  const found = missing.map(({ material, weighed, received }) => `${weighed - received} g of ${material}`).join(', ');
  // The recycler finds the kilo: a receipt that replaces the first.
  const whole = paper(`R-${size.seed}-corrected`, lived.bags.at(-1)?.carried ?? {}, { replaces: last.receipts[0]?.id });
  await does(crew.warehouse, `/${last.id}/receipts`, whole);
  return {
    what: 'a kilo that a recycler’s receipt lacks is found and lies in review, and nothing else does',
    howMany: `${collections.length} collections`,
    result: `${states.join(', ')}: ${found}`,
    seed: size.seed,
    holds: found === '1000 g of glass' && states.join() === statesOf(lived).join(),
  };
}

async function toTheGram(crew: Crew, lived: CollectedMonth): Promise<Claim> {
  const { month, bags } = lived;
  const statement = await statementOf(crew, month[0]?.emptiedAt ?? '');
  const sums = gramsIn(statement);
  const wrong = await differences(crew, bags);
  const total = (of: 'deposits' | 'lateDeposits') => bags.reduce((sum, bag) => sum + bag[of], 0);
  return {
    what: 'a month of one machine reconciles to the gram: deposits counted by emptying as summed apart, and in all what scale and recycler say; 5 % told twice, 5 % after the emptying, some too late, all in no order',
    howMany: `${messagesIn(lived)} messages, ${total('deposits')} deposits, ${total('lateDeposits')} of them late, ${bags.length} emptyings`,
    result: [`${sums.join(' / ')} g deposited / weighed / received`, ...wrong.slice(0, 1)].join('; '),
    seed: size.seed,
    holds:
      wrong.length === 0 &&
      sums.every((sum) => sum === inAll(bags, 'carried')) &&
      statement.deposits === total('deposits') &&
      statement.compared.collections.map(({ id }) => id).join() === lived.ids.join(),
  };
}
