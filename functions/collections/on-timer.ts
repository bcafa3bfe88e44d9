import { onTimer } from '#layers/runtime/on-timer.ts';
import { contract } from './contract.ts';
import { countIsDue } from './count.ts';

export const handler = onTimer(contract, {
  count: (timer, { origin }) => countIsDue(origin, timer),
});
