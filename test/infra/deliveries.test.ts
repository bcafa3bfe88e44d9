import { describe, expect, it } from '@jest/globals';
import { catalogue } from '#events/catalogue.ts';
import type { Contract, Needs } from '#layers/runtime/contract.ts';
import { mailsInARun } from '#layers/runtime/mail-turns.ts';
import { pulseKey } from '#layers/table/pulse.ts';
import { consumersOf, declaredCapabilities } from '../../infra/capabilities.ts';
import { deliveryTo, mailInterval } from '../../infra/deliveries.ts';
import { type Json, localStage, text } from './synthesised.ts';

const product = await localStage();
const functions = product.functions();
const queues = product.all('SQS::Queue');
const queue = (name: string) => queues.find(({ properties }) => properties.QueueName === name)?.properties as Json;
const named = (arn: Json) =>
  queues.find(({ id }) => text(arn) === `<${id}.Arn>`)?.properties.QueueName ?? text(arn).split(':').at(-1);

/** The function that something calls by its alias. */
function behind(target: Json): Json {
  const alias = product.all('Lambda::Alias').find(({ id }) => [`<${id}>`, `<${id}>:live`].includes(text(target)));
  return product.all('Lambda::Function').find(({ id }) => id === alias?.properties.FunctionName.Ref)?.properties;
}

describe('what cannot be delivered', () => {
  it('lies in a dead-letter queue, for every queue that a function reads', () => {
    for (const { properties } of queues.filter(({ properties }) => !properties.QueueName.endsWith('-dead'))) {
      expect(named(properties.RedrivePolicy.deadLetterTargetArn)).toBe(`${properties.QueueName}-dead`);
      expect(properties.RedrivePolicy.maxReceiveCount).toBe(100);
      expect(queue(`${properties.QueueName}-dead`).MessageRetentionPeriod).toBeGreaterThan(
        properties.MessageRetentionPeriod,
      );
    }
  });

  it('lies in a dead-letter queue, for every target of a rule', () => {
    const targets = product.all('Events::Rule').flatMap(({ properties }) => properties.Targets);
    expect(targets).toHaveLength(8);
    for (const { DeadLetterConfig, RetryPolicy } of targets) {
      expect(named(DeadLetterConfig.Arn)).toBe('vuelta-local-rules-dead');
      expect(RetryPolicy).toBeDefined();
    }
  });

  it('lies in a dead-letter queue, for the stream, alarms and devices', () => {
    const stream = product.one('Lambda::EventSourceMapping', ({ StartingPosition }) => StartingPosition !== undefined);
    expect(named(stream.properties.DestinationConfig.OnFailure.Destination)).toBe('vuelta-local-outbox-dead');
    expect(named(product.one('SNS::Subscription').properties.RedrivePolicy.deadLetterTargetArn)).toBe(
      'vuelta-local-admins-alarms-dead',
    );
    const { ErrorAction } = product.one('IoT::TopicRule').properties.TopicRulePayload;
    expect(text(ErrorAction.Sqs.QueueUrl)).toBe(
      `<${queues.find(({ properties }) => properties.QueueName === 'vuelta-local-iot-errors-dead')?.id}>`,
    );
  });

  it('is looked for every five minutes, in every dead-letter queue that there is', () => {
    const rule = product.one('Events::Rule', ({ ScheduleExpression }) => ScheduleExpression === 'rate(5 minutes)');
    const { FunctionName, Environment, Timeout } = behind(rule.properties.Targets[0].Arn);
    expect(FunctionName).toBe('vuelta-local-admins-on-schedule');
    expect(Timeout).toBeLessThan(4 * 60); // as long as a run keeps a brand from the others
    const there = queues.map(({ properties }) => properties.QueueName).filter((name) => name.endsWith('-dead'));
    expect(Environment.Variables.DEAD_LETTER_QUEUES.split(',').sort()).toEqual(there.sort());
  });
});

