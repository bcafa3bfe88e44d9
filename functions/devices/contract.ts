import { collectionEmptied } from '#events/collections/collection.emptied.ts';
import { cardShown } from '#events/devices/card.shown.ts';
import { depositClaimed } from '#events/devices/deposit.claimed.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import { deviceClaimed } from '#events/devices/device.claimed.ts';
import { deviceFull } from '#events/devices/device.full.ts';
import { deviceProvisioned } from '#events/devices/device.provisioned.ts';
import { deviceRekeyed } from '#events/devices/device.rekeyed.ts';
import { deviceReleased } from '#events/devices/device.released.ts';
import { deviceRevoked } from '#events/devices/device.revoked.ts';
import { partition as people } from '#layers/published/customers/person.ts';
import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'devices',
  hears: [collectionEmptied],
  says: [
    deviceProvisioned,
    deviceRekeyed,
    deviceRevoked,
    deviceClaimed,
    deviceReleased,
    deviceFull,
    depositRecorded,
    depositClaimed,
    cardShown,
  ],
  timers: [],
  needs: {
    reads: [people],
    secrets: { 'hash-key': ['api', 'on-event', 'on-device'] },
    calls: { iot: ['api'] },
  },
  personal: [
    { items: 'devices#*#owner#*', exported: 'whole', erased: 'removed' },
    {
      items: 'devices#*#device#*',
      exported: { not: 'The device itself, which stands with its owner' },
      erased: 'unnamed',
    },
    {
      items: 'devices#*#receipt#*',
      exported: { not: 'A keyed hash; what was claimed by it stands in the account' },
      erased: 'unnamed',
    },
    {
      items: 'devices#*#tries#*',
      exported: { not: 'How often they sent codes of receipts and devices; it goes after two days' },
      erased: 'removed',
    },
    { items: 'devices#*#once#*', exported: { not: 'It repeats what a request was answered' }, erased: 'removed' },
  ],
} as const satisfies Contract;
