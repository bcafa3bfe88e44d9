/** What the day of a brand without machines consists of, as plain data. `who` is the number of a customer, from 0. */

/** Something that was bought, and what has become of it until now. Money is in cents. */
export interface Order {
  readonly id: string;
  readonly who: number;
  readonly paidDaysAgo: number;
  /** Absent: it is on its way. */
  readonly deliveredDaysAgo?: number;
  readonly lines: readonly {
    readonly class: string;
    readonly paid: number;
    /** So much of it is paid back today. */
    readonly refunded?: number;
  }[];
}

/** A device that its customer sends back today, and how far it comes. */
export interface TakeBack {
  readonly who: number;
  /** Absent: the device that the customer has claimed. */
  readonly serial?: string;
  readonly reason?: string;
  readonly comesTo: 'label-sent' | 'in-transit' | 'received' | 'recycled' | 'refurbished';
}

export interface Story {
  readonly brand: string;
  readonly customers: number;
  readonly orders: readonly Order[];
  readonly takeBacks: readonly TakeBack[];
}

/** How a day went: what differs from what it must come to, in words, and what there is to see now. */
export interface Told {
  readonly differences: readonly string[];
  readonly summary: string;
}
