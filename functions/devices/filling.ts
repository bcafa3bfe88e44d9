import type { Programme } from '#brands/programmes.ts';
import { deviceFull } from '#events/devices/device.full.ts';
import { type Key, update } from '#layers/table/change.ts';
import { commit, commitIf } from '#layers/table/commit.ts';
import { say } from '#layers/table/event-item.ts';
import { lastWins } from '#layers/table/last-wins.ts';
import type { Origin } from '#layers/table/origin.ts';
import { getAll } from '#layers/table/read.ts';
import type { Instant } from '#layers/time/clock.ts';
import { type Device, deviceKey } from './registry.ts';

/** What is known of a bin's present filling. */
interface Filling {
  /** When it was found full, once that was said. */
  readonly fullAt?: Instant;
  /** When it was last found full, whether that was worth saying or not. */
  readonly seenFullAt?: Instant;
  readonly emptiedAt?: Instant;
}

const fillingKey = (brand: string, deviceId: string): Key => ({
  pk: `devices#${brand}#device#${deviceId}`,
  sk: 'filling',
});

/** Says that a bin is full, once until it is emptied. A sensor's word from before the last emptying means nothing. */
export async function noteFill(
  origin: Origin,
  { devices: { fullAt } }: Programme,
  device: Device,
  { at, fill }: { at: Instant; fill: number | undefined },
): Promise<void> {
  const said = fullEvent(device, at);
  if (fullAt === undefined || fill === undefined || fill < fullAt || said === undefined) return;
  const key = fillingKey(device.brand, device.deviceId);
  await lastWins(key, { seenFullAt: at });
  const when = { absent: ['fullAt'], below: { emptiedAt: at } };
  await commitIf(origin, update(key, { set: { fullAt: at }, when }), { events: [said] });
}

/** Only a machine at a site has a bin that somebody empties. */
function fullEvent({ deviceId, siteId, organisationId }: Device, at: Instant) {
  if (siteId === undefined || organisationId === undefined) return undefined;
  const data = { deviceId, siteId, organisationId, fullAt: at };
  return say(deviceFull, { about: deviceId, effect: 'full', data });
}

/**
 * A bin was emptied: from now on it may be said to be full again. Emptyings are reported late, so it may have filled up
 * since, and then that is said at once.
 */
export async function noteEmptying(origin: Origin, deviceId: string, emptiedAt: Instant): Promise<void> {
  const key = fillingKey(origin.brand, deviceId);
  const [stored, device] = await getAll<[Filling, Device]>([key, deviceKey(origin.brand, deviceId)]);
  const filling: Filling = stored ?? {};
  if (device === undefined || (filling.emptiedAt ?? '') >= emptiedAt) return;
  const { fullAt, seenFullAt = '' } = filling;
  const stillSaid = fullAt !== undefined && fullAt > emptiedAt;
  const again = !stillSaid && seenFullAt > emptiedAt ? fullEvent(device, seenFullAt) : undefined;
  await commit(origin, {
    events: again === undefined ? [] : [again],
    // Where a word of the sensor came in between, this fails, and the event comes again.
    changes: [
      update(key, {
        set: { emptiedAt, ...(again !== undefined && { fullAt: seenFullAt }) },
        remove: stillSaid || again !== undefined ? [] : ['fullAt'],
        when: asRead(filling),
      }),
    ],
  });
}

function asRead(filling: Filling) {
  const fields = ['fullAt', 'seenFullAt', 'emptiedAt'] as const;
  const known = fields.filter((field) => filling[field] !== undefined);
  return {
    absent: fields.filter((field) => filling[field] === undefined),
    equals: Object.fromEntries(known.map((field) => [field, filling[field]])),
  };
}
