import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { programmes } from '#brands/programmes.ts';
import { type Json, localStage, text } from './synthesised.ts';

const root = join(import.meta.dirname, '../..');
const product = await localStage();
const functions = product.functions();

/** The items of its own that each capability may change: written by hand, to be compared with what is derived. */
const own: Record<string, string[]> = {
  admins: ['admins#*'],
  collections: ['collections#*', 'timer#collections#*'],
  customers: ['customers#*', 'timer#customers#*'],
  devices: ['devices#*'],
  notifications: ['notifications#*', 'timer#notifications#*'],
  outbox: [],
  points: ['points#*', 'timer#points#*'],
  recycling: ['recycling#*', 'timer#recycling#*'],
  timers: ['timer#*'],
};

/** What it may read beside that. */
const others: Record<string, string[]> = {
  admins: ['event#*'],
  collections: ['event#*'],
  customers: ['event#*', 'link#customers#*'],
  devices: ['event#*', 'customers#*#person#*'],
  notifications: ['event#*', 'customers#*#person#*', 'recycling#*#document#*'],
  outbox: [],
  points: ['event#*', 'customers#*#person#*'],
  recycling: ['event#*', 'customers#*#person#*'],
  timers: ['due#*'],
};

/** What it may add, and never change. */
const added: Record<string, string[]> = {
  admins: [],
  collections: ['event#*'],
  customers: ['event#*'],
  devices: ['event#*'],
  notifications: ['event#*', 'link#customers#*'],
  outbox: [],
  points: ['event#*'],
  recycling: ['event#*'],
  timers: [],
};

const capabilityOf = (name: string) => name.split('-')[2] as string;
const leadingKeys = (statement: Json): string[] =>
  statement.Condition['ForAllValues:StringLike']['dynamodb:LeadingKeys'];
const onTable = (may: Json[]) =>
  may.filter(({ Resource }) => Resource.some((arn: string) => arn.includes(':table/vuelta')));
const writes = ['PutItem', 'UpdateItem', 'DeleteItem'].map((action) => `dynamodb:${action}`);

