import { join } from 'node:path';
import { programmes } from '#brands/programmes.ts';
import type { Item } from '#layers/table/change.ts';
import { consumersOf, type Declared, declaredCapabilities, timerOwners } from '../../infra/capabilities.ts';
import { deliveryTo, mailInterval } from '../../infra/deliveries.ts';
import { local, localAccount, localRegion, localStage } from '../../infra/names.ts';
import { registrationsPerHour } from '../../infra/stage.ts';
import { mailsPerSecond } from '../../infra/stage-file.ts';
import { caseDefinition } from '../../infra/states-language.ts';
import { Bucket } from './bucket.ts';
import { Bus } from './bus.ts';
import { connectClients } from './clients.ts';
import { Cognito } from './cognito.ts';
import { Functions, type Handler } from './functions.ts';
import { Gateway } from './gateway.ts';
import { IotCore } from './iot-core.ts';
import { MailProvider } from './mail-provider.ts';
import { OutboxStream } from './outbox-stream.ts';
import type { Part } from './part.ts';
import { Queues, queueUrl } from './queues.ts';
import { Scheduler } from './scheduler.ts';
import { letters, sweeps, undelivered } from './schedules.ts';
import { Secrets } from './secrets.ts';
import type { Services } from './services.ts';
import { StateMachine } from './state-machine.ts';
import { inhabit } from './surroundings.ts';
import { Table } from './table.ts';

/** The functions of the product, by capability and entry: `points/on-event`. */
export type Product = Readonly<Record<string, Handler>>;

export interface Beginning {
  readonly seed: number;
  /** The instant at which the world begins. */
  readonly start: string;
  /** What lies in the table then and was told of, as in a world that came to this by itself. */
  readonly items?: readonly Item[];
  /** The product, where it is another than the one of this repository. */
  readonly product?: Product;
}

/** What takes from each queue, by the queue's kind (`infra/constructs/capability.ts`, `infra/capabilities/`). */
const readers: Readonly<Record<string, string>> = {
  events: 'on-event',
  timers: 'on-timer',
  messages: 'on-device',
  waits: 'on-wait',
  alarms: 'on-alarm',
};

/** Functions that may run for longer than the house's five seconds, in milliseconds (`infra/capabilities/`). */
const timeouts: Readonly<Record<string, number>> = {
  'admins/on-schedule': 60_000,
  'devices/on-schedule': 50_000,
  'recycling/on-step': 15_000,
  'timers/on-schedule': 50_000,
};

export const poolOf = (brand: string): string => `eu-west-1_${brand}`;
export const clientOf = (pool: string): string => `pages of ${pool}`;
export const apiOf = (brand: string): string => `api-${brand}`;
const { busName, caseMachine, devicePolicy, deviceThingType, queueName, secretName, tableName } = local;
const bucketName = local.undeliveredBucket(localAccount, localRegion);
const staffPool = poolOf('staff');

const declared = await declaredCapabilities();
const consumers = consumersOf(declared);
const brands = Object.keys(programmes);
const interval = mailInterval(
  mailsPerSecond,
  declared.map(({ contract }) => contract),
);

/**
 * The whole product in this process, wired from the declarations that the stacks are made of. One world at a time: the AWS
 * clients, the clock and chance of the process are its own.
 */
export class World {
  readonly scheduler: Scheduler;
  readonly functions: Functions;
  readonly bus: Bus;
  readonly table: Table;
  readonly queues: Queues;
  readonly machine: StateMachine;
  readonly cognito: Cognito;
  readonly mail: MailProvider;
  readonly iot: IotCore;
  readonly bucket = new Bucket(bucketName);
  readonly secrets = new Secrets();
  readonly gateways: ReadonlyMap<string, Gateway>;
  readonly services: Services;

