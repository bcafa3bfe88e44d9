import { onTimer } from '#layers/runtime/on-timer.ts';
import { contract } from './contract.ts';
import { release } from './release.ts';

export const handler = onTimer(contract, {
  /** The quiet hours are over: what was held for a person leaves. */
  held: release,
});
