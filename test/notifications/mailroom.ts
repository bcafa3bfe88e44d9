import type { Event } from '#events/event.ts';
import { pointsEarned } from '#events/points/points.earned.ts';
import type { Item } from '#layers/table/change.ts';
import { envelopeOf, eventItem, say } from '#layers/table/event-item.ts';
import { Timer } from '#layers/table/timer.ts';
import { local } from '../../infra/names.ts';
import type { Visitor } from '../../tools/demo/visitor.ts';
import { origin } from '../support/origins.ts';
import { driver, driverOf, type WorldDriver } from '../world/driver.ts';
import { newWorld } from '../world/world.ts';

const password = 'Vuelta-2026!';
const morning = '2026-11-22T09:00:00.000Z';

/** A world seen from where its mails are made. Mails that had ended before it is looked at do not show. */
export interface Mailroom {
  readonly here: WorldDriver;
  readonly brand: string;
  /** Ana's address. */
  readonly to: string;
  readonly customerId: string;
  /** Ana, who has signed in. She can in the world in which she registered, as only the table goes from one to another. */
  signsIn(): Promise<Visitor>;
  /** The capability that mails hears all of it at the same moment, and whatever comes of it comes. */
  hears(...events: Event[]): Promise<void>;
  /** It hears all of it, and the minutes pass in which a receipt waits for others. */
  gathers(...events: Event[]): Promise<void>;
  /** A timer's message comes, besides those that the sweeper sends. */
  fires(timer: Timer | undefined): void;
  /** Time passes until nothing is on its way and no timer is due any more. */
  settles(): Promise<void>;
  /** Time passes until the clocks of Madrid show `time` next, and what is due then has happened. */
  passesTo(time: string): Promise<void>;
  /** The timers of what is held. */
  timers(): Timer[];
  /** The mails to somebody, or to all, as the product keeps them. */
  mails(customerId?: string): Item[];
  /** The templates of what left, in the order in which it left. */
  left(): string[];
  /** What was said of mails, in no order. */
  said(): string[];
  /** The events by which it was said. */
  saidOfMails(): Event[];
  /** What was put aside of what the capability that mails was given. */
  dead(): unknown[];
  /** All that lies in the table. */
  items(): Item[];
}

/** A world of a Sunday morning, in which nobody has registered. */
export async function emptyMailroom({ brand = 'retorno', seed = 1 } = {}): Promise<Mailroom> {
  const here = await driver({ seed, start: morning });
  return mailroomIn(here, { brand, to: `ana@${brand}.example`, customerId: '' });
}

/** Ana asks to be registered, and does not follow the link in her welcome. */
export async function asks({ here, brand, to }: Mailroom): Promise<string> {
  const body = { name: 'Ana', email: to, password };
  const { body: answer } = await here
    .stranger(brand)
    .send<{ customerId: string }>('POST', '/api/open/customers', body, 'ana');
  await here.quiet();
  return answer.customerId;
}

/** A world in which Ana has registered. */
export async function mailroom({ brand = 'retorno', seed = 1, confirms = true } = {}): Promise<Mailroom> {
  const empty = await emptyMailroom({ brand, seed });
  const { here } = empty;
  if (!confirms) return mailroomIn(here, { brand, to: empty.to, customerId: await asks(empty) });
  const { email, customerId } = await here.registers(brand, 'ana', 'Ana');
  await here.travelTo('11:00');
  return mailroomIn(here, { brand, to: email, customerId });
}

/** A world that begins with the table and at the time of another, in which nothing is on its way. */
export async function asIn({ here, items, ...ana }: Mailroom, seed = 2): Promise<Mailroom> {
  const world = await newWorld({ seed, start: await here.now(), items: items() });
  return mailroomIn(driverOf(world), ana);
}

/**
 * Of what is planned for calls of the product, from now on only the capability that mails meets with it. What the sweeper and
 * the outbox call is cut off elsewhere.
 */
export function onlyMails({ here: { world } }: Mailroom): void {
  const { fate } = world.scheduler;
  world.scheduler.fate = (call) => (call.process?.name.startsWith('notifications/') ? fate(call) : 'answered');
}

function mailroomIn(here: WorldDriver, ana: Pick<Mailroom, 'brand' | 'to' | 'customerId'>): Mailroom {
  const { table, queues, mail } = here.world;
  const leftBefore = mail.left.length;
  const place = ({ pk, sk }: Item) => `${pk}\n${sk}`;
  const before = new Set([...table.items()].filter(({ state }) => state !== 'held').map(place));
  const isNew = (item: Item) => !before.has(place(item));
  const found = (start: string) => [...table.items()].filter((item) => item.pk.startsWith(start));
  const timers = () => found(`timer#notifications#`).map((item) => Timer.parse(item));
  const saidOfMails = () =>
    found(`event#${ana.brand}#`)
      .filter((item) => `${item.type}`.startsWith('notification.') && isNew(item))
      .map(envelopeOf);
  const templates = () => new Map(found('notifications#').map(({ mailId, template }) => [mailId, `${template}`]));
  async function settles(): Promise<void> {
    await here.quiet();
    const due = () => timers().some(({ dueAt }) => Date.parse(dueAt) <= here.world.scheduler.now());
    for (let minutes = 0; due(); minutes++) {
      if (minutes === 60) throw new Error('timers are due for ever');
      await here.travel('PT1M');
    }
  }
  async function hears(...events: Event[]): Promise<void> {
    for (const detail of events) queues.put(local.queueName('notifications', 'events'), JSON.stringify({ detail }));
    await here.quiet();
  }
  return {
    here,
    ...ana,
    hears,
    async gathers(...events) {
      await hears(...events);
      await here.travel('PT5M');
      await settles();
    },
    settles,
    signsIn: () => here.as({ brand: ana.brand, role: 'customer', username: ana.to, password }),
    timers,
    saidOfMails,
    items: () => [...table.items()],
    fires: (timer) => queues.put(local.queueName('notifications', 'timers'), JSON.stringify(timer)),
    async passesTo(time) {
      await here.travelTo(time);
      await settles();
    },
    mails: (customerId = '') =>
      found(`notifications#${ana.brand}#customer#${customerId}`).filter(
        (item) => item.sk.startsWith('mail#') && isNew(item),
      ),
    left() {
      const of = templates();
      return mail.left.slice(leftBefore).flatMap(({ mime }) => of.get(mailIdIn(mime)) ?? []);
    },
    said: () =>
      saidOfMails().map(({ data }) => {
        const { template, reason = 'sent' } = data as { template: string; reason?: string };
        return `${template}: ${reason}`;
      }),
    dead: () => queues.names().flatMap((name) => (/-notifications-.*-dead$/.test(name) ? queues.bodies(name) : [])),
  };
}

/** The product's own id of a mail stands in its head. */
export const mailIdIn = (mime: Uint8Array): string =>
  /^Message-ID: <([^@]+)@/m.exec(Buffer.from(mime).toString('latin1'))?.[1] ?? '';

/** Somebody earned 27 points with what they threw in. */
export function earnedBy({ brand, customerId }: Pick<Mailroom, 'brand' | 'customerId'>, id = 'e-1'): Event {
  const cause = { id, subject: 'device#rvm-0001', time: '2026-11-22T10:00:00.000Z' };
  const data = { ...pointsEarned.example, accountId: customerId };
  return envelopeOf(
    eventItem(
      origin({ brand, owner: 'points', cause }),
      say(pointsEarned, { about: customerId, effect: 'containers', data }),
    ),
  );
}
