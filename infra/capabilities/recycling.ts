import { Duration } from 'aws-cdk-lib';
import type { Capability } from '../capability.ts';
import { CaseMachine } from '../constructs/case-machine.ts';
import { PaperFonts } from '../constructs/paper-fonts.ts';
import { alarmOn } from '../constructs/symptom.ts';
import { ofMachine } from '../metrics.ts';
import { arn, namesIn } from '../references.ts';

/** Each case is an execution of one state machine, driven by whoever learns something new of it. */
export function complete(recycling: Capability): void {
  const papers = { layers: [new PaperFonts(recycling, 'PaperFonts')], memorySize: 1024, timeout: Duration.seconds(15) };
  const steps = recycling.add('on-step', papers);
  const waits = recycling.addInbox('waits', 'on-wait');
  new CaseMachine(recycling, 'Cases', { steps, waits });
  alarmOn(recycling, {
    name: 'cases-fail',
    metric: ofMachine(arn(recycling, 'states', `stateMachine:${namesIn(recycling).caseMachine}`), 'ExecutionsFailed'),
    above: 0,
    minutes: 1,
    says:
      'The execution of a case failed beyond its own retries, and even setting it aside did not work. The next one takes ' +
      `over within minutes and is at no loss; if this repeats, look at the log of ${steps.name}.`,
  });
}
