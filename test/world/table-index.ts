import type { Item } from '#layers/table/change.ts';
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
  readonly #partitions = new Map<string, Map<string, Item>>();
  #behind: Pending[] = [];
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
    const last = this.#behind.findLast((each) => each.place === place)?.at ?? 0;
    const at = Math.max(last, this.#now() + this.#lag());
    this.#first = undefined;
    this.#behind.push({ at, place, item: this.#has(item) ? item : undefined });
    this.#catchUp();
  }

  /** The items of an index partition in the order of its sort key. */
  inOrder(partition: string): readonly Item[] {
    this.#catchUp();
    const items = [...(this.#partitions.get(partition)?.entries() ?? [])];
    const sort = (item: Item): string => item[this.sortKey] as string;
    return items.sort(([p, a], [q, b]) => byBytes(sort(a), sort(b)) || byBytes(p, q)).map(([, item]) => item);
  }

  /** The smallest sort key of all, also of what is behind. */
  first(): string | undefined {
    this.#first ??= { key: this.#smallest() };
    return this.#first.key;
  }

  #smallest(): string | undefined {
    let first: string | undefined;
    const waiting = this.#behind.flatMap(({ item }) => (item === undefined ? [] : [item]));
    for (const item of [...this.#shown.values(), ...waiting]) {
      const key = item[this.sortKey] as string;
      if (first === undefined || key < first) first = key;
    }
    return first;
  }

  nextAt(): number | undefined {
    this.#catchUp();
    return this.#behind.length === 0 ? undefined : Math.min(...this.#behind.map(({ at }) => at));
  }

  #has(item: Item | undefined): boolean {
    return typeof item?.[this.partitionKey] === 'string' && typeof item[this.sortKey] === 'string';
  }

  #catchUp(): void {
    if (this.#behind.length === 0) return;
    const now = this.#now();
    const due = this.#behind.filter(({ at }) => at <= now);
    this.#behind = this.#behind.filter(({ at }) => at > now);
    if (due.length > 0) this.#first = undefined;
    for (const { place, item } of due) this.#show(place, item);
  }

  #show(place: string, item: Item | undefined): void {
    const shown = this.#shown.get(place);
    if (shown !== undefined) this.#partitions.get(shown[this.partitionKey] as string)?.delete(place);
    this.#shown.delete(place);
    if (item === undefined) return;
    this.#shown.set(place, item);
    const partition = item[this.partitionKey] as string;
    const items = this.#partitions.get(partition) ?? new Map<string, Item>();
    this.#partitions.set(partition, items.set(place, item));
  }
}
