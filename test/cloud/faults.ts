import type { FaultPlan } from '#layers/aws/faults.ts';

/** 2 % of all calls to AWS fail, in every way there is. */
export const everyFault: FaultPlan = {
  rate: 0.02,
  seed: 5,
  kinds: ['fail', 'time-out', 'applied-then-time-out', 'throttle', 'delay', 'kill'],
};
