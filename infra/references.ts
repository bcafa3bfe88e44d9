import { Stack } from 'aws-cdk-lib';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct, IConstruct } from 'constructs';
import { deadLettersOf, live, type Names, namesOf, rulesQueue, stageName } from './names.ts';

/** What things are called in the stage that `scope` is deployed for: CDK's context says which. */
export const namesIn = (scope: IConstruct): Names => namesOf(stageName(scope.node.getContext('stage')));

/** Keeps an id for the stacks that come after. */
export function publish(scope: Construct, parameterName: string, stringValue: string): void {
  new StringParameter(scope, `Parameter${parameterName}`, { parameterName, stringValue });
}

/** An id that an earlier stack published. */
export const published = (scope: Construct, parameter: string): string =>
  StringParameter.valueForStringParameter(Stack.of(scope), parameter);

/** The ARN of something in this account and region. */
export function arn(scope: Construct, service: string, resource: string): string {
  const { partition, region, account } = Stack.of(scope);
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

export const functionArn = (scope: Construct, name: string): string => arn(scope, 'lambda', `function:${name}:${live}`);

/** The queue of what no rule could deliver, of the bus or of a schedule. */
export const undeliveredByRules = (scope: Construct): IQueue =>
  Queue.fromQueueArn(scope, 'UndeliveredByRules', undeliveredByRulesArn(scope));

export const undeliveredByRulesArn = (scope: Construct): string =>
  arn(scope, 'sqs', deadLettersOf(namesIn(scope).queueName(rulesQueue)));

/** Who signs the tokens of a user pool. */
export const issuer = (scope: Construct, poolId: string): string =>
  `https://cognito-idp.${Stack.of(scope).region}.amazonaws.com/${poolId}`;
