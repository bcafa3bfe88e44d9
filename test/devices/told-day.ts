/** A day of deposits, told by machines of its own for citizens of its own, and what it must come to. */

import type { Person } from '../../tools/cloud/stack.ts';
import { sumOf } from '../../tools/demo/day/deposit-sum.ts';
import { makeDay, type Publication } from '../../tools/demo/day/deposits.ts';
import type { Visitor } from '../../tools/demo/visitor.ts';
import { linkCard } from '../support/cards.ts';
import type { Aside, Device, Driver } from '../support/driver.ts';

export interface DaySize {
  readonly seed: number;
  readonly deposits: number;
  readonly citizens: number;
  readonly machines: number;
}

export interface ToldDay {
  readonly day: readonly Publication[];
  /** How many messages of it can never count. */
  readonly hopeless: number;
  /** Publishes the day, then the buffers of the machines that were cut off, then, five hours on, what is replayed. */
  tell(): Promise<void>;
  /** What differs between the citizens' balances and the day's own sum, in words; empty where nothing does. */
  differences(): Promise<string[]>;
  /** What was put aside of its messages. */
  aside(): Promise<Aside[]>;
  /** The points of all citizens, by the day's own sum. */
  readonly points: number;
  /** How many deposits count. */
  readonly counted: number;
}

interface Citizen {
  readonly person: Person;
  readonly visitor: Visitor;
  /** A customer id and the numbers of cards. */
  readonly holds: readonly string[];
}

/** So many publications are under way at once. */
const inFlight = 20;

/** Plans a day of retorno; two thirds of the citizens have a card too. */
export async function planDay(here: Driver, story: string, size: DaySize): Promise<ToldDay> {
  const devices = new Map<string, Device>();
  for (let n = 0; n < size.machines; n++) {
    const device = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
    devices.set(device.deviceId, device);
  }
  const [machine] = [...devices.values()] as [Device];
  const people = await citizens(here, machine, story, size.citizens);
  const day = makeDay({
    ...{ seed: size.seed, deposits: size.deposits, machines: [...devices.keys()] },
    customers: people.map(({ person }) => person.customerId),
    cards: people.flatMap(({ holds }) => holds.slice(1)),
    until: new Date(Date.parse(await here.now()) - 600_000).toISOString(),
  });
  const { earnedBy, deposits, deadLetters } = sumOf(day);
  return {
    day,
    hopeless: deadLetters,
    counted: deposits,
    points: people.reduce((sum, { holds }) => sum + earnedBy(holds), 0),
    tell: () => tellDay(here, devices, day),
    async differences() {
      const found: string[] = [];
      for (const { person, visitor, holds } of people) {
        const { body } = await visitor.get<{ active: number }>('/api/points/balance');
        const expected = earnedBy(holds);
        if (body.active !== expected)
          found.push(`${person.username} has ${body.active} points; the day comes to ${expected}`);
      }
      return found;
    },
    aside: async () => (await here.aside('devices')).filter(({ body }) => devices.has(deviceIn(body))),
  };
}

const deviceIn = (body: string): string => (JSON.parse(body) as { topic: string }).topic.split('/')[3] ?? '';

async function citizens(here: Driver, machine: Device, story: string, count: number): Promise<Citizen[]> {
  const [first = 0] = crypto.getRandomValues(new Uint32Array(1));
  const all: Citizen[] = [];
  for (let n = 0; n < count; n++) {
    const person = await here.registers('retorno', story);
    const visitor = await here.as(person);
    const cards = n < (count * 2) / 3 ? [String(10_000_000_000 + first * 1_000 + n)] : [];
    for (const number of cards) {
      const { status } = await linkCard(here, machine, visitor, number);
      if (status !== 201) throw new Error(`the card of ${person.username} was not linked`);
    }
    all.push({ person, visitor, holds: [person.customerId, ...cards] });
  }
  return all;
}

async function tellDay(here: Driver, devices: ReadonlyMap<string, Device>, day: readonly Publication[]): Promise<void> {
  for (const part of ['day', 'buffer', 'late'] as const) {
    const publications = day.filter((publication) => publication.part === part);
    if (part === 'late' && publications.length > 0) await here.travel('PT5H');
    for (let at = 0; at < publications.length; at += inFlight) {
      const now = Date.parse(await here.now());
      await Promise.all(
        publications.slice(at, at + inFlight).map(({ machine, clockOff, message }) => {
          const sentAt = new Date(now + clockOff * 1000).toISOString();
          const body = typeof message === 'string' ? message : JSON.stringify({ ...message, sentAt });
          return devices.get(machine)?.publishes('deposit', body);
        }),
      );
    }
    await here.quiet();
  }
}