describe('each function', () => {
  it.each([...functions.keys()])('%s changes its own items only', (name) => {
    const changing = onTable(functions.get(name)?.may ?? []).filter(({ Action }) =>
      Action.includes('dynamodb:UpdateItem'),
    );
    expect(new Set(changing.flatMap(leadingKeys))).toEqual(new Set(own[capabilityOf(name)]));
  });

  it.each([...functions.keys()])('%s reads its own items, events, and what is named here', (name) => {
    const reading = onTable(functions.get(name)?.may ?? []).filter(({ Action }) => Action.includes('dynamodb:Query'));
    const capability = capabilityOf(name);
    const expected = capability === 'timers' ? [] : (own[capability] as string[]);
    expect(new Set(reading.flatMap(leadingKeys))).toEqual(new Set([...expected, ...(others[capability] as string[])]));
  });

  it.each([...functions.keys()])('%s adds events only by a transaction, and never changes one', (name) => {
    const touching = onTable(functions.get(name)?.may ?? []).filter(
      (statement) =>
        statement.Action.some((action: string) => writes.includes(action)) &&
        leadingKeys(statement).some((key) => /^(event|link)#/.test(key)),
    );
    expect(touching.flatMap(leadingKeys)).toEqual(added[capabilityOf(name)]);
    for (const { Action, Condition } of touching) {
      expect(Action).toEqual(['dynamodb:PutItem']);
      expect(Condition.StringEquals).toEqual({ 'dynamodb:EnclosingOperation': 'TransactWriteItems' });
    }
  });

  it('reaches the table by named keys only, and never scans it', () => {
    const statements = [...functions.values()].flatMap(({ may }) => onTable(may));
    for (const statement of statements) {
      expect(leadingKeys(statement).every((key) => /^[a-z]+#/.test(key))).toBe(true);
      expect(statement.Action).not.toContain('dynamodb:Scan');
      expect(statement.Action).not.toContain('dynamodb:BatchWriteItem');
    }
  });

  it('finds timers that are due only if it is the sweeper', () => {
    const finding = [...functions].filter(([, { may }]) =>
      may.some(({ Resource }) => Resource.some((arn: string) => arn.endsWith('index/due'))),
    );
    expect(finding.map(([name]) => name)).toEqual(['vuelta-local-timers-on-schedule']);
  });

  it('writes to its own log only', () => {
    for (const { properties, may } of functions.values()) {
      const logging = may.filter(({ Action }) => Action[0].startsWith('logs:')).flatMap(({ Resource }) => Resource);
      expect(logging).toEqual([`<${properties.LoggingConfig.LogGroup.Ref}.Arn>`]);
    }
  });
});

describe('no role', () => {
  const statements = product
    .all('IAM::Policy')
    .flatMap(({ properties }) => properties.PolicyDocument.Statement) as Json[];
  const resources = (statement: Json) => [statement.Resource].flat().map(text);

  it('may do everything of a service', () => {
    for (const { Action } of statements) expect(JSON.stringify(Action)).not.toContain('*');
  });

  it('may act on more than is named, but for what is argued', () => {
    const wide = statements.flatMap((statement) =>
      resources(statement)
        .filter((arn) => arn.includes('*'))
        .map(
          (arn) =>
            `${[statement.Action].flat().join(' ')} on ${arn.replace('arn:aws:', '').replace('eu-west-1:000000000000', '')}`,
        ),
    );
    const brands = Object.keys(programmes);
    expect(new Set(wide)).toEqual(
      new Set([
        ...brands.map((brand) => `iot:CreateThing on iot::thing/${brand}-*`),
        'iot:CreateKeysAndCertificate on *',
        ...brands.map((brand) => `iot:AttachThingPrincipal on iot::thing/${brand}-*`),
        'iot:AttachThingPrincipal on iot::cert/*',
        'iot:AttachPolicy iot:UpdateCertificate on iot::cert/*',
        'sqs:GetQueueAttributes sqs:GetQueueUrl sqs:ReceiveMessage on sqs::vuelta-local-*-dead',
        'states:DescribeExecution on states::execution:vuelta-local-cases:*',
      ]),
    );
  });
});

describe('what the code calls is what it may do', () => {
  const called = (file: string, service: string) => {
    const code = readFileSync(join(root, 'layers/aws', file), 'utf8');
    return new Set([...code.matchAll(/new (\w+)Command\(/g)].map(([, command]) => `${service}:${command}`));
  };
  const allowed = (name: string, service: string) =>
    new Set(
      functions
        .get(name)
        ?.may.flatMap(({ Action }) => Action.filter((action: string) => action.startsWith(`${service}:`))),
    );

  it('in the customers’ pools, and in no other', () => {
    expect(allowed('vuelta-local-customers-api', 'cognito-idp')).toEqual(called('cognito.ts', 'cognito-idp'));
    const [statement] =
      functions.get('vuelta-local-customers-api')?.may.filter(({ Action }) => Action[0].startsWith('cognito-idp:')) ??
      [];
    expect(statement.Resource).toHaveLength(5);
    for (const pool of statement.Resource) expect(pool).toMatch(/userpool\/<SsmParameterValuevueltalocalbrands\w+>$/);
  });

  it('with things and certificates', () => {
    expect(allowed('vuelta-local-devices-api', 'iot')).toEqual(called('iot.ts', 'iot'));
  });

  it('with executions of cases, by whoever learns something new of one', () => {
    const driving = [...functions].filter(([, { may }]) => JSON.stringify(may).includes('states:'));
    const learning = ['api', 'on-timer', 'on-wait'].map((entry) => `vuelta-local-recycling-${entry}`);
    expect(driving.map(([name]) => name).sort()).toEqual(learning);
    for (const name of learning) expect(allowed(name, 'states')).toEqual(called('stepfunctions.ts', 'states'));
  });

  it('with the people that customers keep, for whoever imports them', () => {
    const asking = readdirSync(join(root, 'functions')).filter((capability) =>
      readdirSync(join(root, 'functions', capability), { recursive: true, encoding: 'utf8' }).some(
        (file) =>
          file.endsWith('.ts') && /personBehind/.test(readFileSync(join(root, 'functions', capability, file), 'utf8')),
      ),
    );
    for (const capability of asking) expect(others[capability]).toContain('customers#*#person#*');
  });

  it('with secrets, each by who knows its name', () => {
    for (const { environment, may } of functions.values()) {
      const known = [environment.HASH_KEY, environment.LINK_KEY, environment.CAUSE_KEY].filter(Boolean);
      const read = may
        .filter(({ Action }) => Action.includes('secretsmanager:GetSecretValue'))
        .flatMap(({ Resource }) => Resource);
      const arns = known.map((name) => `arn:aws:secretsmanager:eu-west-1:000000000000:secret:${name}-??????`);
      expect(read.sort()).toEqual(arns.sort());
    }
  });

  it('with mail, as the brands only', () => {
    const sending = [...functions].filter(([, { may }]) =>
      may.some(({ Action }) => Action.includes('ses:SendRawEmail')),
    );
    expect(sending.map(([name]) => name)).toEqual([
      'vuelta-local-admins-on-alarm',
      'vuelta-local-admins-on-schedule',
      'vuelta-local-notifications-on-event',
      'vuelta-local-notifications-on-timer',
    ]);
    for (const [, { may }] of sending) {
      const [{ Condition }] = may.filter(({ Action }) => Action.includes('ses:SendRawEmail'));
      expect(Condition.StringEquals['ses:FromAddress']).toContain('hola@retorno.example');
    }
  });
});
