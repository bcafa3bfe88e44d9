import { type Product, text } from './synthesised.ts';

/**
 * By which property AWS tells the resources of each type apart within an account and region. Undefined where AWS makes the
 * name up, or where it need not be unique: beneath a resource that has a name of its own, or only shown to people.
 */
const nameOf: Readonly<Record<string, string | undefined>> = {
  'ApiGatewayV2::Api': 'Name',
  'ApiGatewayV2::Authorizer': undefined,
  'ApiGatewayV2::Integration': undefined,
  'ApiGatewayV2::Route': undefined,
  'ApiGatewayV2::Stage': undefined,
  'CloudWatch::Alarm': 'AlarmName',
  'CloudWatch::Dashboard': 'DashboardName',
  'Cognito::UserPool': 'UserPoolName',
  'Cognito::UserPoolClient': undefined,
  'Cognito::UserPoolGroup': undefined,
  'DynamoDB::GlobalTable': 'TableName',
  'Events::Archive': 'ArchiveName',
  'Events::EventBus': 'Name',
  'Events::Rule': 'Name',
  'IAM::Policy': undefined,
  'IAM::Role': undefined,
  'IoT::Policy': 'PolicyName',
  'IoT::ThingType': 'ThingTypeName',
  'IoT::TopicRule': 'RuleName',
  'KMS::Alias': 'AliasName',
  'KMS::Key': undefined,
  'Lambda::Alias': undefined,
  'Lambda::EventSourceMapping': undefined,
  'Lambda::Function': 'FunctionName',
  'Lambda::LayerVersion': 'LayerName',
  'Lambda::Permission': undefined,
  'Lambda::Version': undefined,
  'Logs::LogGroup': 'LogGroupName',
  'S3::Bucket': 'BucketName',
  'S3::BucketPolicy': undefined,
  'SES::ConfigurationSet': 'Name',
  'SES::EmailIdentity': 'EmailIdentity',
  'SNS::Subscription': undefined,
  'SNS::Topic': 'TopicName',
  'SNS::TopicPolicy': undefined,
  'SQS::Queue': 'QueueName',
  'SQS::QueuePolicy': undefined,
  'SSM::Parameter': 'Name',
  'SecretsManager::Secret': 'Name',
  'StepFunctions::StateMachine': 'StateMachineName',
};

/** Every name of a deployment that must be unique in its account, its stacks' own among them, each with its type. */
export function physicalNames({ resources }: Product): string[] {
  const stacks = new Set(resources.map(({ stack }) => `stack ${stack}`));
  const names = resources.flatMap(({ type, properties }) => {
    const short = type.replace('AWS::', '');
    if (!Object.hasOwn(nameOf, short)) throw new Error(`say in ${import.meta.filename} by what ${type} is named`);
    const property = nameOf[short];
    if (property === undefined) return [];
    if (properties[property] === undefined) throw new Error(`a resource ${type} has no ${property}`);
    return [`${short} ${text(properties[property])}`];
  });
  return [...stacks, ...names];
}
