import { describe, expect, it } from '@jest/globals';
import { programmes } from '#brands/programmes.ts';
import { type Json, localStage, text } from './synthesised.ts';

const product = await localStage();
const here = 'eu-west-1:000000000000';
const undelivered = 'vuelta-local-undelivered-000000000000-eu-west-1';

describe('a device', () => {
  const rule = product.one('IoT::TopicRule').properties.TopicRulePayload;

  it('connects as the thing its certificate belongs to, and publishes as itself', () => {
    const { PolicyDocument } = product.one('IoT::Policy').properties;
    const statements = PolicyDocument.Statement.map((statement: Json) => ({
      ...statement,
      Resource: text(statement.Resource),
    }));
    expect(statements).toEqual([
      {
        Effect: 'Allow',
        Action: 'iot:Connect',
        Resource: `arn:aws:iot:${here}:client/\${iot:Connection.Thing.ThingName}`,
        Condition: { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } },
      },
      {
        Effect: 'Allow',
        Action: 'iot:Publish',
        Resource: `arn:aws:iot:${here}:topic/vuelta/\${iot:Connection.Thing.Attributes[brand]}/devices/\${iot:Connection.Thing.Attributes[deviceId]}/*`,
      },
    ]);
  });

  it('is found by its brand and id', () => {
    expect(product.one('IoT::ThingType').properties).toMatchObject({
      ThingTypeName: 'vuelta-local-device',
      ThingTypeProperties: { SearchableAttributes: ['brand', 'deviceId'] },
    });
  });

  it('is heard whatever it says, with what the broker knows of it', () => {
    expect(rule.Sql).toBe(
      "SELECT encode(*, 'base64') AS body, topic() AS topic, clientid() AS clientId, principal() AS principal, " +
        "timestamp() AS arrivedAt FROM 'vuelta/+/devices/+/+'",
    );
    expect(rule.AwsIotSqlVersion).toBe('2016-03-23');
    expect(rule.RuleDisabled).toBe(false);
  });

  it('is heard by one queue; what cannot get there lies in a bucket, with when it came and by which certificate; and IoT Core can do no more', () => {
    expect(rule.Actions).toHaveLength(1);
    const { id } = product.one('SQS::Queue', ({ QueueName }) => QueueName === 'vuelta-local-devices-messages');
    expect(text(rule.Actions[0].Sqs.QueueUrl)).toBe(`<${id}>`);
    const { BucketName, Key, RoleArn } = rule.ErrorAction.S3;
    expect([BucketName, Key]).toEqual([undelivered, '${timestamp()}/${principal()}/${newuuid()}']);
    const roles = [rule.Actions[0].Sqs.RoleArn, RoleArn].map((role) => text(role).slice(1, -'.Arn>'.length));
    const may = roles.flatMap((role) => product.statementsOf(role));
    expect(may.map(({ Action }) => Action)).toEqual([['sqs:SendMessage'], ['s3:PutObject']]);
    expect(may.map(({ Resource }) => Resource)).toEqual([[`<${id}.Arn>`], [`arn:aws:s3:::${undelivered}/*`]]);
  });

  it('has what could not be delivered kept for two weeks, encrypted, from nobody but by TLS, and not in public', () => {
    const { id, properties } = product.one('S3::Bucket');
    expect(properties).toMatchObject({
      BucketName: undelivered,
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 14, Status: 'Enabled' }] },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        ...{ BlockPublicAcls: true, BlockPublicPolicy: true },
        ...{ IgnorePublicAcls: true, RestrictPublicBuckets: true },
      },
    });
    const policy = product.one('S3::BucketPolicy', ({ Bucket }) => Bucket.Ref === id).properties.PolicyDocument;
    expect(policy.Statement).toEqual([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ]);
  });

  it('is heard all the same: every five minutes its function sends what lies there to the queue, and takes it away', () => {
    const name = 'vuelta-local-devices-on-schedule';
    const rule = product.one('Events::Rule', ({ Name }) => Name === 'vuelta-local-undelivered');
    expect(rule.properties.ScheduleExpression).toBe('rate(5 minutes)');
    const { environment, may = [] } = product.functions().get(name) ?? {};
    expect(environment?.UNDELIVERED).toBe(undelivered);
    const bucket = may.filter(({ Action }: Json) => Action.some((action: string) => action.startsWith('s3:')));
    expect(bucket.map(({ Action, Resource }: Json) => [Action, Resource])).toEqual([
      [['s3:ListBucket'], [`arn:aws:s3:::${undelivered}`]],
      [['s3:DeleteObject', 's3:GetObject'], [`arn:aws:s3:::${undelivered}/*`]],
    ]);
  });
});

