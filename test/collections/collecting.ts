import type { Origin } from '#layers/table/origin.ts';
import { origin } from '../support/origins.ts';

/** Where a machine of these stories stands. */
export const standingAt = (deviceId: string) => ({
  deviceId,
  siteId: 'plaza-mayor',
  organisationId: 'ayuntamiento',
});

/** What collections do because a device said something. */
export const heard = (id: string, time: string): Origin =>
  origin({ owner: 'collections', cause: { id, subject: 'device#rvm-0001', time } });

/** What collections do because somebody of the warehouse asks for it. */
export const asked = (id: string, time: string): Origin =>
  origin({
    owner: 'collections',
    cause: { id, subject: 'request#w-1', time },
    actor: { id: 'w-1', role: 'warehouse' },
    once: { pk: `collections#retorno#once#warehouse:w-1#${id}`, sk: 'once' },
  });
