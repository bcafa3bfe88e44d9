import { cardShown } from '#events/devices/card.shown.ts';
import { cardAccount, cardCodeHash } from '#layers/runtime/identifier.ts';
import { commit } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { between, type Instant, later } from '#layers/time/clock.ts';
import { saidBy } from './deposits.ts';
import type { CardShown, Message } from './message.ts';
import { type Device, standsAt } from './registry.ts';

/**
 * Says that a card was held to a machine, and by which code it can be linked. When that was is reckoned back from the arrival by
 * how long the machine kept the message: its clock may be wrong, and not by more from one to the other. A device that stands at no
 * site is a dead letter: what people have at home cannot vouch for a card.
 */
export async function showCard(
  device: Device,
  message: Message,
  arrivedAt: Instant,
  { card, code }: CardShown,
): Promise<void> {
  const { brand, deviceId } = device;
  const { siteId } = standsAt(device);
  const data = {
    deviceId,
    siteId,
    accountId: await cardAccount(brand, card),
    shownAt: later(arrivedAt, -between(message.at, message.sentAt)),
    codeHash: await cardCodeHash(brand, card, code),
  };
  await commit(saidBy(device, message), { events: [say(cardShown, { about: deviceId, effect: 'card', data })] });
}
