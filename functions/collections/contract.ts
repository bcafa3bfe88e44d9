import { collectionCounted } from '#events/collections/collection.counted.ts';
import { collectionEmptied } from '#events/collections/collection.emptied.ts';
import { collectionMismatched } from '#events/collections/collection.mismatched.ts';
import { collectionReceived } from '#events/collections/collection.received.ts';
import { collectionReconciled } from '#events/collections/collection.reconciled.ts';
import { collectionRequested } from '#events/collections/collection.requested.ts';
import { collectionReviewed } from '#events/collections/collection.reviewed.ts';
import { collectionWeighed } from '#events/collections/collection.weighed.ts';
import { collectionWithdrawn } from '#events/collections/collection.withdrawn.ts';
import { deviceFull } from '#events/devices/device.full.ts';
import { deviceProvisioned } from '#events/devices/device.provisioned.ts';
import type { Contract } from '#layers/runtime/contract.ts';

export const contract = {
  capability: 'collections',
  hears: [deviceProvisioned, deviceFull],
  says: [
    collectionRequested,
    collectionWithdrawn,
    collectionEmptied,
    collectionCounted,
    collectionWeighed,
    collectionReceived,
    collectionReconciled,
    collectionMismatched,
    collectionReviewed,
  ],
  timers: { count: 'deadline' },
} as const satisfies Contract;
