import type { Secret } from '#layers/runtime/contract.ts';

/*
 * What one stack makes and another uses has a name that both know beforehand, so that no stack holds another back by an
 * export. Ids that AWS makes up go through parameters. Every name holds its stage, so that stages live in one account.
 */

/** A stage's name as it stands in names: that of its file in `infra/stages`, without the dots, which few names may hold. */
export const stageName = (file: string): string => file.replaceAll('.', '-');

/** What things are called in a stage. */
export function namesOf(stage: string) {
  const name = `vuelta-${stage}`;
  return {
    tableName: name,
    busName: name,
    archiveName: name,
    dashboardName: name,
    tableKeyAlias: `${name}/table`,
    alarmTopicName: `${name}-alarms`,
    deviceThingType: `${name}-device`,
    devicePolicy: `${name}-device`,
    deviceRule: `${name}-device-messages`.replaceAll('-', '_'), // IoT Core takes no hyphens
    caseMachine: `${name}-cases`,
    paperFonts: `${name}-paper-fonts`,
    sweepRule: `${name}-each-minute`,
    lettersRule: `${name}-each-five-minutes`,
    undeliveredRule: `${name}-undelivered`,
    /** All accounts of the world share the names of buckets. */
    undeliveredBucket: (account: string, region: string): string => `${name}-undelivered-${account}-${region}`,
    /** The namespace of what capabilities count themselves, on their log lines (`layers/runtime/observe.ts`). */
    metrics: `Vuelta/${stage}`,
    stackName: (part: string): string => `${name}-${part}`,
    secretName: (secret: Secret): string => `vuelta/${stage}/${secret}`,
    functionName: (capability: string, entry: string): string => `${name}-${capability}-${entry}`,
    /** What the names of the log groups of all functions begin with. */
    functionLogs: `/aws/lambda/${name}-`,
    queueName: (owner: string, kind?: string): string => [name, owner, kind].filter(Boolean).join('-'),
    alarmName: (symptom: string): string => `${name}-${symptom}`,
    ruleName: (capability: string, brand: string): string => `${name}-${capability}-${brand}`,
    configurationSet: (brand: string): string => `${name}-${brand}`,
    apiName: (brand: string): string => `${name}-${brand}`,
    apiLog: (brand: string): string => `/aws/vendedlogs/${name}/api-${brand}`,
    poolName: (people: string): string => `${name}-${people}`,
    parameters: {
      tableStream: `/vuelta/${stage}/table/stream`,
      api: (brand: string) => `/vuelta/${stage}/brands/${brand}/api`,
      customersPool: (brand: string) => `/vuelta/${stage}/brands/${brand}/user-pool`,
      customersClient: (brand: string) => `/vuelta/${stage}/brands/${brand}/client`,
      staffPool: `/vuelta/${stage}/staff/user-pool`,
      staffClient: `/vuelta/${stage}/staff/client`,
    },
  };
}

export type Names = ReturnType<typeof namesOf>;

/** The stage on this computer: the local cloud's, and the world's that tests live in. */
export const localStage = 'local';
export const localAccount = '000000000000';
export const localRegion = 'eu-west-1';
export const local = namesOf(localStage);

/** The alias by which everything calls a function. */
export const live = 'live';

/** What could not be handled of a queue lies here. */
export const deadLettersOf = (queue: string): string => `${queue}-dead`;

/** Whose dead letters are what no rule could deliver. */
export const rulesQueue = 'rules';

/**
 * The key under which the error action of devices' rule lays down what it could not deliver, in IoT Core's own words: when it came,
 * by which certificate, and what nothing else has.
 */
export const undeliveredKey = '${timestamp()}/${principal()}/${newuuid()}';

/** In the names of rules: what is of none of the brands that the stage carries. */
export const noBrand = 'others';

export const mailDomain = (address: string): string => address.slice(address.indexOf('@') + 1);
