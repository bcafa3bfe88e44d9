import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { type Instant, inProductTime } from '#layers/time/clock.ts';
import type { Contract } from './contract.ts';
import { neededVariables } from './needed-variables.ts';
import { logsWith } from './observe.ts';
import { onRecord } from './records.ts';

/** A device's message as IoT Core handed it over: what was published, and what the broker knows of who did. */
export interface Arrival {
  readonly brand: string;
  readonly deviceId: string;
  readonly type: string;
  readonly clientId: string;
  /** The id of the certificate by which the publisher signed in. */
  readonly principal: string;
  readonly arrivedAt: Instant;
  readonly body: Buffer;
}

/** A device's message as the rule of IoT Core lays it into the queue (`infra/constructs/device-door.ts`). */
const Forwarded = z.object({
  body: z.base64(),
  topic: z.string(),
  clientId: z.string().default(''),
  principal: z.string().default(''),
  arrivedAt: z.int(),
});
export type Forwarded = z.infer<typeof Forwarded>;

/** The entry of device messages. Anything at all may arrive: what cannot be used ends as a dead letter with its reason. */
export function onDevice(contract: Contract, handle: (arrival: Arrival) => Promise<void>) {
  const run = async (record: SQSRecord) => {
    const arrival = arrivalOf(record);
    logsWith({ brand: arrival.brand, device: arrival.deviceId, type: arrival.type });
    await handle(arrival);
  };
  return onRecord(run, { needs: neededVariables(contract, 'on-device') });
}

function arrivalOf(record: SQSRecord): Arrival {
  const forwarded = Forwarded.parse(JSON.parse(record.body));
  const { body, topic, clientId, principal, arrivedAt } = forwarded;
  const [, brand = '', , deviceId = '', type = ''] = topic.split('/');
  return {
    brand,
    deviceId,
    type,
    clientId,
    principal,
    arrivedAt: inProductTime(arrivedAt),
    body: Buffer.from(body, 'base64'),
  };
}
