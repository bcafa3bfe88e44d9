import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { EntryName } from '#layers/runtime/contract.ts';
import type { Bundles } from './bundle.ts';
import type { Declared } from './capabilities.ts';
import { EntryFunction, type EntryFunctionProps } from './constructs/entry-function.ts';
import { Inbox } from './constructs/inbox.ts';
import { meetNeeds } from './constructs/needs.ts';
import { ownsItsItems, standsOnTestStage } from './constructs/table-access.ts';
import { deliveryTo } from './deliveries.ts';
import { noBrand, stageName } from './names.ts';
import { arn, issuer, namesIn, published, undeliveredByRulesArn } from './references.ts';
import type { Stage } from './stage.ts';

/** What a capability is deployed with. */
export interface Product {
  readonly stage: Stage;
  /** Every capability, this one among them. */
  readonly all: readonly Declared[];
  /** Who hears each type of event. */
  readonly consumers: Readonly<Record<string, readonly string[]>>;
  readonly bundles: Bundles;
  /** Milliseconds between two mails of one run. */
  readonly mailInterval: number;
}

interface CapabilityProps extends StackProps {
  readonly declared: Declared;
  readonly product: Product;
  readonly complete: Completion | undefined;
}

/** Adds to a capability what its contract cannot say: a queue that is filled in a way of its own, a state machine … */
export type Completion = (capability: Capability) => void;

/** What follows from a capability's declaration: its API, its queues, and functions that may do what it says and no more. */
export class Capability extends Stack {
  readonly name: string;
  readonly product: Product;
  readonly #declared: Declared;
  readonly #entries = new Map<string, EntryFunction>();

  constructor(scope: Construct, id: string, props: CapabilityProps) {
    super(scope, id, props);
    const { declared, product, complete } = props;
    const { contract, routes } = declared;
    this.name = contract.capability;
    this.product = product;
    this.#declared = declared;
    if (Object.keys(routes).length > 0) {
      // Somebody waits for it, and what it does while it starts goes by memory.
      this.add('api', { memorySize: 1024 }).know({ IDENTITY: identity(this, product.stage) });
    }
    if (contract.hears.length > 0) this.#hears(contract.hears.map(({ type }) => type));
    if (Object.keys(contract.timers).length > 0) this.addInbox('timers', 'on-timer');
    complete?.(this);
    this.#refuseForgotten();
  }

  /** The function of an entry file. */
  add(entry: EntryName, how: Pick<EntryFunctionProps, 'layers' | 'memorySize' | 'timeout'> = {}): EntryFunction {
    const { contract, entries, ownsItems } = this.#declared;
    const { stage, bundles, consumers, mailInterval } = this.product;
    if (!entries.includes(entry)) throw new Error(`functions/${this.name}/${entry}.ts is missing`);
    const added = new EntryFunction(this, entry, {
      capability: this.name,
      entry,
      code: bundles(this.name, entry),
      environment: {
        CAPABILITY: this.name,
        TABLE: namesIn(this).tableName,
        STAGE: stageName(stage.name),
        ...(stage.testClock && { TEST_CLOCK: 'on', CONSUMERS: JSON.stringify(consumers) }),
      },
      ...how,
    });
    if (stage.testClock) standsOnTestStage(added);
    if (ownsItems) ownsItsItems(added, contract);
    meetNeeds(added, entry, contract.needs ?? {}, { stage, mailInterval });
    this.#entries.set(entry, added);
    return added;
  }

  /** A function with a queue before it: `vuelta-<stage>-<capability>-<kind>`. */
  addInbox(kind: string, entry: EntryName, how: Pick<EntryFunctionProps, 'timeout'> = {}): Inbox {
    const delivery = deliveryTo(this.#declared.contract, entry, this.product.mailInterval);
    return new Inbox(this, kind, { capability: this.name, kind, reader: this.add(entry, how), delivery });
  }

  entry(name: string): EntryFunction {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new Error(`${this.name} has no function ${name}`);
    return entry;
  }

  /** Its queue of events, and the rules of the bus that fill it: one for each brand, as a rule gives all it sends one group. */
  #hears(detailType: string[]): void {
    const { busName, ruleName } = namesIn(this);
    const { queue } = this.addInbox('events', 'on-event');
    const { brands } = this.product.stage;
    const bus = EventBus.fromEventBusName(this, 'Bus', busName);
    const deadLetterConfig = { arn: undeliveredByRulesArn(this) };
    const retryPolicy = { maximumRetryAttempts: 185, maximumEventAgeInSeconds: Duration.hours(24).toSeconds() };
    const hears = (whose: string, brand: string[], sqsParameters?: { messageGroupId: string }) =>
      new Rule(this, `Hears-${whose}`, {
        ruleName: ruleName(this.name, whose),
        description: `What ${this.name} hears of ${whose}`,
        eventBus: bus,
        eventPattern: { source: Match.prefix('vuelta/'), detailType, detail: { brand } },
        targets: [{ bind: () => ({ arn: queue.queueArn, deadLetterConfig, retryPolicy, sqsParameters }) }],
      });
    for (const brand of brands) hears(brand, [brand], { messageGroupId: brand });
    // What is still on its way of a brand that this stage carries no more is heard and put aside, and not lost without a word.
    hears(noBrand, Match.anythingBut(...brands));
    // By one statement for all of them: a queue's policy takes twenty.
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: {
          ArnLike: { 'aws:SourceArn': arn(this, 'events', `rule/${busName}/${ruleName(this.name, '*')}`) },
        },
      }),
    );
  }

  /** Fails on an entry file that no function was made of. */
  #refuseForgotten(): void {
    const forgotten = this.#declared.entries.filter((entry) => !this.#entries.has(entry));
    if (forgotten.length > 0) throw new Error(`nothing calls functions/${this.name}/${forgotten.join(', ')}`);
  }
}

/** Which API is whose, and whose tokens it takes: what `onApi` checks callers against. */
function identity(scope: Construct, { brands }: Stage): string {
  const { parameters } = namesIn(scope);
  const signer = (pool: string, client: string) => ({
    issuer: issuer(scope, published(scope, pool)),
    clientId: published(scope, client),
  });
  const apis = brands.map((brand) => [
    published(scope, parameters.api(brand)),
    { brand, ...signer(parameters.customersPool(brand), parameters.customersClient(brand)) },
  ]);
  return JSON.stringify({
    apis: Object.fromEntries(apis),
    staff: signer(parameters.staffPool, parameters.staffClient),
  });
}
