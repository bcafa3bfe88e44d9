import { onTimer } from '#layers/runtime/on-timer.ts';
import { countIsDue } from './bins/count.ts';
import { contract } from './contract.ts';

export const handler = onTimer(contract, {
  count: (timer, { origin }) => countIsDue(origin, timer),
});
