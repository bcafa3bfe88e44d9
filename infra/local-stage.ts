import { Aspects, CliCredentialsStackSynthesizer, Stack } from 'aws-cdk-lib';
import { CfnPolicy as RolePolicy } from 'aws-cdk-lib/aws-iam';
import { CfnPolicy as DevicePolicy } from 'aws-cdk-lib/aws-iot';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';

/*
 * All that a deployment to the local cloud has otherwise than one to an account, and why. The local cloud judges every call
 * by the caller's role; in four things it judges otherwise than AWS, and would refuse what AWS allows. And it shares its
 * processors with whatever else this computer does. The deviations are made in the finished templates, so that the rest of
 * infra/ knows nothing of them.
 */

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** Deploys with the credentials of whoever deploys: the emulator refuses the roles that `cdk bootstrap` makes for it. */
export const localSynthesizer = () => new CliCredentialsStackSynthesizer();

/** Changes what stands below `scope` where the local cloud would refuse or give up what AWS does. */
export function fitToLocalCloud(scope: IConstruct): void {
  Aspects.of(scope).add({
    visit(node) {
      if (node instanceof CfnQueuePolicy || node instanceof CfnTopicPolicy || node instanceof CfnBucketPolicy)
        change(node, withoutTransport);
      if (node instanceof DevicePolicy) change(node, withoutAttributes);
      if (node instanceof RolePolicy) change(node, withJudgedByStar);
      if (node instanceof CfnFunction) node.timeout = Math.max(node.timeout ?? 0, patience);
    },
  });
}

function change(node: IConstruct & { policyDocument: unknown }, how: (statement: Statement) => Statement[]): void {
  const document = Stack.of(node).resolve(node.policyDocument) as { Statement: Statement[] };
  node.policyDocument = { ...document, Statement: document.Statement.flatMap(how) };
}

/**
 * Seconds that a function may take at least, however busy this computer is: as long as a gateway waits, and less than a
 * queue hides a message. One that is stopped in the middle of a mail leaves a mail that is never sent.
 */
const patience = 29;

/** The local cloud speaks plain HTTP on the loopback, so whatever demands TLS would refuse everybody. */
const withoutTransport = (statement: Statement): Statement[] =>
  statement.Condition?.Bool?.['aws:SecureTransport'] === 'false' ? [] : [statement];

/** The broker knows no attributes of things: a device may publish as any, and the function that hears it refuses. */
const withoutAttributes = (statement: Statement): Statement[] => [
  JSON.parse(JSON.stringify(statement).replaceAll(/\$\{iot:Connection\.Thing\.Attributes\[\w+\]\}/g, '*')),
];

/** The emulator does not read which certificate, sender or state machine these calls name, and judges them by `*`. */
const judgedByStar = ['iot:AttachPolicy', 'ses:SendRawEmail', 'states:SendTaskSuccess'];

function withJudgedByStar(statement: Statement): Statement[] {
  const judged = [statement.Action].flat().filter((action) => judgedByStar.includes(action));
  return judged.length === 0 ? [statement] : [statement, { Effect: 'Allow', Action: judged, Resource: '*' }];
}
