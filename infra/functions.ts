import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Bundles } from './bundle.ts';
import { consumersOf, type Declared } from './capabilities.ts';
import type { Completions } from './completions.ts';
import { Capability } from './constructs/capability.ts';
import type { DeadLetters, Inbox } from './constructs/inbox.ts';
import type { Stage } from './stage.ts';

interface FunctionsProps extends StackProps {
  readonly stage: Stage;
  readonly declared: readonly Declared[];
  readonly bundles: Bundles;
  readonly completions: Completions;
}

/** Every capability's functions and queues. */
export class FunctionsStack extends Stack {
  readonly inboxes: readonly Inbox[];
  /** What could not be handed over to any inbox. */
  readonly undelivered: readonly DeadLetters[];

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id, props);
    const { stage, declared, bundles, completions } = props;
    const product = { stage, all: declared, bundles, consumers: consumersOf(declared) };
    const capabilities = declared.map(
      (each) => new Capability(this, each, product, completions[each.contract.capability]),
    );
    this.inboxes = capabilities.flatMap(({ inboxes }) => inboxes);
    this.undelivered = capabilities.flatMap(({ undelivered }) => undelivered);
  }
}
