import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Bundles } from './bundle.ts';
import { consumersOf, type Declared } from './capabilities.ts';
import { Capability } from './constructs/capability.ts';
import { CaseMachine, drivesCases } from './constructs/case-machine.ts';
import type { EntryFunction } from './constructs/entry-function.ts';
import { DeadLetters, type Inbox } from './constructs/inbox.ts';
import { type Beyond, leasesTimers } from './constructs/table-access.ts';
import * as names from './names.ts';
import { arn, published } from './references.ts';
import type { Stage } from './stage.ts';

interface FunctionsProps extends StackProps {
  readonly stage: Stage;
  readonly declared: readonly Declared[];
  readonly bundles: Bundles;
}

/** The partitions beyond their own that capabilities touch: who somebody is, and links that one mails and another serves. */
const beyond: Record<string, Beyond> = {
  customers: { reads: ['link#customers#*'] },
  points: { reads: ['customers#*#person#*'] },
  notifications: { reads: ['customers#*#person#*', 'recycling#*#document#*'], puts: ['link#customers#*'] },
  recycling: { reads: ['customers#*#person#*'] },
};

/** Every capability's functions and queues as it declares them, and beside that the few things no declaration says. */
export class FunctionsStack extends Stack {
  /** What could not be published. */
  readonly unpublished: DeadLetters;
  readonly #capabilities: Map<string, Capability>;
  readonly #stage: Stage;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id, props);
    const { stage, declared, bundles } = props;
    this.#stage = stage;
    const consumers = consumersOf(declared);
    this.#capabilities = new Map(
      declared.map((each) => {
        const { capability } = each.contract;
        const what = { declared: each, stage, bundles, consumers, beyond: beyond[capability] };
        return [capability, new Capability(this, what)];
      }),
    );
    this.unpublished = this.#outbox(Object.keys(consumers));
    this.#timers();
    this.#customers();
    this.#devices();
    this.#notifications();
    this.#recycling();
    this.#admins();
    for (const capability of this.#capabilities.values()) capability.refuseForgotten();
  }

  get inboxes(): Inbox[] {
    return [...this.#capabilities.values()].flatMap(({ inboxes }) => inboxes);
  }

  /** Publishes what was committed. It sees the stream, and never the table itself. */
  #outbox(heard: string[]): DeadLetters {
    const forwarder = this.#capability('outbox').add('on-stream');
    const dead = new DeadLetters(this, 'OutboxDead', {
      of: 'vuelta-outbox',
      holds: 'spans of the table’s stream whose events could not be published',
      remedy: 'When it is mended send the events of that time again: npm run ops -- republish --from … --to …',
      filledBy: 'the delivery of the stream',
    });
    const tableStreamArn = published(this, names.parameters.tableStream);
    const table = TableV2.fromTableAttributes(this, 'Table', { tableName: names.tableName, tableStreamArn });
    forwarder.alias.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        filters: [FilterCriteria.filter({ dynamodb: { Keys: { pk: { S: FilterRule.beginsWith('event#') } } } })],
        batchSize: 100,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        // Enough to sit out a disturbance of the bus. What is given up lies in the table still, and can be published again.
        retryAttempts: 100,
        maxRecordAge: Duration.hours(6),
        onFailure: new SqsDlq(dead),
      }),
    );
    forwarder
      .know({ BUS: names.busName, HEARD: heard.join(',') })
      .may(['events:PutEvents'], [arn(this, 'events', `event-bus/${names.busName}`)]);
    return dead;
  }

  /** The sweeper hands what is due to its owner. What one sweep fails to do, the next one does. */
  #timers(): void {
    const inboxes = this.inboxes.filter(({ kind }) => kind === 'timers');
    const urls = inboxes.map(({ capability, queue }) => [capability, queue.queueUrl]);
    const sweeper = this.#capability('timers').add('on-schedule', { timeout: Duration.seconds(50) }); // it has a minute
    sweeper.know({ TIMER_QUEUES: JSON.stringify(Object.fromEntries(urls)) }).may(
      ['sqs:SendMessage'],
      inboxes.map(({ queue }) => queue.queueArn),
    );
    leasesTimers(sweeper);
  }

  #customers(): void {
    const pools = this.#stage.brands.map(
      (brand) => [brand, published(this, names.parameters.customersPool(brand))] as const,
    );
    const api = this.#capability('customers').entry('api');
    this.#readsSecret(api, 'HASH_KEY', names.hashKey);
    api.know({ USER_POOLS: JSON.stringify(Object.fromEntries(pools)) }).may(
      [
        'cognito-idp:AdminAddUserToGroup',
        'cognito-idp:AdminCreateUser',
        'cognito-idp:AdminSetUserPassword',
        'cognito-idp:AdminUpdateUserAttributes',
      ],
      pools.map(([, pool]) => arn(this, 'cognito-idp', `userpool/${pool}`)),
    );
  }

  #devices(): void {
    const devices = this.#capability('devices');
    devices.addInbox('messages', 'on-device');
    for (const entry of devices.entries) this.#readsSecret(entry, 'HASH_KEY', names.hashKey);
    const things = this.#stage.brands.map((brand) => arn(this, 'iot', `thing/${brand}-*`));
    const certificates = arn(this, 'iot', 'cert/*');
    devices
      .entry('api')
      .know({ THING_TYPE: names.deviceThingType, THING_POLICY: names.devicePolicy })
      .may(['iot:CreateThing'], things, {
        because: 'A device gets its name when it is registered; it begins with its brand',
      })
      .may(['iot:CreateKeysAndCertificate'], ['*'], { because: 'IoT Core knows no resource for making a certificate' })
      // AWS says nowhere by which of the two attaching is judged; its own managed policies grant both.
      .may(['iot:AttachThingPrincipal'], [...things, certificates], {
        because: 'A thing gets its name and a certificate its id when they are made',
      })
      .may(['iot:AttachPolicy', 'iot:UpdateCertificate'], [certificates], {
        because: 'A certificate’s id is made up by IoT Core',
      });
  }

  #notifications(): void {
    for (const entry of this.#capability('notifications').entries) {
      entry.know({ ORIGINS: JSON.stringify(this.#stage.origins) });
      this.#readsSecret(entry, 'LINK_KEY', names.linkKey);
      if (entry.name === names.functionName('notifications', 'api')) continue;
      this.#readsSecret(entry, 'HASH_KEY', names.hashKey);
      this.#sendsMail(entry);
    }
  }

  /** Each case is an execution of one state machine, driven by whoever learns something new of it. */
  #recycling(): void {
    const recycling = this.#capability('recycling');
    const steps = recycling.add('on-step', { memorySize: 1024, timeout: Duration.seconds(15) }); // it makes papers
    const waits = recycling.addInbox('waits', 'on-wait');
    new CaseMachine(this, 'Cases', { steps, waits });
    for (const name of ['api', 'on-timer', 'on-wait']) drivesCases(recycling.entry(name));
    this.#readsSecret(recycling.entry('api'), 'LINK_KEY', names.linkKey);
  }

  /** Tells people of alarms, with the first of the dead letters that led to one. */
  #admins(): void {
    const admins = this.#capability('admins');
    const { queue, dead } = admins.addInbox('alarms', 'on-alarm');
    Topic.fromTopicArn(this, 'Alarms', arn(this, 'sns', names.alarmTopicName)).addSubscription(
      new SqsSubscription(queue, { deadLetterQueue: dead }),
    );
    const onAlarm = admins.entry('on-alarm');
    this.#sendsMail(onAlarm);
    const peek = ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
    onAlarm.may(peek, [arn(this, 'sqs', names.deadLettersOf('vuelta-*'))], {
      because: 'An alarm can be about any dead-letter queue; it looks and leaves the messages there',
    });
  }

  /** Sends only as the brands, and by their own configuration sets. */
  #sendsMail(entry: EntryFunction): void {
    const programmes = Object.values(this.#stage.programmes);
    const senders = programmes.map(({ mail }) => mail.from);
    const identities = senders.map((from) => arn(this, 'ses', `identity/${names.mailDomain(from)}`));
    const sets = programmes.map(({ id }) => arn(this, 'ses', `configuration-set/${names.configurationSet(id)}`));
    entry.may(['ses:SendEmail', 'ses:SendRawEmail'], [...new Set(identities), ...sets], {
      when: { StringEquals: { 'ses:FromAddress': senders } },
    });
  }

  /** The secret's name in the environment, and leave to read it. AWS adds six characters of its own to its ARN. */
  #readsSecret(entry: EntryFunction, variable: string, secret: string): void {
    entry
      .know({ [variable]: secret })
      .may(['secretsmanager:GetSecretValue'], [arn(this, 'secretsmanager', `secret:${secret}-??????`)]);
  }

  #capability(name: string): Capability {
    const capability = this.#capabilities.get(name);
    if (capability === undefined) throw new Error(`functions/${name} is missing`);
    return capability;
  }
}
