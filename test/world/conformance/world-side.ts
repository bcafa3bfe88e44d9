import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Bus, type Rule } from '../bus.ts';
import { connectClients } from '../clients.ts';
import { Functions } from '../functions.ts';
import { Queues, queueUrl } from '../queues.ts';
import { Scheduler } from '../scheduler.ts';
import { StateMachine } from '../state-machine.ts';
import type { Json } from '../states-language.ts';
import { inhabit } from '../surroundings.ts';
import { Table } from '../table.ts';
import type { Side } from './side.ts';
import { type Work, worker } from './worker.ts';

/** The services of a world, without the product in it. */
export function worldSide(seed: number): Side {
  const scheduler = new Scheduler(seed, Date.parse('2026-11-23T11:00:00.000Z'));
  const functions = new Functions(scheduler);
  const table = new Table(scheduler, () => {}, 'vuelta');
  const queues = new Queues(scheduler, functions);
  const rules: Rule[] = [];
  const bus = new Bus(scheduler, queues, rules);
  let machine: StateMachine | undefined;
  const connect = () =>
    connectClients(scheduler, { ...table.answers(), ...queues.answers(), ...bus.answers(), ...machine?.answers() });
  scheduler.adopt(table, queues);
  functions.deploy('worker', { handler: (event) => worker(event as Work), env: {}, timeout: 5_000 });
  inhabit(scheduler);
  connect();
  let made = 0;
  const fresh = (kind: string) => `${kind}-${++made}`;
  const queue: Side['queue'] = async ({ visibility = 30, maxReceives = 12 } = {}) => {
    const name = fresh('queue');
    queues.add(name, { visibility: visibility * 1_000, maxReceives });
    return { url: queueUrl(name), dead: queueUrl(`${name}-dead`) };
  };
  return {
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient({})),
    sqs: new SQSClient({}),
    events: new EventBridgeClient({}),
    stepFunctions: new SFNClient({}),
    table: 'vuelta',
    bus: 'vuelta',
    worker: 'worker',
    fresh,
    queue,
    async hears(types, brand) {
      const pair = await queue();
      rules.push({ types: new Set(types), ...(brand && { brand }), queue: pair.url.split('/').at(-1) as string });
      return pair;
    },
    async machine(definition) {
      machine = new StateMachine(scheduler, { functions, queues, definition: definition as Json });
      scheduler.adopt(machine);
      connect();
      return 'arn:aws:states:eu-west-1:000000000000:stateMachine:tried';
    },
    entered: async (arn) => [...(machine?.history(arn.split(':').at(-1) as string) ?? [])],
    pass: (seconds) => scheduler.passTo(scheduler.now() + seconds * 1_000),
  };
}
