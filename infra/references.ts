import { Stack } from 'aws-cdk-lib';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { live } from './names.ts';

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

/** Who signs the tokens of a user pool. */
export const issuer = (scope: Construct, poolId: string): string =>
  `https://cognito-idp.${Stack.of(scope).region}.amazonaws.com/${poolId}`;
