import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Capability } from '../capability.ts';
import { DeviceDoor } from '../constructs/device-door.ts';
import { runEvery } from '../constructs/schedule.ts';
import { alarmOn } from '../constructs/symptom.ts';
import { counted, ofFunction, ofTopicRule } from '../metrics.ts';
import { namesIn } from '../references.ts';

/** Hears what devices publish. */
export function complete(devices: Capability): void {
  const { queue } = devices.addInbox('messages', 'on-device');
  const { bucket } = new DeviceDoor(devices, 'Door', { queue, production: devices.product.stage.production });
  const { deviceRule, undeliveredRule } = namesIn(devices);
  const bringer = devices.add('on-schedule', { timeout: Duration.seconds(50) });
  bringer
    .know({ QUEUE: queue.queueUrl, UNDELIVERED: bucket.name })
    .may(['sqs:SendMessage'], [queue.queueArn])
    .may(['s3:ListBucket'], [bucket.arn])
    .may(['s3:GetObject', 's3:DeleteObject'], [bucket.objects], { because: 'Each message gets its key when it comes' });
  runEvery(devices, 'EachFiveMinutes', { minutes: 5, entry: bringer, ruleName: undeliveredRule });
  alarmOn(devices, {
    name: 'device-messages-undelivered',
    metric: counted(devices, 'devices', 'UndeliveredMessage').with({ period: Duration.minutes(5) }),
    above: 0,
    minutes: 5,
    says:
      `IoT Core could not lay messages of devices into their queue; they lie in the bucket ${bucket.name}, each with the reason, and are ` +
      `sent every five minutes until the queue takes them. Nothing is lost for two weeks. Look whether SQS is in order, whether the role of ` +
      `the rule ${deviceRule} may send, and at the log of ${bringer.name}.`,
  });
  alarmOn(devices, {
    name: 'undelivered-fail',
    metric: ofFunction(bringer.name, 'Errors', Stats.SUM).with({ period: Duration.minutes(15) }),
    above: 1,
    minutes: 15,
    says:
      `Messages of devices may lie in the bucket ${bucket.name} and reach nobody: ${bringer.name} failed more than once in a quarter of ` +
      'an hour. Look at its log, and whether SQS is in order. Nothing is lost for two weeks.',
  });
  alarmOn(devices, {
    name: 'device-rule-fails',
    metric: ofTopicRule(deviceRule, 'ParseError'),
    above: 0,
    minutes: 1,
    says:
      `Messages of devices are lost: the rule ${deviceRule} of IoT Core could not be carried out on them, and its error action ` +
      'hears nothing of that. The devices believe them delivered. Look what was changed in the rule, and turn on the logs of IoT Core to see which.',
  });
  alarmOn(devices, {
    name: 'device-rule-throttled',
    metric: ofTopicRule(deviceRule, 'RuleMessageThrottled'),
    above: 0,
    minutes: 1,
    says:
      `Messages of devices are lost: the rule ${deviceRule} of IoT Core was given more of them than the account may evaluate in a ` +
      'second. The devices believe them delivered. Look which device repeats itself, and ask AWS for a higher limit.',
  });
  alarmOn(devices, {
    name: 'forged-device',
    metric: counted(devices, 'devices', 'ForgedDevice'),
    above: 0,
    minutes: 1,
    says:
      'Somebody published as a device with a certificate that is not that device’s. Nothing was booked. Look ' +
      'who and when, and revoke the certificate: npm run ops -- dead-letters devices',
  });
  alarmOn(devices, {
    name: 'receipts-guessed',
    metric: counted(devices, 'devices', 'WrongReceiptCode'),
    above: 30,
    minutes: 5,
    says:
      'Many wrong codes of receipts were sent for minutes on end: somebody guesses. Each account is bounded, and there are many of them. Look ' +
      'from which accounts, and whether they claimed anything: npm run ops -- logs devices',
  });
}
