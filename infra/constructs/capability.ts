import { Construct } from 'constructs';
import type { EntryName } from '#layers/runtime/contract.ts';
import type { Bundles } from '../bundle.ts';
import type { Declared } from '../capabilities.ts';
import { busName, parameters, ruleName, tableName } from '../names.ts';
import { issuer, published } from '../references.ts';
import type { Stage } from '../stage.ts';
import { EntryFunction, type EntryFunctionProps } from './entry-function.ts';
import { type DeadLetters, Inbox } from './inbox.ts';
import { meetNeeds } from './needs.ts';
import { ownsItsItems, standsOnTestStage } from './table-access.ts';

/** What a capability is deployed with. */
export interface Product {
  readonly stage: Stage;
  /** Every capability, this one among them. */
  readonly all: readonly Declared[];
  /** Who hears each type of event. */
  readonly consumers: Readonly<Record<string, readonly string[]>>;
  readonly bundles: Bundles;
}

/** Adds to a capability what its contract cannot say: a queue that is filled in a way of its own, a state machine … */
export type Completion = (capability: Capability) => void;

/** What follows from a capability's declaration: its API, its queues, and functions that may do what it says and no more. */
export class Capability extends Construct {
  readonly name: string;
  readonly product: Product;
  readonly inboxes: Inbox[] = [];
  /** What never got as far as an inbox. */
  readonly undelivered: DeadLetters[] = [];
  readonly #declared: Declared;
  readonly #entries = new Map<string, EntryFunction>();

  constructor(scope: Construct, declared: Declared, product: Product, complete?: Completion) {
    const { contract, routes } = declared;
    super(scope, contract.capability);
    this.name = contract.capability;
    this.product = product;
    this.#declared = declared;
    if (Object.keys(routes).length > 0) {
      // Somebody waits for it, and what it does while it starts goes by memory.
      this.add('api', { memorySize: 1024 }).know({ IDENTITY: identity(this, product.stage) });
    }
    if (contract.hears.length > 0) {
      this.addInbox('events', 'on-event').takesFrom('events', `rule/${busName}/${ruleName(this.name)}`);
    }
    if (contract.timers.length > 0) this.addInbox('timers', 'on-timer');
    complete?.(this);
    this.#refuseForgotten();
  }

  /** The function of an entry file. */
  add(entry: EntryName, how: Pick<EntryFunctionProps, 'memorySize' | 'timeout'> = {}): EntryFunction {
    const { contract, entries, ownsItems } = this.#declared;
    const { stage, bundles, consumers } = this.product;
    if (!entries.includes(entry)) throw new Error(`functions/${this.name}/${entry}.ts is missing`);
    const added = new EntryFunction(this, entry, {
      capability: this.name,
      entry,
      code: bundles(this.name, entry),
      environment: {
        CAPABILITY: this.name,
        TABLE: tableName,
        STAGE: stage.name,
        ...(stage.testClock && { TEST_CLOCK: 'on', CONSUMERS: JSON.stringify(consumers) }),
      },
      ...how,
    });
    if (stage.testClock) standsOnTestStage(added);
    if (ownsItems) ownsItsItems(added, contract);
    meetNeeds(added, entry, contract.needs ?? {}, stage);
    this.#entries.set(entry, added);
    return added;
  }

  /** A function with a queue before it: `vuelta-<capability>-<kind>`. */
  addInbox(kind: string, entry: EntryName): Inbox {
    const inbox = new Inbox(this, kind, { capability: this.name, kind, reader: this.add(entry) });
    this.inboxes.push(inbox);
    return inbox;
  }

  entry(name: string): EntryFunction {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw new Error(`${this.name} has no function ${name}`);
    return entry;
  }

  /** Fails on an entry file that no function was made of. */
  #refuseForgotten(): void {
    const forgotten = this.#declared.entries.filter((entry) => !this.#entries.has(entry));
    if (forgotten.length > 0) throw new Error(`nothing calls functions/${this.name}/${forgotten.join(', ')}`);
  }
}

/** Which API is whose, and whose tokens it takes: what `onApi` checks callers against. */
function identity(scope: Construct, { brands }: Stage): string {
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
