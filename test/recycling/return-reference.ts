/**
 * What becomes of a return, written down apart from the product: it imports nothing of it. A return stands somewhere, and
 * what is told moves it on, is nothing, or is refused. Times are days since the label was made.
 */
export type Told =
  | 'carrier has it'
  | 'carrier lost it'
  | 'received'
  | 'counted as announced'
  | 'counted with one missing'
  | 'counted with another device'
  | 'counted as empty'
  | 'taken as it came'
  | 'not taken'
  | 'recycled'
  | 'refurbished'
  | 'rejected'
  | 'called off'
  | 'extended'
  | 'sent back';

type Place =
  | { readonly at: 'home' | 'gone' | 'astray'; readonly since: number }
  | { readonly at: 'house' | 'counted' | 'review' | 'going back' | 'over' };

export class Return {
  place: Place = { at: 'home', since: 0 };
  result: 'recycled' | 'refurbished' | 'rejected' | 'cancelled' | 'expired' | 'lost' | undefined;
  readonly devices: number;
  #extended = false;
  #expired: number | undefined;
  #calledOff = false;
  #arrived = false;
  #count: Told | undefined;
  #accepted = false;
  #decided: Told | undefined;
  #sentBack = false;
  #carrierSaw = Number.NEGATIVE_INFINITY;

  constructor(devices: number) {
    this.devices = devices;
  }

  /** Days go by until `day`: labels expire, parcels are lost, and what is neither found nor sent is given up. */
  pass(day: number): void {
    for (let before: Place | undefined; before !== this.place; ) {
      before = this.place;
      if (before.at === 'home') {
        const ends = this.#extended ? 44 : 30;
        if (this.#expired === undefined && day > ends + 1) this.#expired = ends;
        if (this.#expired !== undefined && day > this.#expired + 31) this.#ends('expired');
      }
      if (before.at === 'gone' && day > before.since + 21) this.place = { at: 'astray', since: before.since + 21 };
      if (before.at === 'astray' && day > before.since + 30) this.#ends(this.#calledOff ? 'cancelled' : 'lost');
    }
  }

  /** Whether what is told on a day is taken, be it that it says nothing new. The carrier saw it so at `seen`. */
  hears(told: Told, day: number, seen = day): boolean {
    switch (told) {
      case 'carrier has it':
      case 'carrier lost it':
        // What it saw before there was a label decides nothing.
        if (seen >= 0 && seen >= this.#carrierSaw) this.#carrierSays(told, day, seen);
        return true;
      case 'received':
        return this.#received();
      case 'taken as it came':
      case 'not taken':
        return this.#reviewed(told);
      case 'recycled':
      case 'refurbished':
      case 'rejected':
        return this.#decide(told);
      case 'called off':
        return this.#callOff();
      case 'extended':
        return this.#extend();
      case 'sent back':
        return this.#sendBack();
      case 'counted with one missing':
        // Of one device nothing is left.
        return this.#counted(this.devices === 1 ? 'counted as empty' : told);
      default:
        return this.#counted(told);
    }
  }

  /** Where a customer sees it. */
  get state(): string {
    if (this.result !== undefined) return 'closed';
    if (this.place.at === 'going back') return this.#calledOff ? 'cancelled' : 'rejected';
    if (this.#calledOff) return 'cancelled';
    const expired = this.#expired === undefined ? 'label-sent' : 'expired';
    const names = { home: expired, gone: 'in-transit', astray: 'lost', house: 'received', review: 'in-review' };
    return this.place.at === 'counted' ? 'inspected' : ((names as Record<string, string>)[this.place.at] as string);
  }

  get #empty(): boolean {
    return this.#count === 'counted as empty';
  }

  #ends(result: NonNullable<Return['result']>): void {
    this.result = result;
    this.place = { at: 'over' };
  }

  #carrierSays(told: 'carrier has it' | 'carrier lost it', day: number, seen: number): void {
    const { at } = this.place;
    this.#carrierSaw = seen;
    // What it lost it had, whether or not it said so.
    if (told === 'carrier lost it' && (at === 'home' || at === 'gone')) this.place = { at: 'astray', since: day };
    if (told === 'carrier has it' && (at === 'home' || at === 'astray')) this.place = { at: 'gone', since: day };
  }

  #received(): boolean {
    if (this.#arrived) return true;
    if (this.place.at === 'over') return false;
    this.#arrived = true;
    this.place = { at: this.#calledOff ? 'going back' : 'house' };
    return true;
  }

  #counted(told: Told): boolean {
    if (this.#count !== undefined) return this.#count === told;
    if (this.#calledOff || this.place.at === 'over') return false;
    this.#arrived = true;
    this.#count = told;
    const asAnnounced = told === 'counted as announced' || told === 'counted with one missing';
    this.place = { at: asAnnounced ? 'counted' : 'review' };
    return true;
  }

  #reviewed(told: 'taken as it came' | 'not taken'): boolean {
    if (told === 'taken as it came' && this.#accepted) return true;
    if (told === 'not taken' && this.#decided === 'rejected') return true;
    if (this.place.at !== 'review') return false;
    if (told === 'not taken') return this.#reject();
    this.#accepted = true;
    this.place = { at: 'counted' };
    return true;
  }

  #reject(): boolean {
    this.#decided = 'rejected';
    if (this.#empty) this.#ends('rejected');
    else this.place = { at: 'going back' };
    return true;
  }

  #decide(outcome: 'recycled' | 'refurbished' | 'rejected'): boolean {
    if (this.#decided !== undefined) return this.#decided === outcome;
    if (this.place.at !== 'counted') return false;
    if (outcome === 'rejected') return this.#reject();
    if (this.#empty) return false;
    this.#decided = outcome;
    this.#ends(outcome);
    return true;
  }

  #callOff(): boolean {
    if (this.#calledOff) return true;
    if (this.#decided !== undefined || this.place.at === 'over') return false;
    this.#calledOff = true;
    if (this.place.at === 'home' || this.#empty) this.#ends('cancelled');
    else if (this.#arrived) this.place = { at: 'going back' };
    return true;
  }

  #extend(): boolean {
    if (this.#extended || this.place.at !== 'home' || this.#expired !== undefined) return false;
    this.#extended = true;
    return true;
  }

  #sendBack(): boolean {
    if (this.#sentBack) return true;
    // What was called off under way may go back without anybody having told of its arrival.
    const came = this.#calledOff && (this.place.at === 'gone' || this.place.at === 'astray');
    if (this.place.at !== 'going back' && !came) return false;
    this.#arrived = true;
    this.#sentBack = true;
    this.#ends(this.#calledOff ? 'cancelled' : 'rejected');
    return true;
  }
}
