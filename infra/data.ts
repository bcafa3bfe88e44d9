import { RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { indexes } from '#layers/table/read.ts';
import { DeadLetters } from './constructs/inbox.ts';
import { MailSenders } from './constructs/mail-senders.ts';
import { rulesQueue } from './names.ts';
import { arn, namesIn, publish } from './references.ts';
import type { Stage } from './stage.ts';

/** What must outlive every deployment: the table, the keys of the hashes and links, the right to send mail, and the bus and topic all else hangs on. */
export class DataStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { stage: Stage }) {
    super(scope, id, props);
    const { stage } = props;
    const { alarmName, alarmTopicName, busName, parameters, secretName, tableName } = namesIn(this);
    const removalPolicy = stage.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const string = (name: string) => ({ name, type: AttributeType.STRING });

    const table = new TableV2(this, 'Table', {
      tableName,
      partitionKey: string('pk'),
      sortKey: string('sk'),
      globalSecondaryIndexes: Object.entries(indexes).map(([indexName, sortKey]) => ({
        indexName,
        partitionKey: string(`${indexName}Pk`),
        sortKey: string(sortKey),
      })),
      billing: Billing.onDemand(),
      dynamoStream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'ttl',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.production,
      encryption: stage.production
        ? TableEncryptionV2.customerManagedKey(tableKey(this))
        : TableEncryptionV2.dynamoOwnedKey(),
      removalPolicy,
    });
    publish(this, parameters.tableStream, table.tableStreamArn as string);

    new EventBus(this, 'Bus', { eventBusName: busName });
    this.#undeliveredByRules();

    const lost =
      'Another key would give other hashes and links: cards would no longer be found and links in sent mails break';
    for (const [id, name, description, reason] of [
      ['HashKey', 'hash-key', 'Of the hashes by which cards, addresses and receipts are found', lost],
      ['LinkKey', 'link-key', 'Signs the unsubscribe links in mails', lost],
      [
        'CauseKey',
        'cause-key',
        'Of the hashes by which a repetition is known: a key a line, the one in force first',
        'A new key is put before the old ones by hand, once every function has read it behind the one in force',
      ],
    ] as const) {
      const generateSecretString = { passwordLength: 64, excludePunctuation: true };
      const secret = new Secret(this, id, {
        secretName: secretName(name),
        description,
        generateSecretString,
        removalPolicy,
      });
      Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason });
    }

    const topic = new Topic(this, 'Alarms', { topicName: alarmTopicName, enforceSSL: true });
    // A topic with a policy of its own loses the one by which the account's alarms may publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { ArnLike: { 'aws:SourceArn': arn(this, 'cloudwatch', `alarm:${alarmName('*')}`) } },
      }),
    );
    new MailSenders(this, 'Mail', { programmes: Object.values(stage.programmes) });
  }

  /** What no rule could deliver, whichever stack it stands in. */
  #undeliveredByRules(): void {
    const undelivered = new DeadLetters(this, 'UndeliveredByRules', {
      of: rulesQueue,
      filledBy: 'the rules of the bus and the schedules',
    });
    const { busName, lettersRule, sweepRule, undeliveredRule } = namesIn(this);
    const rules = [`${busName}/*`, sweepRule, lettersRule, undeliveredRule].map((rule) =>
      arn(this, 'events', `rule/${rule}`),
    );
    undelivered.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [undelivered.queueArn],
        conditions: { ArnLike: { 'aws:SourceArn': rules } },
      }),
    );
  }
}

/** The table's own key. Whoever in this account may use the table may use it, and only by way of the table. */
function tableKey(scope: Stack): Key {
  const key = new Key(scope, 'TableKey', {
    alias: namesIn(scope).tableKeyAlias,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'ByWayOfTheTable',
      principals: [new AnyPrincipal()],
      actions: [
        'kms:Encrypt',
        'kms:Decrypt',
        'kms:ReEncrypt*',
        'kms:GenerateDataKey*',
        'kms:CreateGrant',
        'kms:DescribeKey',
      ],
      resources: ['*'], // in a key's policy that is the key itself
      conditions: {
        StringEquals: {
          'kms:CallerAccount': scope.account,
          'kms:ViaService': `dynamodb.${scope.region}.amazonaws.com`,
        },
      },
    }),
  );
  return key;
}
