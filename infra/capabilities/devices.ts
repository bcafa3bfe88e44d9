import type { Capability } from '../capability.ts';
import { DeviceDoor } from '../constructs/device-door.ts';
import { alarmOn } from '../constructs/symptom.ts';
import { counted, ofTopicRule } from '../metrics.ts';
import { namesIn } from '../references.ts';

/** Hears what devices publish. */
export function complete(devices: Capability): void {
  const { queue } = devices.addInbox('messages', 'on-device');
  new DeviceDoor(devices, 'Door', { queue });
  const { deviceRule } = namesIn(devices);
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
