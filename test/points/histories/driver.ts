/** Tells one history to the product and to the reference, and compares after every command what a customer would see. */
import { compared } from './comparison.ts';
import { customersSay } from './customers.ts';
import type { Command, Happening, History } from './histories.ts';
import { newLedger } from './invariants.ts';
import { arrived, asIsTooOld, wished } from './messengers.ts';
import { waited } from './passing-time.ts';
import { person, type Stage, written } from './product.ts';
import type { Wish } from './reference.ts';
import { altered, messageOf, wishOf } from './sayings.ts';
import { say, type Told } from './stage.ts';
import { type Brand, newWorld, type World } from './world.ts';

/** The history as it went, and what went wrong with it. */
export class Broken extends Error {
  constructor(history: History, lines: readonly string[], problem: string) {
    super([`${history.brands.join(' and ')}, from ${history.begins}:`, ...lines, problem].join('\n'));
    this.name = 'Broken';
  }
}

/** Throws `Broken` where product and reference part ways, or an invariant does not hold. */
export async function tell(history: History, stage: Stage): Promise<World> {
  const world = newWorld(history);
  const all: Told = { ...stage, world, ledger: newLedger() };
  try {
    for (const { id, books } of world.brands) {
      for (const [customer, { zone }] of books.holders) {
        await written(stage, id, customer, person(customer, zone));
      }
    }
    for (const command of history.commands) {
      if (await obeyed(all, command)) await compared(all, command);
    }
    return world;
  } catch (error) {
    throw new Broken(history, world.lines, error instanceof Broken ? error.message : `${(error as Error).stack}`);
  }
}

/** Whether there was anything to do. */
async function obeyed(all: Told, command: Command): Promise<boolean> {
  const { world } = all;
  if (command.do === 'wait') return waited(all, command);
  const brand = world.brands[command.second ? 1 : 0];
  await all.place.passTo(world.now);
  const done = await happened(all, brand, command);
  world.now += 1000;
  return done;
}

async function happened(all: Told, brand: Brand, happening: Happening): Promise<boolean> {
  switch (happening.do) {
    case 'redeem':
    case 'cancel':
    case 'adjust':
    case 'approve': {
      const wish = wishOf(all.world, brand, happening);
      return wish !== undefined && wished(all, brand, wish);
    }
    case 'link':
    case 'give back':
    case 'register':
    case 'birthday':
    case 'move':
      return customersSay(all, brand, happening);
    case 'again':
      return again(all, brand, happening);
    case 'arrive': {
      const [message] = brand.underWay.splice(happening.nth % Math.max(1, brand.underWay.length), 1);
      return message !== undefined && !asIsTooOld(all, message) && arrived(all, brand, message);
    }
    default: {
      const message = messageOf(all.world, brand, happening);
      if (message === undefined) return false;
      if (!happening.late) return arrived(all, brand, message);
      say(all, `${brand.id}: under way: ${message.type} ${JSON.stringify(message.data)}`);
      brand.underWay.push(message);
      return false;
    }
  }
}

async function again(all: Told, brand: Brand, { nth, altered: other }: Happening & { do: 'again' }): Promise<boolean> {
  const wishes = brand.wishes.length;
  if (!other && nth < 4 && wishes > 0) return wished(all, brand, brand.wishes[wishes - 1 - (nth % wishes)] as Wish);
  const message = brand.arrived.at(-1 - (nth % Math.max(1, brand.arrived.length)));
  const told = message && (other ? altered(message) : message);
  return told !== undefined && arrived(all, brand, told);
}
