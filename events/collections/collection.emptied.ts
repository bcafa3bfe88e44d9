import * as z from 'zod';
import { defineEvent } from '../event.ts';
import { toldInstant } from '../values/day.ts';

export const collectionEmptied = defineEvent({
  type: 'collection.emptied',
  version: 1,
  owner: 'collections',
  about: 'collection',
  summary: 'A carrier emptied a machine’s bin',
  data: z.object({
    collectionId: z.string(),
    deviceId: z.string(),
    emptiedAt: z.iso.datetime({ precision: 3 }),
    /** What is recorded later is counted with the next emptying. */
    closesAt: z.iso.datetime({ precision: 3 }),
  }),
  example: {
    collectionId: 'col-3vKp0mXb4a8Qk1eTzNwYgA',
    deviceId: 'rvm-0001',
    emptiedAt: '2026-11-22T16:40:00.000Z',
    closesAt: '2026-11-23T16:40:00.000Z',
  },
  tells: ({ emptiedAt }, { zone }) => ({
    es: `Se vació el contenedor de una máquina el ${toldInstant(emptiedAt, zone).es}`,
    ca: `Es va buidar el contenidor d’una màquina el ${toldInstant(emptiedAt, zone).ca}`,
    en: `The bin of a machine was emptied on ${toldInstant(emptiedAt, zone).en}`,
  }),
});