  constructor({ seed, start, items = [] }: Beginning, product: Product) {
    const scheduler = new Scheduler(seed, Date.parse(start));
    const functions = new Functions(scheduler);
    const stream = new OutboxStream(scheduler, functions, 'outbox/on-stream');
    const definition = caseDefinition({
      worker: 'recycling/on-step',
      queue: queueUrl(queueName('recycling', 'waits')),
    });
    this.scheduler = scheduler;
    this.functions = functions;
    this.table = new Table(scheduler, stream.written, tableName);
    this.queues = new Queues(scheduler, functions);
    this.queues.addDead(unpublished);
    this.bus = new Bus(scheduler, this.queues, rules);
    this.machine = new StateMachine(scheduler, { functions, queues: this.queues, definition });
    this.cognito = new Cognito(scheduler.now);
    this.mail = new MailProvider(scheduler.now);
    this.iot = new IotCore(scheduler, this.queues, queueName('devices', 'messages'), this.bucket);
    this.gateways = new Map(brands.map((brand) => [brand, gatewayOf(brand, scheduler, functions)]));
    for (const each of declared) this.#deploy(each, functions, product);
    for (const pool of [...brands.map(poolOf), staffPool]) this.cognito.addPool(pool, clientOf(pool));
    const schedules = [
      sweeps(scheduler, functions, this.table),
      letters(scheduler, functions, this.queues),
      undelivered(scheduler, functions, this.bucket),
    ];
    scheduler.adopt(this.table, stream, this.queues, this.machine, ...schedules);
    this.services = this.#services(stream, schedules);
    for (const Item of items) this.table.put({ TableName: tableName, Item });
    stream.forget();
    inhabit(scheduler);
    connectClients(scheduler, Object.assign({}, ...Object.values(this.services).map(({ answers }) => answers)));
  }

  /** The queues and functions of a capability, each function with what it finds in its environment. */
  #deploy({ contract, entries }: Declared, functions: Functions, product: Product): void {
    const { capability, hears, timers } = contract;
    for (const entry of entries) {
      const name = `${capability}/${entry}`;
      const [kind] = Object.entries(readers).find(([, reader]) => reader === entry) ?? [];
      const queue = kind && queueName(capability, kind);
      const timeout = timeouts[name] ?? 5_000;
      const delivery = deliveryTo(contract, entry, interval);
      if (queue !== undefined) this.queues.add(queue, { reader: name, visibility: 6 * timeout, delivery });
      const inbox = queue && { QUEUE: queueUrl(queue), DEAD_LETTERS: queueUrl(`${queue}-dead`) };
      const filled = name === 'devices/on-schedule' && { QUEUE: queueUrl(queueName('devices', 'messages')) };
      const aside = capability === 'outbox' && { DEAD_LETTERS: queueUrl(unpublished) };
      const env = { CAPABILITY: capability, ...inbox, ...filled, ...aside };
      functions.deploy(name, { handler: product[name] as Handler, timeout, env });
    }
    if (
      hears.length > 0 !== entries.includes('on-event') ||
      Object.keys(timers).length > 0 !== entries.includes('on-timer')
    ) {
      throw new Error(`${capability} is not whole`);
    }
  }

  /** `schedules` are rules of EventBridge. */
  #services(stream: OutboxStream, schedules: readonly Part[]): Services {
    const { table, queues, bus, bucket, machine, cognito, mail, iot, secrets } = this;
    return {
      table: { answers: table.answers(), parts: [stream] },
      queue: { answers: queues.answers(), parts: [queues] },
      bus: { answers: bus.answers(), parts: schedules },
      bucket: { answers: bucket.answers(), parts: [] },
      mail: { answers: { SendRawEmail: mail.send.bind(mail) }, parts: [] },
      cognito: { answers: cognito.answers(), parts: [] },
      iot: { answers: iot.answers(), parts: [] },
      steps: { answers: machine.answers(), parts: [machine] },
      secrets: { answers: secrets.answers(), parts: [] },
    };
  }
}

/** Where the outbox puts what it can never publish. */
const unpublished = `${queueName('outbox')}-dead`;

/** All queues of what could not be handled. */
const deadLetterQueues = [
  unpublished,
  ...declared.flatMap(({ contract: { capability }, entries }) =>
    Object.entries(readers)
      .filter(([, reader]) => entries.some((entry) => entry === reader))
      .map(([kind]) => `${queueName(capability, kind)}-dead`),
  ),
];

