export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export type Item = Key & { readonly [field: string]: unknown };

/** What must hold of the stored item for a change to be made. All of it must. */
export interface Condition {
  readonly exists?: readonly string[];
  readonly absent?: readonly string[];
  readonly equals?: { readonly [field: string]: unknown };
  readonly atLeast?: { readonly [field: string]: number | string };
  /** Holds also where the field is absent. */
  readonly below?: { readonly [field: string]: number | string };
}

/** What to throw when the condition fails, given the item as it stands. Without it, or where it gives nothing: `ConditionFailed`. */
export type OrElse = (stored: Item | undefined) => Error | undefined;

interface Conditional {
  readonly when?: Condition;
  readonly orElse?: OrElse;
}

export interface Create extends Conditional {
  readonly kind: 'create';
  readonly item: Item;
}

export interface Update extends Conditional {
  readonly kind: 'update';
  readonly key: Key;
  readonly set?: { readonly [field: string]: unknown };
  readonly add?: { readonly [field: string]: number };
  readonly remove?: readonly string[];
}

export interface Remove extends Conditional {
  readonly kind: 'remove';
  readonly key: Key;
}

export type Change = Create | Update | Remove;

/** A new item; fails if its key is taken. */
export const create = (item: Item, orElse?: OrElse): Create => ({ kind: 'create', item, orElse });

/** Changes fields of an item, which comes into being if nothing in `when` asks that it exist. */
export const update = (key: Key, how: Omit<Update, 'kind' | 'key'>): Update => ({ kind: 'update', key, ...how });

export const remove = (key: Key, how: Conditional = {}): Remove => ({ kind: 'remove', key, ...how });

/**
 * A condition of a change did not hold. Its message names the change without ids; the rest is kept from loggers, which print
 * the fields of an error.
 */
export class ConditionFailed extends Error {
  readonly #change: Change;
  readonly #stored: Item | undefined;
  constructor(change: Change, stored: Item | undefined) {
    super(`the condition of ${nameOf(change)} does not hold`);
    this.name = 'ConditionFailed';
    this.#change = change;
    this.#stored = stored;
  }
  get change(): Change {
    return this.#change;
  }
  get stored(): Item | undefined {
    return this.#stored;
  }
}

/** The kind of a change and what its item is, such as `create points#<brand>#account`: no id comes so early in a key. */
function nameOf(change: Change): string {
  const { pk } = change.kind === 'create' ? change.item : change.key;
  return `${change.kind} ${pk.split('#', 3).join('#')}`;
}
