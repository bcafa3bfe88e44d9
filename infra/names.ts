import type { Secret } from '#layers/runtime/contract.ts';

/*
 * What one stack makes and another uses has a name that both know beforehand, so that no stack holds another back by an
 * export. Ids that AWS makes up go through parameters.
 */

export const tableName = 'vuelta';
export const busName = 'vuelta';
export const alarmTopicName = 'vuelta-alarms';
export const deviceThingType = 'vuelta-device';
export const devicePolicy = 'vuelta-device';
export const caseMachine = 'vuelta-cases';

export const secretName = (secret: Secret): string => `vuelta/${secret}`;

/** The alias by which everything calls a function. */
export const live = 'live';

export const functionName = (capability: string, entry: string): string => `vuelta-${capability}-${entry}`;
export const queueName = (capability: string, kind: string): string => `vuelta-${capability}-${kind}`;
export const deadLettersOf = (queue: string): string => `${queue}-dead`;
/** Whose dead letters are what no rule could deliver. */
export const rulesQueue = 'vuelta-rules';
export const sweepRule = 'vuelta-each-minute';
export const ruleName = (capability: string): string => `vuelta-${capability}`;
export const configurationSet = (brand: string): string => `vuelta-${brand}`;

export const mailDomain = (address: string): string => address.slice(address.indexOf('@') + 1);

export const parameters = {
  tableStream: '/vuelta/table/stream',
  api: (brand: string) => `/vuelta/brands/${brand}/api`,
  customersPool: (brand: string) => `/vuelta/brands/${brand}/user-pool`,
  customersClient: (brand: string) => `/vuelta/brands/${brand}/client`,
  staffPool: '/vuelta/staff/user-pool',
  staffClient: '/vuelta/staff/client',
};
