import { onStep } from '#layers/runtime/on-step.ts';
import { waitAt } from './execution.ts';
import { isWait } from './rules.ts';
import { certify, close, type Step, sendLabel, setAside } from './steps.ts';

const steps: Record<string, (step: Step) => Promise<object>> = { SendLabel: sendLabel, Certify: certify, Close: close };

/** The steps of a case's execution. Each may come twice; none does its work twice. */
export const handler = onStep(async ({ brand, caseId, step, token, error }, programme) => {
  const { recycling } = programme;
  if (recycling === undefined) throw new Error(`${brand} takes nothing back`);
  const whole = { programme: { ...programme, recycling }, caseId };
  if (step === 'SetAside') return setAside(whole, error ?? 'unknown');
  if (token !== undefined && isWait(step)) {
    await waitAt({ brand, owner: 'recycling' }, caseId, step, token);
    return {};
  }
  const run = steps[step];
  if (run === undefined) throw new Error(`no step ${step}`);
  return run(whole);
});
