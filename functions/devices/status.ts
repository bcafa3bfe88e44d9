import type { Programme } from '#brands/programmes.ts';
import { ConditionFailed, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { saidBy } from './deposits.ts';
import { noteFill } from './filling.ts';
import type { Message } from './message.ts';
import { type Device, statusKey } from './registry.ts';

/** What a device says of itself: the latest by its own time wins, whatever the order of arrival. Kept as state, not as history. */
export async function noteStatus(device: Device, message: Message, programme: Programme): Promise<void> {
  const { at, content } = message;
  const news = update(statusKey(device.brand, device.deviceId), {
    set: { lastSeen: at, ...content.data },
    when: { below: { lastSeen: at } },
  });
  const { once: _once, ...origin } = saidBy(device, message);
  await commit(origin, { changes: [news] }).catch((error) => {
    if (!(error instanceof ConditionFailed)) throw error;
  });
  const fill = content.type === 'status' ? content.data.fill : undefined;
  await noteFill(origin, programme, device, { at, fill });
}