describe('a queue', () => {
  const sources = product
    .all('Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.StartingPosition === undefined);

  it('hides a message for six times as long as its function may take', () => {
    expect(sources).toHaveLength(14);
    for (const { properties } of sources) {
      const { Timeout } = behind(properties.FunctionName);
      expect(queue(named(properties.EventSourceArn)).VisibilityTimeout).toBe(6 * Timeout);
      expect(Timeout).toBe(5);
    }
  });

  it('reports single failures, and takes ten functions at most; two where customers are mailed, with what leaves in one run', () => {
    for (const { properties } of sources) {
      const mails = /-notifications-on-(event|timer)$/.exec(behind(properties.FunctionName).FunctionName)?.[1];
      expect(properties).toMatchObject({
        BatchSize: mails === 'event' ? 8 : mails === 'timer' ? 2 : 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: mails === undefined ? 10 : 2 },
      });
    }
  });

  it.each(Array.from({ length: 200 }, (_, n) => n + 1))(
    'keeps to %i mails a second, in runs of five seconds',
    (rate) => {
      const contract = (needs: Needs): Contract => ({ capability: 'news', hears: [], says: [], timers: [], needs });
      const mails = contract({ mailsCustomers: { 'on-event': 1, 'on-timer': 4 } });
      const interval = mailInterval(rate, [mails, contract({})]);
      const runs = [deliveryTo(mails, 'on-event', interval), deliveryTo(mails, 'on-timer', interval)];
      const inASecond = runs.reduce((sum, { maxConcurrency }) => sum + maxConcurrency * Math.ceil(1_000 / interval), 0);
      expect(inASecond).toBeLessThanOrEqual(Math.max(rate, 4)); // one mail of each run may fall into the same second
      const [events, timers] = runs.map(({ batchSize }) => batchSize) as [number, number];
      expect((Math.max(events, timers * Math.min(4, mailsInARun(interval))) - 1) * interval).toBeLessThanOrEqual(2_500);
      expect(deliveryTo(contract({}), 'on-event', interval)).toEqual({ batchSize: 10, maxConcurrency: 10 });
    },
  );

  it('is known to the function that reads it, with its dead letters', () => {
    for (const { properties } of sources) {
      const { Variables } = behind(properties.FunctionName).Environment;
      const source = queues.find(({ id }) => text(Variables.QUEUE) === `<${id}>`)?.properties;
      expect(source.QueueName).toBe(named(properties.EventSourceArn));
      const dead = queues.find(({ id }) => text(Variables.DEAD_LETTERS) === `<${id}>`)?.properties;
      expect(dead.QueueName).toBe(`${source.QueueName}-dead`);
    }
  });

  it('is encrypted, and refuses what comes without TLS', () => {
    for (const { id, properties } of queues) {
      expect(properties.SqsManagedSseEnabled).toBe(true);
      const policy = product.one('SQS::QueuePolicy', ({ Queues }) => Queues[0].Ref === id);
      expect(policy.properties.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
    }
  });
});

describe('an event', () => {
  const rules = product.all('Events::Rule').filter(({ properties }) => properties.EventPattern);

  it('reaches everyone who hears it', async () => {
    const reached: Record<string, string[]> = {};
    for (const { properties } of rules) {
      expect(properties.EventPattern.source).toEqual([{ prefix: 'vuelta/' }]);
      const [, , capability] = named(properties.Targets[0].Arn).split('-');
      for (const type of properties.EventPattern['detail-type']) reached[type] = [...(reached[type] ?? []), capability];
    }
    expect(reached).toEqual(consumersOf(await declaredCapabilities()));
  });

  it('may be put into a queue by that queue’s rule alone', () => {
    for (const { id: ruleId, properties } of rules) {
      const name = named(properties.Targets[0].Arn);
      const { id } = queues.find(({ properties }) => properties.QueueName === name) as Json;
      const { Statement } = product.one('SQS::QueuePolicy', ({ Queues }) => Queues[0].Ref === id).properties
        .PolicyDocument;
      const [allowed] = Statement.filter(({ Effect }: Json) => Effect === 'Allow');
      expect(allowed.Principal).toEqual({ Service: 'events.amazonaws.com' });
      expect(text(allowed.Condition.ArnEquals['aws:SourceArn'])).toBe(`<${ruleId}.Arn>`);
    }
  });

  it('leaves the table by a stream of events and the sweeper’s pulse only, which gives up late and loses nothing', () => {
    const { properties } = product.one(
      'Lambda::EventSourceMapping',
      ({ StartingPosition }) => StartingPosition !== undefined,
    );
    const patterns = properties.FilterCriteria.Filters.map(
      ({ Pattern }: Json) => JSON.parse(Pattern).dynamodb.Keys.pk.S,
    );
    expect(patterns).toEqual([[{ prefix: 'event#' }], [pulseKey.pk]]);
    expect(properties).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 100,
      MaximumRecordAgeInSeconds: 6 * 3600,
    });
    const { environment } = functions.get('vuelta-local-outbox-on-stream') as Json;
    expect(environment.BUS).toBe('vuelta-local');
  });

  it('is forwarded if somebody hears it', async () => {
    const { environment } = functions.get('vuelta-local-outbox-on-stream') as Json;
    expect(environment.HEARD.split(',')).toEqual(Object.keys(consumersOf(await declaredCapabilities())));
  });
});

