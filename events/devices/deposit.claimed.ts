import * as z from 'zod';
import { Cause, defineEvent } from '../event.ts';
import { Containers, told } from '../values/containers.ts';

export const depositClaimed = defineEvent({
  type: 'deposit.claimed',
  version: 1,
  owner: 'devices',
  about: 'customer',
  summary: 'A customer claimed an anonymous deposit by its receipt',
  data: z.object({
    accountId: z.string(),
    /** The deposit that was claimed: its `deposit.recorded`. */
    deposit: Cause,
    deviceId: z.string(),
    siteId: z.string(),
    containers: Containers,
  }),
  example: {
    accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    deposit: { id: 'bW9ja2RlcG9zaXRldmVudA', subject: 'device#rvm-0001', time: '2026-11-22T10:15:00.000Z' },
    deviceId: 'rvm-0001',
    siteId: 'mercado-central',
    containers: [{ material: 'glass', count: 2, grams: 700 }],
  },
  tells: ({ containers, deviceId, siteId }) => ({
    es: `Reclamaste un recibo: ${told(containers).es} en la máquina ${deviceId} (${siteId})`,
    ca: `Vas reclamar un rebut: ${told(containers).ca} a la màquina ${deviceId} (${siteId})`,
    en: `You claimed a receipt: ${told(containers).en} in the machine ${deviceId} (${siteId})`,
  }),
});
