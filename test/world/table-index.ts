import type { Item } from '#layers/table/change.ts';
import { placeOf } from './table-keys.ts';
import { byBytes } from './table-partition.ts';

/** By how many milliseconds an index is behind a write. */
export type Lag = () => number;

interface Pending {
  readonly at: number;
  readonly place: string;
  readonly item: Item | undefined;
}

/** A sparse index: items that have both of its keys, eventually. What is behind shows an item as it was, or not at all. */
export class TableIndex {
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly #now: () => number;
  readonly #lag: Lag;
  readonly #shown = new Map<string, Item>();
  /** The items of each partition in the order of the sort key. */
  readonly #partitions = new Map<string, Item[]>();
  #behind: Pending[] = [];
  /** When the first of what is behind is shown, and when the last of each item is. */
  #nextAt: number | undefined;
  readonly #lastAt = new Map<string, number>();
  /** What `first` gave last, until something changes. */
  #first: { readonly key: string | undefined } | undefined;

  constructor(partitionKey: string, sortKey: string, now: () => number, lag: Lag) {
    this.partitionKey = partitionKey;
    this.sortKey = sortKey;
    this.#now = now;
    this.#lag = lag;
  }

  change(place: string, before: Item | undefined, item: Item | undefined): void {
    if (!this.#has(before) && !this.#has(item)) return;
    // Changes of one item never overtake one another.
    const at = Math.max(this.#lastAt.get(place) ?? 0, this.#now() + this.#lag());
    this.#first = undefined;
    this.#behind.push({ at, place, item: this.#has(item) ? item : undefined });
    this.#lastAt.set(place, at);
    this.#nextAt = Math.min(this.#nextAt ?? at, at);
    this.#catchUp();
  }

  /** The items of an index partition in the order of its sort key. */
  inOrder(partition: string): readonly Item[] {
    this.#catchUp();
    return this.#partitions.get(partition) ?? [];
  }

  /** The smallest sort key of all, also of what is behind. */
  first(): string | undefined {
    this.#first ??= { key: this.#smallest() };
    return this.#first.key;
  }

  #smallest(): string | undefined {
    const waiting = this.#behind.flatMap(({ item }) => (item === undefined ? [] : [this.#sortOf(item)]));
    const shown = [...this.#partitions.values()].flatMap(([first]) =>
      first === undefined ? [] : [this.#sortOf(first)],
    );
    return [...shown, ...waiting].reduce<string | undefined>(
      (first, key) => (first === undefined || key < first ? key : first),
      undefined,
    );
  }

  nextAt(): number | undefined {
    this.#catchUp();
    return this.#nextAt;
  }

  #has(item: Item | undefined): boolean {
    return typeof item?.[this.partitionKey] === 'string' && typeof item[this.sortKey] === 'string';
  }

  #sortOf = (item: Item): string => item[this.sortKey] as string;

  #catchUp(): void {
    const now = this.#now();
    if (this.#nextAt === undefined || this.#nextAt > now) return;
    const due = this.#behind.filter(({ at }) => at <= now);
    this.#behind = this.#behind.filter(({ at }) => at > now);
    this.#nextAt = this.#behind.reduce<number | undefined>((next, { at }) => Math.min(next ?? at, at), undefined);
    this.#first = undefined;
    for (const { place, item, at } of due) {
      this.#show(place, item);
      if (this.#lastAt.get(place) === at) this.#lastAt.delete(place);
    }
  }

  #show(place: string, item: Item | undefined): void {
    const shown = this.#shown.get(place);
    if (shown !== undefined) {
      const items = this.#partitions.get(shown[this.partitionKey] as string) as Item[];
      items.splice(this.#placeIn(items, shown), 1);
    }
    this.#shown.delete(place);
    if (item === undefined) return;
    this.#shown.set(place, item);
    const partition = item[this.partitionKey] as string;
    const items = this.#partitions.get(partition) ?? [];
    items.splice(this.#placeIn(items, item), 0, item);
    this.#partitions.set(partition, items);
  }

  /** Where an item stands among those of its partition, or would stand. */
  #placeIn(items: readonly Item[], item: Item): number {
    let [from, to] = [0, items.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#order(items[middle] as Item, item) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #order = (one: Item, other: Item): number =>
    byBytes(this.#sortOf(one), this.#sortOf(other)) || byBytes(placeOf(one), placeOf(other));
}
