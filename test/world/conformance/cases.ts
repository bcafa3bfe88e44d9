import { busCases } from './cases-of-bus.ts';
import { conditionCases } from './cases-of-conditions.ts';
import { indexCases } from './cases-of-indexes.ts';
import { itemCases } from './cases-of-items.ts';
import { machineCases } from './cases-of-machines.ts';
import { queryCases } from './cases-of-queries.ts';
import { queueCases } from './cases-of-queues.ts';
import { sizeCases } from './cases-of-sizes.ts';
import { timerCases } from './cases-of-timers.ts';
import { transactionCases } from './cases-of-transactions.ts';
import { updateCases } from './cases-of-updates.ts';
import type { Case } from './side.ts';

/** All that is checked on both sides, by what it is about. */
export const cases: Readonly<Record<string, readonly Case[]>> = {
  'an item': itemCases,
  'a condition': conditionCases,
  'an update': updateCases,
  'a transaction': transactionCases,
  'a query': queryCases,
  'an index': indexCases,
  'the size of an item': sizeCases,
  'a queue': queueCases,
  'the bus': busCases,
  'a state machine': machineCases,
  'a timer': timerCases,
};
