import { collectionCounted } from '#events/collection.counted.ts';
import { collectionEmptied } from '#events/collection.emptied.ts';
import { collectionMismatched } from '#events/collection.mismatched.ts';
import { collectionReceived } from '#events/collection.received.ts';
import { collectionReconciled } from '#events/collection.reconciled.ts';
import { collectionRequested } from '#events/collection.requested.ts';
import { collectionReviewed } from '#events/collection.reviewed.ts';
import { collectionWeighed } from '#events/collection.weighed.ts';
import { collectionWithdrawn } from '#events/collection.withdrawn.ts';
import { deviceFull } from '#events/device.full.ts';
import { deviceProvisioned } from '#events/device.provisioned.ts';
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
  timers: ['count'],
} as const satisfies Contract;
