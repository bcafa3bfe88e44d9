import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  Architecture,
  type Code,
  type ILayerVersion,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { live } from '../names.ts';
import { namesIn } from '../references.ts';

export interface EntryFunctionProps {
  readonly capability: string;
  readonly entry: string;
  readonly code: Code;
  readonly environment: Record<string, string>;
  readonly layers?: ILayerVersion[];
  readonly memorySize?: number;
  readonly timeout?: Duration;
}

/** One entry of a capability as a function, with a role and a log of its own. Everything calls it by its alias. */
export class EntryFunction extends Construct {
  readonly name: string;
  readonly alias: Alias;
  readonly timeout: Duration;
  readonly #function: LambdaFunction;

  constructor(scope: Construct, id: string, props: EntryFunctionProps) {
    super(scope, id);
    const {
      capability,
      entry,
      code,
      environment,
      layers = [],
      memorySize = 512,
      timeout = Duration.seconds(5),
    } = props;
    this.name = namesIn(this).functionName(capability, entry);
    this.timeout = timeout;
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${this.name}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.#function = new LambdaFunction(this, 'Function', {
      functionName: this.name,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code,
      handler: 'index.handler',
      environment,
      layers,
      memorySize,
      timeout,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN, // a line for each start and end costs more than it tells
    });
    this.alias = new Alias(this, 'Live', { aliasName: live, version: this.#function.currentVersion });
  }

  /** What it finds in its environment, beside what it may do with that. */
  know(environment: Record<string, string>): this {
    for (const [name, value] of Object.entries(environment)) this.#function.addEnvironment(name, value);
    return this;
  }

  /** Lets it do `actions` on `resources`, and nothing more. A wildcard resource needs its `because`. */
  may(actions: string[], resources: string[], how: { when?: Record<string, unknown>; because?: string } = {}): this {
    const { when, because } = how;
    this.#function.addToRolePolicy(new PolicyStatement({ actions, resources, ...(when && { conditions: when }) }));
    for (const resource of because === undefined ? [] : resources) {
      Validations.of(this).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason: `${because}` });
    }
    return this;
  }
}
