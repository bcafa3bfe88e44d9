import * as z from 'zod';
import { onStep, StepInput } from '#layers/runtime/on-step.ts';
import type { OutcomeOf, Work } from './execution/machine.ts';
import { certify, close, type Step, sendLabel, setAside } from './execution/steps.ts';

const steps: { [W in Work]: (step: Step) => Promise<{ outcome: OutcomeOf<W> }> } = {
  SendLabel: sendLabel,
  Certify: certify,
  Close: close,
  SetAside: setAside,
};

/** The steps of a case's execution. Each may come twice; none does its work twice. */
export const handler = onStep(
  StepInput.extend({ caseId: z.string() }),
  async ({ brand, caseId, step, error }, programme) => {
    const { recycling } = programme;
    if (recycling === undefined) throw new Error(`${brand} takes nothing back`);
    if (!Object.hasOwn(steps, step)) throw new Error(`no step ${step}`);
    return steps[step as Work]({ programme: { ...programme, recycling }, caseId, error });
  },
);
