import { programmeOf } from '#brands/programmes.ts';
import { depositClaimed } from '#events/devices/deposit.claimed.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import type { Event } from '#events/event.ts';
import type { Containers } from '#events/values/containers.ts';
import { DeadLetter } from '#layers/runtime/dead-letter.ts';
import { cardAccount, identifierHash } from '#layers/runtime/identifier.ts';
import { count } from '#layers/runtime/observe.ts';
import { type Change, create, type Item, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { eventId, eventKey, say, subjectOf } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get } from '#layers/table/read.ts';
import { hours, later, now } from '#layers/time/clock.ts';
import type { Deposit, Message } from './message.ts';
import { problem } from './problems.ts';
import { type Device, messageKey, receiptKey, standsAt } from './registry.ts';
import { sendsCode } from './tries.ts';

/** The sums by material of what was thrown in, one by one. */
export function containersIn(items: Deposit['items']): Containers {
  const sums = new Map<string, { count: number; grams: number }>();
  for (const { material, grams } of items) {
    const sum = sums.get(material) ?? { count: 0, grams: 0 };
    sums.set(material, { count: sum.count + 1, grams: sum.grams + grams });
  }
  return [...sums].map(([material, sum]) => ({ material, ...sum }));
}

/** The origin of what a device's message leads to. */
export function saidBy({ brand, deviceId }: Device, { id, at, hash, formerHashes }: Message): Origin {
  return {
    brand,
    owner: 'devices',
    cause: { id, subject: subjectOf('device', deviceId), time: at },
    hash,
    ...(formerHashes && { formerHashes }),
    actor: { id: deviceId, role: 'device' },
    once: messageKey(brand, deviceId, id),
  };
}

/**
 * D03: records a closed session once, for the citizen or, without one, for whoever claims its receipt. One for a customer who is
 * `unknown` is nobody's, and counts among what lies in the machine's bin.
 */
export async function recordDeposit(
  device: Device,
  message: Message,
  { citizen, receipt, items }: Deposit,
  unknown: boolean,
): Promise<void> {
  const { brand, deviceId } = device;
  const { siteId, organisationId } = standsAt(device);
  const accountId = citizen && ('card' in citizen ? await cardAccount(brand, citizen.card) : citizen.customerId);
  const claimable =
    (accountId === undefined || unknown) && receipt !== undefined
      ? await identifierHash(brand, 'receipt', receipt)
      : undefined;
  const origin = saidBy(device, message);
  const data = {
    deviceId,
    siteId,
    organisationId,
    outcome: 'accepted' as const,
    containers: containersIn(items),
    ...(unknown ? { nobodys: 'unknown-customer' as const } : { accountId }),
    receipt: claimable,
  };
  await commit(origin, {
    events: [say(depositRecorded, { about: deviceId, effect: 'deposit', data })],
    changes: claimable === undefined ? [] : [receiptOf(origin, claimable, data)],
  });
}

/** The window runs from when the deposit could first be claimed, so that an offline machine costs nobody a receipt. */
function receiptOf(
  { brand, cause }: Origin,
  receipt: string,
  { deviceId, siteId, containers }: { deviceId: string; siteId: string; containers: Containers },
): Change {
  const deposit: Event['cause'] = {
    id: eventId(eventKey({ brand, cause, owner: 'devices' } as Origin, cause.subject, 'deposit')),
    subject: cause.subject,
    time: cause.time,
  };
  const window = programmeOf(brand)?.devices.receiptHours ?? 24;
  const item: Item = {
    ...receiptKey(brand, receipt),
    deposit,
    deviceId,
    siteId,
    containers,
    claimableUntil: later(now(), hours(window)),
  };
  return create(item, () => new DeadLetter('receipt-taken', 'the receipt’s code stands on another deposit already'));
}

interface Receipt {
  readonly deposit: Event['cause'];
  readonly deviceId: string;
  readonly siteId: string;
  readonly containers: Containers;
  readonly claimableUntil: string;
  readonly claimedBy?: string;
}

/**
 * Makes an anonymous deposit a customer's, once, while its receipt is good. Throws `receipt-unknown`, `receipt-claimed`,
 * `receipt-expired`, `tried-too-often`.
 */
export async function claimReceipt(origin: Origin, customerId: string, code: string) {
  await sendsCode(origin, customerId, 'receipt');
  const key = receiptKey(origin.brand, await identifierHash(origin.brand, 'receipt', code));
  const receipt = await get<Receipt>(key);
  if (receipt === undefined) {
    count('WrongReceiptCode');
    throw problem('receipt-unknown');
  }
  const { deposit, deviceId, siteId, containers } = receipt;
  const { time } = origin.cause;
  const data = { accountId: customerId, deposit, deviceId, siteId, containers };
  const { answer } = await commit(origin, {
    events: [say(depositClaimed, { about: customerId, effect: 'claim', data })],
    changes: [
      update(key, {
        set: { claimedBy: customerId },
        when: { absent: ['claimedBy'], atLeast: { claimableUntil: time } },
        orElse: (stored) => problem(stored?.claimedBy === undefined ? 'receipt-expired' : 'receipt-claimed'),
      }),
    ],
    answer: { id: deposit.id, at: deposit.time, containers: containers.reduce((sum, { count }) => sum + count, 0) },
  });
  return answer;
}
