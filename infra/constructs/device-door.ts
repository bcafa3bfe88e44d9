import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPolicy, CfnThingType, CfnTopicRule } from 'aws-cdk-lib/aws-iot';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { undeliveredKey } from '../names.ts';
import { arn, namesIn } from '../references.ts';
import { UndeliveredBucket } from './undelivered-bucket.ts';

/** Anything at all that a device publishes reaches its function, with what the broker knows of the publisher. */
const sql = `SELECT encode(*, 'base64') AS body, topic() AS topic, clientid() AS clientId, principal() AS principal,
  timestamp() AS arrivedAt FROM 'vuelta/+/devices/+/+'`.replace(/\s+/g, ' ');

const thing = {
  name: '${iot:Connection.Thing.ThingName}',
  brand: '${iot:Connection.Thing.Attributes[brand]}',
  deviceId: '${iot:Connection.Thing.Attributes[deviceId]}',
};

/** Where devices come in: what they are, what they may do, and where their messages go. */
export class DeviceDoor extends Construct {
  readonly bucket: UndeliveredBucket;

  constructor(scope: Construct, id: string, { queue, production }: { queue: IQueue; production: boolean }) {
    super(scope, id);
    const { devicePolicy, deviceRule, deviceThingType } = namesIn(this);
    new CfnThingType(this, 'ThingType', {
      thingTypeName: deviceThingType,
      thingTypeProperties: { thingTypeDescription: 'A device of a brand', searchableAttributes: ['brand', 'deviceId'] },
    });
    new CfnPolicy(this, 'Policy', { policyName: devicePolicy, policyDocument: this.#policy() });

    this.bucket = new UndeliveredBucket(this, 'Undelivered', { production });
    new CfnTopicRule(this, 'Rule', {
      ruleName: deviceRule,
      topicRulePayload: {
        sql,
        awsIotSqlVersion: '2016-03-23',
        ruleDisabled: false,
        actions: [this.#into(queue)],
        errorAction: { s3: { bucketName: this.bucket.name, key: undeliveredKey, roleArn: this.bucket.writer.roleArn } },
      },
    });
  }

  /** A device connects as the thing its certificate belongs to, and publishes as itself: both as they were registered. */
  #policy() {
    const { name, brand, deviceId } = thing;
    return {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'iot:Connect',
          Resource: arn(this, 'iot', `client/${name}`),
          Condition: { Bool: { 'iot:Connection.Thing.IsAttached': 'true' } },
        },
        {
          Effect: 'Allow',
          Action: 'iot:Publish',
          Resource: arn(this, 'iot', `topic/vuelta/${brand}/devices/${deviceId}/*`),
        },
      ],
    };
  }

  #into(queue: IQueue): CfnTopicRule.ActionProperty {
    const role = new Role(this, 'Deliver', { assumedBy: new ServicePrincipal('iot.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }));
    return { sqs: { queueUrl: queue.queueUrl, roleArn: role.roleArn, useBase64: false } };
  }
}
