import type { Programme } from '#brands/programmes.ts';
import { lastWins } from '#layers/table/last-wins.ts';
import { saidBy } from './deposits.ts';
import { noteFill } from './filling.ts';
import type { Message } from './message.ts';
import { type Device, statusKey } from './registry.ts';

/** What a device says of itself: the latest by its own time wins, whatever the order of arrival. Kept as state, not as history. */
export async function noteStatus(device: Device, message: Message, programme: Programme): Promise<void> {
  const { at, content } = message;
  const { once: _once, ...origin } = saidBy(device, message);
  await lastWins(statusKey(device.brand, device.deviceId), { lastSeen: at }, { set: content.data });
  const fill = content.type === 'status' ? content.data.fill : undefined;
  await noteFill(origin, programme, device, { at, fill });
}
