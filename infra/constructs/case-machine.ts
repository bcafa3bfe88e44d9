import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { arn, namesIn } from '../references.ts';
import { caseDefinition } from '../states-language.ts';
import type { EntryFunction } from './entry-function.ts';
import type { Inbox } from './inbox.ts';

/** The state machine of cases. It may call the function of its steps and fill the queue of its waits, and nothing else. */
export class CaseMachine extends Construct {
  constructor(scope: Construct, id: string, { steps, waits }: { steps: EntryFunction; waits: Inbox }) {
    super(scope, id);
    const worker = steps.alias.functionArn;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [worker] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [waits.queue.queueArn] }));
    const definition = caseDefinition({ worker, queue: waits.queue.queueUrl });
    const machine = new StateMachine(this, 'Machine', {
      stateMachineName: namesIn(this).caseMachine,
      definitionBody: DefinitionBody.fromString(Stack.of(this).toJsonString(definition)),
      role: role.withoutPolicyUpdates(),
    });
    Validations.of(machine).acknowledge(
      {
        id: 'AwsSolutions-SF1',
        reason: 'Step Functions keeps each execution’s history for 90 days, and the case for ever',
      },
      { id: 'AwsSolutions-SF2', reason: 'Each event carries its cause: the chain is in the table, not in a trace' },
    );
  }
}

/** Lets a function start the executions of cases, let them go on, and see whether they ended. */
export function drivesCases(entry: EntryFunction): void {
  const { caseMachine } = namesIn(entry);
  const machine = arn(entry, 'states', `stateMachine:${caseMachine}`);
  entry
    .know({ STATE_MACHINE: machine })
    .may(['states:StartExecution', 'states:SendTaskSuccess'], [machine])
    .may(['states:DescribeExecution'], [arn(entry, 'states', `execution:${caseMachine}:*`)], {
      because: 'An execution is named by its case',
    });
}
