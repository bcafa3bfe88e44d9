import * as z from 'zod';
import { Serial } from '#events/values/serial.ts';
import { defineRoutes } from '#layers/runtime/routes.ts';
import { Provision, Shown } from './device.ts';

const Credentials = z.object({
  deviceId: z.string(),
  thingName: z.string(),
  certificate: z.string(),
  privateKey: z.string(),
});

export const routes = defineRoutes({
  'GET /': {
    who: ['customer'],
    summary: 'My devices',
    returns: z.object({ devices: z.array(Shown) }),
  },
  'GET /{deviceId}': { who: ['customer'], summary: 'One of my devices', returns: Shown, refuses: ['not-found'] },
  'POST /claims': {
    who: ['customer'],
    summary: 'Claim a device by its serial and the claim code that came with it',
    body: z.object({ serial: Serial, code: z.string().min(4).max(64) }),
    returns: Shown,
    status: 201,
    once: true,
    refuses: ['not-found', 'device-claimed', 'device-yours', 'tried-too-often'],
  },
  'DELETE /{deviceId}/claim': {
    who: ['customer'],
    summary: 'Give a device up, so that somebody else can claim it',
    status: 204,
    once: true,
    refuses: ['not-found'],
  },
  'POST /receipts': {
    who: ['customer'],
    summary: 'Claim an anonymous deposit by the code on its receipt',
    body: z.object({ code: z.string().min(4).max(64) }),
    returns: z.object({ id: z.string(), at: z.iso.datetime(), containers: z.int() }),
    status: 201,
    once: true,
    refuses: ['receipt-unknown', 'receipt-claimed', 'receipt-expired', 'tried-too-often'],
  },
  'POST /staff': {
    who: ['manager', 'admin'],
    summary: 'Register a device; its certificate and key are in the answer and nowhere else',
    body: Provision,
    returns: z.object({
      ...Credentials.shape,
      claimCode: z.string().optional().describe('For the customer who will claim it; machines at a site have none'),
    }),
    status: 201,
    once: 'renewing',
    refuses: ['device-exists', 'device-kind-unknown', 'device-needs-site'],
  },
  'POST /staff/{deviceId}/rotation': {
    who: ['manager', 'admin'],
    summary:
      'Give a device a new certificate; it and its key are in the answer and nowhere else, and the old one ends at once',
    returns: Credentials,
    status: 201,
    once: 'renewing',
    refuses: ['not-found'],
  },
  'POST /staff/{deviceId}/revocation': {
    who: ['manager', 'admin'],
    summary:
      'Take a device’s certificate away at once, for one that is stolen or scrapped; a rotation lets it in again',
    status: 204,
    once: true,
    refuses: ['not-found', 'device-revoked'],
  },
});
