import { onTimer } from '#layers/runtime/on-timer.ts';
import { contract } from './contract.ts';
import { signInIsDue } from './sign-in.ts';

export const handler = onTimer(contract, {
  /** Whoever confirmed an address was cut off before it became a sign-in name. */
  'sign-in': signInIsDue,
});
