/** A world in which somebody of MicroSmile has a brush to send back, and what is to be looked at behind its curtain. */
import './quick-papers.ts';
import { orderPaid } from '#events/billing/order.paid.ts';
import type { Event } from '#events/event.ts';
import type { Item } from '#layers/table/change.ts';
import { envelopeOf, say } from '#layers/table/event-item.ts';
import { retriesInOutage } from '../../infra/states-language.ts';
import { driver, type WorldDriver } from '../world/driver.ts';
import { endFaults } from '../world/faults.ts';
import { type Desk, deskOf, type Sender, sender } from './returns.ts';

export const brand = 'microsmile';

/** The longest that a case waits for a timer to make up for what was cut off. */
export const madeUpFor = 'PT45M';

export interface Returning {
  readonly here: WorldDriver;
  readonly desk: Desk;
  readonly ana: Sender;
}

/** Ana, whose toothpaste of 20 € will count double when her brush was recycled. */
export async function returning(how: { seed?: number; start?: string } = {}): Promise<Returning> {
  const here = await driver(how);
  const desk = await deskOf(here, brand);
  const ana = await sender(here, brand, 'ana');
  const { customerId } = ana.person;
  const line = { line: '1', class: 'consumable', paid: 2_000 };
  const data = { orderId: 'o-1', customerId, currency: 'EUR', paid: 2_000, lines: [line] };
  await here.says(brand, say(orderPaid, { about: 'o-1', effect: 'paid', data }), { id: 'order' });
  await here.quiet();
  return { here, desk, ana };
}

const itemsOf = ({ here }: Returning, start: string): Item[] =>
  [...here.world.table.items()].filter(({ pk }) => pk.startsWith(start));

/** What was said at the brand. */
export const eventsOf = (found: Returning): Event[] => itemsOf(found, `event#${brand}#`).map(envelopeOf);

/** What was said of cases. */
export const saidOfCases = (found: Returning): string[] =>
  eventsOf(found).flatMap(({ type }) => (type.startsWith('case.') ? type : []));

/** How many messages were put aside, of whatever capability. */
export const putAside = ({ here: { world } }: Returning): number =>
  world.queues.names().reduce((sum, name) => sum + (name.endsWith('-dead') ? world.queues.depth(name) : 0), 0);

/** So often a step is tried, the first time included (`infra/states-language.ts`). */
const tries = 1 + retriesInOutage;

/** Ana asks for a label, and the step that makes it fails until nobody tries any more. The case's id. */
export async function labelFailsForGood({ here, ana }: Returning, serial: string): Promise<string> {
  let failed = 0;
  here.world.scheduler.fate = ({ process }) =>
    process?.name.startsWith('recycling/on-step') && ++failed <= tries ? 'fails' : 'answered';
  const { body } = await ana.asks({ serial });
  await here.quiet();
  endFaults(here.world);
  return body.id;
}
