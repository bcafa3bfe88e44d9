import type * as z from 'zod';
import { programmes } from '#brands/programmes.ts';
import { catalogue } from '#events/catalogue.ts';
import { Envelope, type Event, type EventDefinition } from '#events/event.ts';
import { envelopeOf, eventItem, subjectOf } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { DeviceMessage, type MessageType, payloads } from '../functions/devices/message.ts';
import project from '../package.json' with { type: 'json' };
import { consumersOf, type Declared, declaredCapabilities } from './capabilities.ts';
import { type JsonSchema, jsonSchema } from './json-schema.ts';

type Json = Record<string, unknown>;

/** The AsyncAPI 3.0 document of all events and device messages, derived from the catalogue and the contracts. */
export async function asyncapi(): Promise<Json> {
  const declared = (await declaredCapabilities()).sort((a, b) =>
    a.contract.capability < b.contract.capability ? -1 : 1,
  );
  const consumers = consumersOf(declared);
  const definitions = [...catalogue.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
  const [published, recorded] = [true, false].map((heard) =>
    definitions.map(({ type }) => type).filter((type) => Object.hasOwn(consumers, type) === heard),
  ) as [string[], string[]];
  return {
    asyncapi: '3.0.0',
    info: { title: 'Vuelta', version: project.version, description: project.description },
    defaultContentType: 'application/json',
    channels: {
      bus: {
        address: 'vuelta',
        description: 'The EventBridge bus. An event travels as `detail`; the outer id and time mean nothing.',
        messages: referredTo(published, 'components/messages'),
      },
      record: {
        address: null,
        description: 'Events that nobody hears: they stay in the table, for timelines, audits and figures.',
        messages: referredTo(recorded, 'components/messages'),
      },
      devices: deviceChannel,
    },
    operations: Object.fromEntries([...declared.flatMap((each) => busOperations(each, published)), deviceOperation]),
    components: {
      schemas: {
        Envelope: jsonSchema(Envelope, { io: 'input', target: 'draft-7' }),
        DeviceMessage: jsonSchema(DeviceMessage, { io: 'input', target: 'draft-7' }),
      },
      messages: Object.fromEntries([
        ...definitions.map((definition) => [definition.type, eventMessage(definition)]),
        ...messageTypes.map((type) => [deviceMessageName(type), deviceMessage(type)]),
      ]),
    },
  };
}

const ref = (path: string): Json => ({ $ref: `#/${path}` });

const referredTo = (names: readonly string[], path: string): Json =>
  Object.fromEntries(names.map((name) => [name, ref(`${path}/${name}`)]));

const constant = (value: string): JsonSchema => ({ type: 'string', const: value });

/** What a capability says and hears, as operations of its own. */
function busOperations(
  { contract: { capability, says, hears } }: Declared,
  published: readonly string[],
): [string, Json][] {
  const operation = (action: 'send' | 'receive', channel: string, types: readonly string[]): Json => ({
    action,
    channel: ref(`channels/${channel}`),
    tags: [{ name: capability }],
    messages: types.map((type) => ref(`channels/${channel}/messages/${type}`)),
  });
  const said = Object.groupBy(says, ({ type }) => (published.includes(type) ? 'bus' : 'record'));
  const typesOf = (definitions: readonly EventDefinition[] = []) => definitions.map(({ type }) => type);
  const all: [string, Json][] = [
    [`${capability}.says`, operation('send', 'bus', typesOf(said.bus))],
    [`${capability}.records`, operation('send', 'record', typesOf(said.record))],
    [`${capability}.hears`, operation('receive', 'bus', typesOf(hears))],
  ];
  return all.filter(([, { messages }]) => (messages as Json[]).length > 0);
}

function eventMessage(definition: EventDefinition): Json {
  const { type, owner, summary, data } = definition;
  const example = exampleOf(definition);
  return {
    name: type,
    summary,
    tags: [{ name: owner }],
    payload: {
      allOf: [
        ref('components/schemas/Envelope'),
        {
          type: 'object',
          properties: {
            type: constant(type),
            dataschema: constant(example.dataschema),
            source: constant(example.source),
            data: jsonSchema(data, { io: 'input', target: 'draft-7' }),
          },
        },
      ],
    },
    examples: [{ name: 'example', payload: example }],
  };
}

/** The event's own example in an envelope as `commit` would make it. */
function exampleOf(definition: EventDefinition): Event {
  const { about, owner, example } = definition;
  const id = String(example[`${about}Id`] ?? example.accountId);
  const time = '2026-11-22T10:15:00.000Z';
  const origin: Origin = {
    brand: 'retorno',
    owner,
    cause: { id: 'q83vEjRWeJCrze8SNFZ4kA', subject: subjectOf(about, id), time },
    hash: '',
    actor: about === 'customer' || about === 'device' ? { id, role: about } : { id: owner, role: 'system' },
  };
  return envelopeOf(eventItem(origin, { definition, about: id, effect: 'example', data: example }, time));
}

const messageTypes = Object.keys(payloads) as MessageType[];
const deviceMessageName = (type: MessageType): string => `device.${type}`;

const deviceChannel: Json = {
  address: 'vuelta/{brand}/devices/{deviceId}/{type}',
  description: 'MQTT over TLS, with the device’s own certificate. The client id is `<brand>-<deviceId>`.',
  parameters: {
    brand: { enum: Object.keys(programmes).sort() },
    deviceId: { description: 'As it was registered', examples: ['rvm-0001'] },
    type: { enum: messageTypes },
  },
  messages: Object.fromEntries(
    messageTypes.map(deviceMessageName).map((name) => [name, ref(`components/messages/${name}`)]),
  ),
};

const deviceOperation: [string, Json] = [
  'devices.receives',
  {
    action: 'receive',
    channel: ref('channels/devices'),
    tags: [{ name: 'devices' }],
    messages: messageTypes.map((type) => ref(`channels/devices/messages/${deviceMessageName(type)}`)),
  },
];

function deviceMessage(type: MessageType): Json {
  const data = jsonSchema(payloads[type] as z.ZodType, { io: 'input', target: 'draft-7' });
  const at = '2026-11-22T10:15:00.000Z';
  const example = { id: 'm-000001', at, sentAt: at, type, data: deviceExamples[type] };
  return {
    name: deviceMessageName(type),
    payload: {
      allOf: [ref('components/schemas/DeviceMessage'), { type: 'object', properties: { type: constant(type), data } }],
    },
    examples: [{ name: 'example', payload: example }],
  };
}

const deviceExamples: { [T in MessageType]: z.input<(typeof payloads)[T]> } = {
  deposit: {
    citizen: { customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg' },
    items: [
      { material: 'pet', grams: 28, gtin: '8410000000010' },
      { material: 'can', grams: 14 },
    ],
  },
  'card-shown': { card: '7000000001', code: '402917' },
  heartbeat: {},
  status: { fill: 0.4, temperature: 21.5, firmware: '3.2.1' },
};
