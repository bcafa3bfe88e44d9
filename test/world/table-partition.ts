import type { Item } from '#layers/table/change.ts';

/** The items under one partition key, in the order of their sort keys: by bytes, as DynamoDB sorts texts. */
export class TablePartition {
  readonly #items = new Map<string, Item>();
  #ordered: Item[] | undefined;

  get(sk: string): Item | undefined {
    return this.#items.get(sk);
  }

  set(sk: string, item: Item | undefined): void {
    this.#ordered = undefined;
    if (item === undefined) this.#items.delete(sk);
    else this.#items.set(sk, item);
  }

  inOrder(): readonly Item[] {
    this.#ordered ??= [...this.#items.entries()].sort(([a], [b]) => byBytes(a, b)).map(([, item]) => item);
    return this.#ordered;
  }
}

/** UTF-8 sorts as code points do; JavaScript compares by UTF-16, which differs beyond the basic plane only. */
export function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  const beyond = /[\ud800-\udfff]/;
  if (beyond.test(a) || beyond.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}
