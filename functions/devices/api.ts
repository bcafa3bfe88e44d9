import { onApi } from '#layers/runtime/on-api.ts';
import { contract } from './contract.ts';
import { revokeDevice, rotate } from './credentials.ts';
import { claimReceipt } from './deposits.ts';
import { claim, deviceOf, devicesOf, release } from './ownership.ts';
import { provision } from './provision.ts';
import { routes } from './routes.ts';

export const handler = onApi(contract, routes, {
  'GET /': async ({ caller }) => ({ devices: await devicesOf(caller.brand, caller.id) }),
  'GET /{deviceId}': ({ caller, params }) => deviceOf(caller.brand, caller.id, params.deviceId),
  'POST /claims': ({ origin, caller, body }) => claim(origin, caller.id, body),
  'DELETE /{deviceId}/claim': ({ origin, caller, params }) => release(origin, caller.id, params.deviceId),
  'POST /receipts': ({ origin, caller, body }) => claimReceipt(origin, caller.id, body.code),
  'POST /staff': ({ origin, programme, body, renewing }) => provision(origin, programme, body, renewing),
  'POST /staff/{deviceId}/rotation': ({ origin, params, renewing }) => rotate(origin, params.deviceId, renewing),
  'POST /staff/{deviceId}/revocation': ({ origin, params }) => revokeDevice(origin, params.deviceId),
});
