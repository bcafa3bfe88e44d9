import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { namesIn } from './references.ts';

const period = Duration.minutes(1);

/** What a capability counts itself, on its log lines. */
export const counted = (scope: IConstruct, capability: string, metricName: string): Metric =>
  new Metric({
    namespace: namesIn(scope).metrics,
    metricName,
    dimensionsMap: { service: capability },
    statistic: Stats.SUM,
    period,
  });

/** How many messages lie in a queue. */
export const lyingIn = (queue: string): Metric => ofQueue(queue, 'ApproximateNumberOfMessagesVisible');

/** For how many seconds a queue's oldest message has waited. */
export const waitingIn = (queue: string): Metric => ofQueue(queue, 'ApproximateAgeOfOldestMessage');

const ofQueue = (QueueName: string, metricName: string): Metric =>
  new Metric({ namespace: 'AWS/SQS', metricName, dimensionsMap: { QueueName }, statistic: Stats.MAXIMUM, period });

export const ofFunction = (
  FunctionName: string,
  metricName: 'Errors' | 'Invocations' | 'IteratorAge',
  statistic: string,
): Metric => new Metric({ namespace: 'AWS/Lambda', metricName, dimensionsMap: { FunctionName }, statistic, period });

/** For how many milliseconds the youngest events forwarded had waited. */
export const outboxBehind = (scope: IConstruct): Metric =>
  ofFunction(namesIn(scope).functionName('outbox', 'on-stream'), 'IteratorAge', Stats.MAXIMUM);

export const ofApi = (ApiId: string, metricName: '4xx' | '5xx' | 'Latency', statistic: string): Metric =>
  new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap: { ApiId }, statistic, period });

export const ofMachine = (StateMachineArn: string, metricName: 'ExecutionsFailed'): Metric =>
  new Metric({
    namespace: 'AWS/States',
    metricName,
    dimensionsMap: { StateMachineArn },
    statistic: Stats.SUM,
    period,
  });

export const ofTable = (scope: IConstruct, metricName: 'ReadThrottleEvents' | 'WriteThrottleEvents'): Metric =>
  new Metric({
    namespace: 'AWS/DynamoDB',
    metricName,
    dimensionsMap: { TableName: namesIn(scope).tableName },
    statistic: Stats.SUM,
    period,
  });

/** How often a function of this account was not started because too many ran. */
export const functionsThrottled = (): Metric =>
  new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: Stats.SUM, period });

/** How many messages of devices a rule could not make sense of, or was too busy to take. Neither reaches its error action. */
export const ofTopicRule = (RuleName: string, metricName: 'ParseError' | 'RuleMessageThrottled'): Metric =>
  new Metric({ namespace: 'AWS/IoT', metricName, dimensionsMap: { RuleName }, statistic: Stats.SUM, period });
