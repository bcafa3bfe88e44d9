/** A device as it is in the field: MQTT over TLS with its own certificate, and a clock of its own. */
import { readFileSync } from 'node:fs';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import type { DeviceHandle, Stack } from '../cloud/stack.ts';

export interface Machine {
  readonly brand: string;
  readonly deviceId: string;
  /** Publishes a body as it is, at least once, under the machine's own topic or another. */
  publish(type: string, body: string | Buffer, topic?: string): Promise<void>;
  stop(): Promise<void>;
}

/** Connects a device to the stack's broker; `clientId` only to pretend to be another. */
export async function connectMachine(
  stack: Pick<Stack, 'mqtt'>,
  { brand, deviceId, cert, key }: Pick<DeviceHandle, 'brand' | 'deviceId' | 'cert' | 'key'>,
  clientId = `${brand}-${deviceId}`,
): Promise<Machine> {
  const client = await connected(stack.mqtt.url, {
    clientId,
    ca: readFileSync(stack.mqtt.ca),
    cert: readFileSync(cert),
    key: readFileSync(key),
    reconnectPeriod: 500,
    connectTimeout: 4_000,
  });
  return {
    brand,
    deviceId,
    async publish(type, body, topic = `vuelta/${brand}/devices/${deviceId}/${type}`) {
      await client.publishAsync(topic, body, { qos: 1 });
    },
    async stop() {
      await client.endAsync();
    },
  };
}

/** As a device in the field does: a broker that does not answer in time is asked again. */
async function connected(url: string, options: IClientOptions): Promise<MqttClient> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await mqtt.connectAsync(url, options);
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}
