/**
 * One day of a network of machines as plain data: what is published, by whom and in which order, with everything that
 * goes wrong on a real day. Made from a seed, so that the same day can be told again.
 */
import { seeded } from '../seeded.ts';

/** One publication. `sentAt` is stamped as it leaves, `clockOff` seconds wrong. */
export interface Publication {
  readonly machine: string;
  /** In which part of the day it is sent: as it happens, in the evening from a buffer, or hours later once more. */
  readonly part: 'day' | 'buffer' | 'late';
  readonly clockOff: number;
  /** The message without `sentAt`; a text where the machine sent something that is no message. */
  readonly message: Message | string;
}

export interface Message {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly data: unknown;
}

export interface DayPlan {
  readonly seed: number;
  readonly deposits: number;
  readonly machines: readonly string[];
  /** Ids of customers and numbers of cards. */
  readonly customers: readonly string[];
  readonly cards: readonly string[];
  /** The last moment of the day; it lasts 14 hours. */
  readonly until: string;
}

const materials: [string, number][] = [
  ['pet', 28],
  ['can', 14],
  ['glass', 350],
  ['carton', 30],
  ['unknown-film', 5],
];

/** 5 % sent twice, 2 % once more hours later, neighbours swapped, 1 % malformed, some clocks off, two machines cut off at noon. */
export function makeDay({ seed, deposits, machines, customers, cards, until }: DayPlan): Publication[] {
  const random = seeded(seed);
  const one = <Choice>(choices: readonly Choice[]): Choice => choices[Math.floor(random() * choices.length)] as Choice;
  const length = 14 * 3_600_000;
  const start = Date.parse(until) - length;
  const cutOff = new Set(machines.slice(0, 2));
  const day: Publication[] = [];
  const late: Publication[] = [];
  for (let n = 0; n < deposits; n++) {
    const machine = one(machines);
    const moment = start + Math.floor((n / deposits) * length);
    const items = Array.from({ length: 1 + Math.floor(random() * 12) }, () => {
      const [material, grams] = one(materials);
      return { material, grams: grams + Math.floor(random() * 5) };
    });
    const citizen = random() < 0.5 ? { customerId: one(customers) } : { card: one(cards) };
    const message = {
      id: `d-${seed}-${n}`,
      at: new Date(moment).toISOString(),
      type: 'deposit',
      data: { citizen, items },
    };
    const part = cutOff.has(machine) && n > deposits / 2 ? 'buffer' : 'day';
    const clockOff = n % 200 === 77 ? one([-4000, 900, 86_400]) : Math.floor(random() * 120) - 60;
    const publication: Publication = { machine, part, clockOff, message };
    const fate = ((n * 37) % 100) / 100; // each share exactly, spread over the day
    if (fate < 0.01) day.push({ ...publication, message: one(malformed)(message) });
    else day.push(publication);
    if (fate >= 0.01 && fate < 0.06) day.push(publication);
    if (fate >= 0.06 && fate < 0.08) late.push({ ...publication, part: 'late', clockOff: 0 });
  }
  for (let n = 1; n < day.length; n++) {
    if (random() < 0.2) [day[n - 1], day[n]] = [day[n] as Publication, day[n - 1] as Publication];
  }
  return [...day.filter(({ part }) => part === 'day'), ...day.filter(({ part }) => part === 'buffer'), ...late];
}

const malformed: ((message: Message) => Message | string)[] = [
  () => '{"id": "cut of',
  () => '',
  ({ id }) => `[${JSON.stringify(id)}]`,
  (message) => ({ ...message, id: `bad-${message.id}`, data: { items: [] } }),
  (message) => ({
    ...message,
    id: `bad-${message.id}`,
    data: { ...(message.data as object), items: [{ material: 'pet', grams: -3 }] },
  }),
  (message) => ({ ...message, id: `bad id ${message.id}` }),
];
