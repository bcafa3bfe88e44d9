import * as z from 'zod';
import { Serial } from '#events/values/serial.ts';

/** In MQTT topics, thing names and keys: letters, digits and hyphens only. */
const DeviceId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$/, 'lower-case letters, digits and hyphens');

export const Shown = z.object({
  id: z.string(),
  serial: z.string(),
  kind: z.string(),
  state: z.enum(['new', 'online', 'silent']),
});

/** A device as its owner sees it. */
export type Shown = z.infer<typeof Shown>;

export const Provision = z.object({
  deviceId: DeviceId,
  serial: Serial,
  kind: z.string(),
  siteId: DeviceId.optional().describe('Where it stands, for machines of an organisation'),
  organisationId: DeviceId.optional(),
});

export type Provision = z.infer<typeof Provision>;
