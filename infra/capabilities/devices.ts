import type { Capability } from '../capability.ts';
import { DeviceDoor } from '../constructs/device-door.ts';
import { alarmOn } from '../constructs/symptom.ts';
import { counted } from '../metrics.ts';

/** Hears what devices publish. */
export function complete(devices: Capability): void {
  const { queue } = devices.addInbox('messages', 'on-device');
  new DeviceDoor(devices, 'Door', { queue });
  alarmOn(devices, {
    name: 'forged-device',
    metric: counted(devices, 'devices', 'ForgedDevice'),
    above: 0,
    minutes: 1,
    says:
      'Somebody published as a device with a certificate that is not that device’s. Nothing was booked. Look ' +
      'who and when, and revoke the certificate: npm run ops -- dead-letters devices',
  });
}
