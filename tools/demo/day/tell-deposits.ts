/** Tells a day to a running cloud, machine by machine, as its publications say. */

import type { DeviceHandle, Stack } from '../../cloud/stack.ts';
import { productTime, quiet, travel } from '../../cloud/time-machine.ts';
import { connectMachine, type Machine } from '../machine.ts';
import type { Publication } from './deposits.ts';

/** So many publications are under way at once. */
const inFlight = 20;

type Told = Pick<Stack, 'endpoint' | 'region' | 'table' | 'stateMachine' | 'mqtt'>;

/** Publishes the day, then the buffers of the machines that were cut off, then, five hours on, what is replayed. */
export async function tellDeposits(
  stack: Told,
  devices: readonly DeviceHandle[],
  day: readonly Publication[],
): Promise<void> {
  const machines = new Map<string, Machine>();
  for (const device of devices) machines.set(device.deviceId, await connectMachine(stack, device));
  try {
    for (const part of ['day', 'buffer', 'late'] as const) {
      const publications = day.filter((publication) => publication.part === part);
      if (part === 'late' && publications.length > 0) await travel(stack, 5 * 3_600_000);
      await publishAll(machines, publications, (await productTime(stack)) - Date.now());
      await quiet(stack, 600);
    }
  } finally {
    await Promise.all([...machines.values()].map((machine) => machine.stop()));
  }
}

async function publishAll(
  machines: ReadonlyMap<string, Machine>,
  publications: readonly Publication[],
  offset: number,
) {
  for (let at = 0; at < publications.length; at += inFlight) {
    await Promise.all(
      publications.slice(at, at + inFlight).map(({ machine, clockOff, message }) => {
        const sentAt = new Date(Date.now() + offset + clockOff * 1000).toISOString();
        const body = typeof message === 'string' ? message : JSON.stringify({ ...message, sentAt });
        return machines.get(machine)?.publish('deposit', body);
      }),
    );
  }
}
