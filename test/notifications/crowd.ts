import type { Event } from '#events/event.ts';
import { pointsEarned } from '#events/points/points.earned.ts';
import { personKey } from '#layers/published/customers/person.ts';
import type { Item } from '#layers/table/change.ts';
import { envelopeOf, eventItem, say } from '#layers/table/event-item.ts';
import { later } from '#layers/time/clock.ts';
import { origin } from '../support/origins.ts';
import { asIn, type Mailroom, mailIdIn, mailroom } from './mailroom.ts';

/** A mailroom in which many people live beside Ana, each with a confirmed address. */
export interface Crowd extends Mailroom {
  /** What each of them earns at so many deposits, one a second, from an instant on: everybody's first, then everybody's second … */
  earn(deposits: number, from: string): Event[];
  /** The receipts that left, by reader in the order in which they left: when what each tells of happened. */
  receipts(): Map<string, string[]>;
}

/** So many people beside Ana, when the clocks of Madrid show `time` next. */
export async function crowd(people: number, time: string): Promise<Crowd> {
  const room = await mailroom();
  await room.here.travelTo(time);
  const { brand, customerId } = room;
  const items = room.items();
  const { pk } = personKey(brand, customerId);
  const ana = items.find((item) => item.pk === pk) as Item;
  const ids = Array.from({ length: people }, (_, n) => `c-${n}`);
  const others = ids.map((id) => ({
    ...ana,
    ...personKey(brand, id),
    customerId: id,
    email: `${id}@${brand}.example`,
  }));
  const full = await asIn({ ...room, items: () => [...items, ...others] });
  return {
    ...full,
    earn: (deposits, from) =>
      Array.from({ length: deposits }, (_, n) => ids.map((id) => earned(brand, id, later(from, n * 1_000)))).flat(),
    receipts() {
      const ofReceipts = full.mails().filter(({ template }) => template === 'deposit-receipt');
      const mails = new Map(ofReceipts.map((mail) => [mail.mailId, mail]));
      const left = full.here.world.mail.left.flatMap(({ mime }) => mails.get(mailIdIn(mime)) ?? []);
      const byReader = Map.groupBy(left, (mail) => `${mail.customerId}`);
      return new Map([...byReader].map(([reader, theirs]) => [reader, theirs.map(({ at }) => `${at}`)]));
    },
  };
}

function earned(brand: string, customerId: string, time: string): Event {
  const cause = { id: `e-${customerId}`, subject: 'device#rvm-0001', time };
  const data = { ...pointsEarned.example, accountId: customerId };
  const said = say(pointsEarned, { about: customerId, effect: 'containers', data });
  return envelopeOf(eventItem(origin({ brand, owner: 'points', cause }), said));
}