const rules = declared
  .filter(({ contract: { hears } }) => hears.length > 0)
  .flatMap(({ contract: { capability, hears } }) => {
    const rule = { types: new Set<string>(hears.map(({ type }) => type)), queue: queueName(capability, 'events') };
    return [
      ...brands.map((brand) => ({ ...rule, brand: [brand], group: brand })),
      { ...rule, brand: [{ 'anything-but': brands }] },
    ];
  });

const issuerOf = (pool: string) => `https://cognito-idp.eu-west-1.amazonaws.com/${pool}`;
const signer = (pool: string) => ({ issuer: issuerOf(pool), clientId: clientOf(pool) });
const each = <T>(of: (brand: string) => T) => Object.fromEntries(brands.map((brand) => [brand, of(brand)]));

const gatewayOf = (brand: string, scheduler: Scheduler, functions: Functions): Gateway =>
  new Gateway(scheduler, functions, {
    id: apiOf(brand),
    declared,
    issuers: { own: issuerOf(poolOf(brand)), staff: issuerOf(staffPool) },
  });

/** What every function finds in its environment, whether or not it is told by its stack. */
export const surroundings = {
  AWS_REGION: 'eu-west-1',
  STAGE: localStage,
  TABLE: tableName,
  BUS: busName,
  HEARD: Object.keys(consumers).join(','),
  HASH_KEY: secretName('hash-key'),
  LINK_KEY: secretName('link-key'),
  CAUSE_KEY: secretName('cause-key'),
  ORIGINS: JSON.stringify(each((brand) => `https://${brand}.example`)),
  MAIL_INTERVAL: String(interval),
  REGISTRATIONS_PER_HOUR: String(registrationsPerHour),
  USER_POOLS: JSON.stringify(each(poolOf)),
  UNDELIVERED: bucketName,
  THING_TYPE: deviceThingType,
  THING_POLICY: devicePolicy,
  STATE_MACHINE: `arn:aws:states:eu-west-1:000000000000:stateMachine:${caseMachine}`,
  TIMER_QUEUES: JSON.stringify(
    Object.fromEntries(
      timerOwners(declared).map((capability) => [capability, queueUrl(queueName(capability, 'timers'))]),
    ),
  ),
  BULK_OWNERS: timerOwners(declared, 'bulk').join(','),
  DEAD_LETTER_QUEUES: deadLetterQueues.join(','),
  IDENTITY: JSON.stringify({
    apis: Object.fromEntries(brands.map((brand) => [apiOf(brand), { brand, ...signer(poolOf(brand)) }])),
    staff: signer(staffPool),
  }),
  POWERTOOLS_DEV: 'false',
  POWERTOOLS_LOG_LEVEL: process.env.WORLD_LOGS ?? 'SILENT',
  POWERTOOLS_METRICS_DISABLED: 'true',
};

const functionsFolder = join(import.meta.dirname, '../../functions');

const handlers = new Map<string, Promise<Handler>>();

/** The product as it stands in this repository. A function is loaded when it is first called: few tests call all of them. */
const ownProduct: Product = Object.fromEntries(
  declared.flatMap(({ contract: { capability }, entries }) =>
    entries.map((entry): [string, Handler] => {
      const name = `${capability}/${entry}`;
      return [name, async (event, context) => (await handlerOf(name))(event, context)];
    }),
  ),
);

function handlerOf(name: string): Promise<Handler> {
  const known = handlers.get(name) ?? load(name);
  handlers.set(name, known);
  return known;
}

async function load(name: string): Promise<Handler> {
  const { handler } = (await import(join(functionsFolder, `${name}.ts`))) as { handler: Handler };
  return handler;
}

/** A world that begins now, with nobody in it. */
export async function newWorld(beginning: Beginning): Promise<World> {
  Object.assign(process.env, surroundings);
  inhabit(new Scheduler(beginning.seed, Date.parse(beginning.start)));
  return new World(beginning, beginning.product ?? ownProduct);
}
