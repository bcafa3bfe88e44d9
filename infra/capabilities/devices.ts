import type { Capability } from '../constructs/capability.ts';

/** Hears what devices publish. */
export function complete(devices: Capability): void {
  devices.addInbox('messages', 'on-device');
}
