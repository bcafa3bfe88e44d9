import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { namesIn } from '../references.ts';

/**
 * Where IoT Core lays down what it cannot lay into the queue of devices' messages: S3 does not go out of order with SQS. Messages stay
 * for as long as dead letters do.
 */
export class UndeliveredBucket extends Construct {
  readonly name: string;
  readonly arn: string;
  /** The ARN of whatever lies in it. */
  readonly objects: string;
  /** As whom IoT Core writes to it. */
  readonly writer: Role;

  constructor(scope: Construct, id: string, { production }: { production: boolean }) {
    super(scope, id);
    const { account, region, partition } = Stack.of(this);
    this.name = namesIn(this).undeliveredBucket(account, region);
    this.arn = `arn:${partition}:s3:::${this.name}`;
    this.objects = `${this.arn}/*`;
    const bucket = new Bucket(this, 'Bucket', {
      bucketName: this.name,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{ expiration: Duration.days(14), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'One role writes to it and one function reads it; a bucket of logs would be read by nobody',
    });
    this.writer = new Role(this, 'Writer', { assumedBy: new ServicePrincipal('iot.amazonaws.com') });
    this.writer.addToPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [this.objects] }));
    Validations.of(this.writer).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${this.objects}]`,
      reason: 'Each message gets its key when it comes',
    });
  }
}
