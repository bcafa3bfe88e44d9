import { programmeOf } from '#brands/programmes.ts';
import { personKey } from '#layers/published/customers/person.ts';
import { causeKeys } from '#layers/runtime/cause-keys.ts';
import { DeadLetter, quoted } from '#layers/runtime/dead-letter.ts';
import { count } from '#layers/runtime/observe.ts';
import { type Arrival, onDevice } from '#layers/runtime/on-device.ts';
import { isOf } from '#layers/table/fingerprint.ts';
import { getAll } from '#layers/table/read.ts';
import { showCard } from './cards.ts';
import { heldAt } from './certificates.ts';
import { clockFault } from './clock-skew.ts';
import { contract } from './contract.ts';
import { recordDeposit } from './deposits.ts';
import { customerNamed, messageIn } from './message.ts';
import { type Device, deviceKey, messageKey, thingName } from './registry.ts';
import { noteStatus } from './status.ts';

/**
 * Takes a device's message: who sent it, whether it came before, whether its clock can be believed, and only then what
 * it says. Identity, history and the customer whom it names are one read.
 */
export const handler = onDevice(contract, async (arrival) => {
  const { brand, deviceId, arrivedAt } = arrival;
  const programme = programmeOf(brand);
  if (programme === undefined) throw new DeadLetter('unknown-brand', `no programme for ${brand}`);
  const message = messageIn(arrival, await causeKeys());
  const named = customerNamed(message);
  const [device, before, person] = await getAll<[Device, { hash: string }, unknown?]>([
    deviceKey(brand, deviceId),
    messageKey(brand, deviceId, message.id),
    ...(named === undefined ? ([] as const) : ([personKey(brand, named)] as const)),
  ]);
  const unknown = named !== undefined && person === undefined;
  const sender = identified(arrival, device);
  if (before !== undefined) {
    if (!isOf(before.hash, message))
      throw new DeadLetter('cause-changed', `message ${message.id} came before with another content`);
    if (unknown) throw nobodys(named);
    return;
  }
  const fault = clockFault(message, arrivedAt);
  if (fault !== undefined) throw new DeadLetter('wrong-clock', fault);
  const { content } = message;
  if (content.type === 'deposit') await recordDeposit(sender, message, content.data, unknown);
  else if (content.type === 'card-shown') await showCard(sender, message, arrivedAt, content.data);
  else await noteStatus(sender, message, programme);
  if (unknown) throw nobodys(named);
});

/**
 * A deposit for a customer whom the brand does not have is recorded, and put aside for a person to see. Also where it was recorded
 * before: the function may have died in between.
 */
const nobodys = (named: string): DeadLetter =>
  new DeadLetter(
    'unknown-customer',
    `there is no customer ${quoted(named)}: the deposit was recorded as nobody’s and earned no points`,
  );

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
