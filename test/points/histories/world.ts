/** What a history has come to: the reference's books of both brands, what was said, and what was asked. */
import { figures } from './environment.ts';
import type { History } from './histories.ts';
import { type Books, type Message, openBooks, type Wish } from './reference.ts';

export const customers = ['c-1', 'c-2'] as const;
export const cards = ['card-a', 'card-b'] as const;

export interface Order {
  readonly id: string;
  readonly customerId: string;
  readonly lines: readonly { readonly line: string; readonly class: string; readonly paid: number }[];
}

export interface Brand {
  readonly id: string;
  readonly books: Books;
  readonly orders: Order[];
  /** Said, and not arrived yet. */
  readonly underWay: Message[];
  readonly arrived: Message[];
  readonly wishes: Wish[];
  /** How the product calls what a request made. */
  readonly names: Map<string, string>;
}

export interface World {
  now: number;
  counted: number;
  readonly brands: readonly [Brand, Brand];
  /** What happened, in words. */
  readonly lines: string[];
}

function newBrand(id: string): Brand {
  const books = openBooks(figures[id] as Books['figures']);
  books.holders.set('c-1', { zone: 'Europe/Madrid', greeted: new Set() });
  books.holders.set('c-2', { zone: 'Atlantic/Canary', greeted: new Set() });
  return { id, books, orders: [], underWay: [], arrived: [], wishes: [], names: new Map() };
}

export const newWorld = ({ brands: [first, second], begins }: History): World => ({
  now: Date.parse(begins),
  counted: 0,
  brands: [newBrand(first), newBrand(second)],
  lines: [],
});

/** The instants ahead at which something changes or just about does. */
export function bordersOf({ brands, now }: World): number[] {
  const day = 86_400_000;
  const borders = brands.flatMap(({ books: { alarms, lots, orders, serials, figures } }) => [
    ...alarms.map(({ due }) => due),
    ...lots.filter(({ points }) => points > 0).map(({ until }) => until),
    ...[...orders.map(({ paidAt }) => paidAt), ...serials.map(({ at }) => at)].map(
      (at) => at + figures.withinDays * day,
    ),
  ]);
  return [...new Set(borders)].filter((at) => at > now).sort((a, b) => a - b);
}
