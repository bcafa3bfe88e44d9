import { Duration } from 'aws-cdk-lib';
import type { Capability } from '../constructs/capability.ts';
import { CaseMachine } from '../constructs/case-machine.ts';

/** Each case is an execution of one state machine, driven by whoever learns something new of it. */
export function complete(recycling: Capability): void {
  const steps = recycling.add('on-step', { memorySize: 1024, timeout: Duration.seconds(15) }); // it makes papers
  const waits = recycling.addInbox('waits', 'on-wait');
  new CaseMachine(recycling, 'Cases', { steps, waits });
}
