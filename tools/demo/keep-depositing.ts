/** Machines that go on working: one deposit every few seconds, and a heartbeat each minute. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Stack } from '../cloud/stack.ts';
import { connectMachine, type Machine } from './machine.ts';

/** Goes on for ever. Machines take their time from the product, as they follow a moved clock. */
export async function keepDepositing(stack: Stack, brand: string): Promise<never> {
  const citizens = stack.people.filter((person) => person.brand === brand);
  const machines: Machine[] = [];
  for (const device of stack.devices) machines.push(await connectMachine(stack, device));
  const working = machines.filter((machine) => machine.brand === brand);
  for (let n = 0; ; n++) {
    const at = await productNow(stack, brand);
    const machine = working[n % working.length];
    const citizen = citizens[n % citizens.length];
    if (n % 12 === 0) {
      await Promise.all(machines.map((each) => each.publish('heartbeat', message('heartbeat', at, {}))));
    }
    const items = Array.from({ length: 1 + (n % 6) }, () => ({
      material: n % 2 ? 'pet' : 'can',
      grams: n % 2 ? 28 : 14,
    }));
    await machine?.publish('deposit', message('deposit', at, { citizen: { customerId: citizen?.customerId }, items }));
    await pause(5_000);
  }
}

async function productNow(stack: Stack, brand: string): Promise<string> {
  const { now } = (await (await fetch(`${stack.brands[brand]?.url}/api/open/health`)).json()) as { now: string };
  return now;
}

const message = (type: string, at: string, data: unknown): string =>
  JSON.stringify({ id: randomUUID(), at, sentAt: at, type, data });