describe('a mail', () => {
  it('leaves through the configuration set of its brand, encrypted, and counts for that brand’s reputation', () => {
    const sets = product.all('SES::ConfigurationSet').map(({ properties }) => properties);
    expect(sets.map(({ Name }) => Name).sort()).toEqual(
      Object.keys(programmes)
        .toSorted()
        .map((brand) => `vuelta-local-${brand}`),
    );
    for (const set of sets) {
      expect(set).toMatchObject({
        DeliveryOptions: { TlsPolicy: 'REQUIRE' },
        ReputationOptions: { ReputationMetricsEnabled: true },
        SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      });
    }
  });

  it('comes from a domain that is the brand’s', () => {
    const domains = product.all('SES::EmailIdentity').map(({ properties }) => properties.EmailIdentity);
    expect(domains).toContain('retorno.example');
  });
});

describe('a request', () => {
  const routes = product.all('ApiGatewayV2::Route').map(({ properties }) => properties);
  const authorizers = new Map(product.all('ApiGatewayV2::Authorizer').map(({ id, properties }) => [id, properties]));
  const retorno = routes.filter(({ ApiId }) => text(ApiId).includes('retorno'));

  it('finds these doors, at each brand alike', () => {
    const keys = retorno.map(({ RouteKey }) => RouteKey).sort();
    expect(keys).toEqual(
      [
        ...[
          'collections',
          'customers',
          'devices',
          'notifications',
          'points',
          'recycling',
          'staff/collections',
          'staff/customers',
          'staff/devices',
          'staff/points',
          'staff/recycling',
          'open/customers',
          'open/notifications',
          'open/recycling',
        ].flatMap((path) => [`ANY /api/${path}`, `ANY /api/${path}/{proxy+}`]),
        'GET /api/open/health',
        'GET /api/open/openapi.json',
        'HEAD /api/open/health',
        'HEAD /api/open/openapi.json',
      ].sort(),
    );
    expect(routes).toHaveLength(5 * keys.length);
  });

  it('is signed by the pool of its area: customers by their brand’s, staff by the staff’s, and open ones by nobody', () => {
    for (const { RouteKey, ApiId, AuthorizationType, AuthorizerId } of routes) {
      const brand = /brands(\w+?)api/.exec(text(ApiId))?.[1];
      const [, , area] = RouteKey.split('/');
      if (area === 'open') {
        expect(AuthorizationType).toBe('NONE');
        expect(AuthorizerId).toBeUndefined();
        continue;
      }
      const { AuthorizerType, JwtConfiguration, ApiId: signsFor } = authorizers.get(AuthorizerId.Ref);
      expect([AuthorizationType, AuthorizerType, signsFor]).toEqual(['JWT', 'JWT', ApiId]);
      const pool = area === 'staff' ? 'vueltalocalstaff' : `vueltalocalbrands${brand}`;
      expect(text(JwtConfiguration.Issuer)).toMatch(
        new RegExp(`^https://cognito-idp.eu-west-1.amazonaws.com/<SsmParameterValue${pool}userpool\\w+>$`),
      );
      expect(text(JwtConfiguration.Audience[0])).toMatch(new RegExp(`^<SsmParameterValue${pool}client\\w+>$`));
    }
  });

  it('reaches a function by one permission an API', () => {
    const permissions = product
      .all('Lambda::Permission')
      .filter(({ properties }) => properties.Principal === 'apigateway.amazonaws.com');
    expect(permissions).toHaveLength(product.all('ApiGatewayV2::Integration').length);
    for (const { properties } of permissions) {
      expect(text(properties.FunctionName)).toMatch(/function:vuelta-local-[a-z]+-api:live$/);
      expect(text(properties.SourceArn)).toMatch(
        /^arn:aws:execute-api:eu-west-1:000000000000:<SsmParameterValuevueltalocalbrands\w+>\/\*$/,
      );
    }
  });

  it('is throttled, and logged without its path', () => {
    for (const { properties } of product.all('ApiGatewayV2::Stage')) {
      expect(properties.DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0);
      expect(properties.AccessLogSettings.Format).toContain('$context.routeKey');
      expect(properties.AccessLogSettings.Format).not.toMatch(/path|sourceIp|userAgent/i);
    }
  });
});

describe('the table', () => {
  it('has the three sparse indexes, each with all of an item', () => {
    const { GlobalSecondaryIndexes, TimeToLiveSpecification, StreamSpecification } =
      product.one('DynamoDB::GlobalTable').properties;
    const keys = GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }: Json) => [
      IndexName,
      ...KeySchema.map(({ AttributeName }: Json) => AttributeName),
      Projection.ProjectionType,
    ]);
    expect(keys).toEqual([
      ['find', 'findPk', 'findSk', 'ALL'],
      ['list', 'listPk', 'listSk', 'ALL'],
      ['due', 'duePk', 'visibleAt', 'ALL'],
    ]);
    expect(TimeToLiveSpecification).toEqual({ AttributeName: 'ttl', Enabled: true });
    expect(StreamSpecification).toEqual({ StreamViewType: 'NEW_IMAGE' });
  });
});
