import { programmeOf } from '#brands/programmes.ts';
import { causeKeys } from '#layers/runtime/cause-keys.ts';
import { DeadLetter } from '#layers/runtime/dead-letter.ts';
import { count } from '#layers/runtime/observe.ts';
import { type Arrival, onDevice } from '#layers/runtime/on-device.ts';
import { isOf } from '#layers/table/fingerprint.ts';
import { getAll } from '#layers/table/read.ts';
import { showCard } from './cards.ts';
import { heldAt } from './certificates.ts';
import { clockFault } from './clock-skew.ts';
import { contract } from './contract.ts';
import { recordDeposit } from './deposits.ts';
import { messageIn } from './message.ts';
import { type Device, deviceKey, messageKey, thingName } from './registry.ts';
import { noteStatus } from './status.ts';

/**
 * Takes a device's message: who sent it, whether it came before, whether its clock can be believed, and only then what
 * it says. Identity and history are one read.
 */
export const handler = onDevice(contract, async (arrival) => {
  const { brand, deviceId, arrivedAt } = arrival;
  const programme = programmeOf(brand);
  if (programme === undefined) throw new DeadLetter('unknown-brand', `no programme for ${brand}`);
  const message = messageIn(arrival, await causeKeys());
  const [device, before] = await getAll<[Device, { hash: string }]>([
    deviceKey(brand, deviceId),
    messageKey(brand, deviceId, message.id),
  ]);
  const sender = identified(arrival, device);
  if (before !== undefined) {
    if (!isOf(before.hash, message))
      throw new DeadLetter('cause-changed', `message ${message.id} came before with another content`);
    return;
  }
  const fault = clockFault(message, arrivedAt);
  if (fault !== undefined) throw new DeadLetter('wrong-clock', fault);
  const { content } = message;
  if (content.type === 'deposit') await recordDeposit(sender, message, content.data);
  else if (content.type === 'card-shown') await showCard(sender, message, arrivedAt, content.data);
  else await noteStatus(sender, message, programme);
});

/** The registered device, if the publisher was it when the message arrived: by its client id, its certificate and its topic. */
function identified(arrival: Arrival, device: Device | undefined): Device {
  const { brand, deviceId, clientId, principal, arrivedAt } = arrival;
  const forged =
    clientId !== thingName(brand, deviceId) ||
    (device !== undefined && !heldAt(device.certificates, principal, arrivedAt));
  if (forged) {
    count('ForgedDevice', { clientId: clientId.slice(0, 100) });
    throw new DeadLetter(
      'forged-device',
      `${clientId} published as ${brand}/${deviceId} with a certificate that is not its own`,
    );
  }
  if (device === undefined) throw new DeadLetter('unknown-device', `${brand}/${deviceId} is not registered`);
  return device;
}