describe('a timer', () => {
  it('is looked for each minute', () => {
    const rule = product.one('Events::Rule', ({ ScheduleExpression }) => ScheduleExpression === 'rate(1 minute)');
    expect(behind(rule.properties.Targets[0].Arn).FunctionName).toBe('vuelta-local-timers-on-schedule');
    expect(functions.get('vuelta-local-timers-on-schedule')?.properties.Timeout).toBeLessThan(60);
  });

  it('goes to the queue of its owner', () => {
    const { environment } = functions.get('vuelta-local-timers-on-schedule') as Json;
    const urls = JSON.parse(text(environment.TIMER_QUEUES)) as Record<string, string>;
    expect(Object.keys(urls)).toEqual(['collections', 'customers', 'notifications', 'points', 'recycling']);
    for (const [owner, url] of Object.entries(urls)) {
      expect(url).toMatch(/^https:\/\/sqs\.eu-west-1\./);
      expect(queue(url.split('/').at(-1) as string)).toBeDefined();
      expect(url.endsWith(`/vuelta-local-${owner}-timers`)).toBe(true);
    }
  });
});

describe('the alarms', () => {
  const alarms = product.all('CloudWatch::Alarm').map(({ properties }) => properties);

  it('are few, and all reach a person with what to do', () => {
    expect(alarms.length).toBeLessThanOrEqual(40);
    for (const { AlarmActions, AlarmDescription } of alarms) {
      expect(AlarmActions.map(text)).toEqual(['arn:aws:sns:eu-west-1:000000000000:vuelta-local-alarms']);
      expect(AlarmDescription.length).toBeGreaterThan(60);
    }
    const { Statement } = product.one('SNS::TopicPolicy').properties.PolicyDocument;
    expect(Statement).toContainEqual(
      expect.objectContaining({ Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' } }),
    );
  });

  /** What runs at all hours, and after how many minutes without a run people are told. */
  const neverIdle = {
    'vuelta-local-letters-silent': ['vuelta-local-admins-on-schedule', 15],
    'vuelta-local-outbox-silent': ['vuelta-local-outbox-on-stream', 10],
    'vuelta-local-timers-silent': ['vuelta-local-timers-on-schedule', 5],
  };

  it('go off where what runs at all hours is silent: missing data are a reason', () => {
    const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
    expect(
      Object.fromEntries(
        silent.map(({ AlarmName, Dimensions, Period }) => [AlarmName, [Dimensions[0].Value, Period / 60]]),
      ),
    ).toEqual(neverIdle);
    for (const alarm of silent) {
      expect(alarm).toMatchObject({
        ...{ MetricName: 'Invocations', Statistic: 'Sum', EvaluationPeriods: 1 },
        ...{ Threshold: 1, ComparisonOperator: 'LessThanThreshold' },
      });
    }
  });

  it('are quiet otherwise where nothing happens', () => {
    const others = alarms.filter(({ AlarmName }) => !Object.hasOwn(neverIdle, AlarmName));
    for (const { TreatMissingData, ComparisonOperator } of others) {
      expect([TreatMissingData, ComparisonOperator]).toEqual(['notBreaching', 'GreaterThanThreshold']);
    }
  });

  it('tell of a message that waits for a quarter of an hour, in each queue that a function reads', () => {
    const waited = alarms.filter(({ MetricName }) => MetricName === 'ApproximateAgeOfOldestMessage');
    const read = queues.map(({ properties }) => properties.QueueName).filter((name) => !name.endsWith('-dead'));
    expect(waited.map(({ Dimensions }) => Dimensions[0].Value).sort()).toEqual(read.sort());
    for (const alarm of waited) expect(alarm).toMatchObject({ Threshold: 900, EvaluationPeriods: 5 });
  });

  it('tell of throttling, and of messages that the rule of devices loses', () => {
    const told = alarms.map(({ MetricName, Dimensions = [] }) => [
      MetricName,
      ...Dimensions.map(({ Value }: Json) => Value),
    ]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['Throttles'],
        ['ReadThrottleEvents', 'vuelta-local'],
        ['WriteThrottleEvents', 'vuelta-local'],
        ['ParseError', 'vuelta_local_device_messages'],
        ['RuleMessageThrottled', 'vuelta_local_device_messages'],
      ]),
    );
  });

  it('tell of forged devices, guessed receipts, overwritten events, a late outbox, failing sweeps and failing APIs', () => {
    const names = alarms.map(({ AlarmName }) => AlarmName);
    expect(names).toEqual(
      expect.arrayContaining([
        'vuelta-local-forged-device',
        'vuelta-local-receipts-guessed',
        'vuelta-local-event-overwritten',
        'vuelta-local-outbox-is-behind',
        'vuelta-local-timers-fail',
        'vuelta-local-timer-parked',
        'vuelta-local-retorno-api-fails',
      ]),
    );
  });

  it('and the dashboard speak of events that there are', () => {
    const body = text(product.one('CloudWatch::Dashboard').properties.DashboardBody);
    const shown = [...body.matchAll(/"Vuelta\/local","([a-z.-]+)"/g)].map(([, type]) => type as string);
    expect(shown).toContain('deposit.recorded');
    for (const type of shown) expect(catalogue.has(type)).toBe(true);
  });
});
