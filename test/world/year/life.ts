import { seeded } from '../../../tools/demo/seeded.ts';
import type { WorldDriver } from '../driver.ts';
import { Diary } from './diary.ts';

const hour = 3_600_000;
const day = 24 * hour;

interface Engagement {
  readonly at: number;
  readonly what: string;
  act(): Promise<void>;
}

/** A while in which people do what they do. Each habit puts its next engagement into the agenda. */
export class Life {
  readonly here: WorldDriver;
  readonly diary = new Diary();
  /** A chance of the people's own, apart from that of the world's order and faults. */
  readonly random: () => number;
  readonly end: number;
  readonly #agenda: Engagement[] = [];
  #done = 0;

  constructor(here: WorldDriver, { seed, days }: { seed: number; days: number }) {
    this.here = here;
    this.random = seeded(seed);
    this.end = here.world.scheduler.now() + days * day;
  }

  get now(): number {
    return this.here.world.scheduler.now();
  }

  /** How many engagements were kept. */
  get done(): number {
    return this.#done;
  }

  /** Something that somebody will do so many days from now, at an hour of the day at which people are about. */
  in(days: number, what: string, act: () => Promise<void>): void {
    const midnight = Math.floor((this.now + days * day) / day) * day;
    this.at(Math.max(this.now, midnight + Math.floor((6 + this.random() * 15) * hour)), what, act);
  }

  at(instant: number, what: string, act: () => Promise<void>): void {
    if (instant < this.end) this.#agenda.push({ at: instant, what, act });
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** A whole number from `from` to `to`. */
  between(from: number, to: number): number {
    return from + Math.floor(this.random() * (to - from + 1));
  }

  pick<T>(among: readonly T[]): T {
    return among[Math.floor(this.random() * among.length)] as T;
  }

  /** Lives until the end: one engagement after the other, each at its time, while the product works on what came before. */
  async live(): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { at, what, act } = next;
      if (at > this.now) await this.here.world.scheduler.passTo(at);
      await act().catch((error: Error) => {
        throw new Error(`${new Date(this.now).toISOString()} ${what}: ${error.message}`, { cause: error });
      });
      this.#done += 1;
    }
    if (this.end > this.now) await this.here.world.scheduler.passTo(this.end);
  }

  #next(): Engagement | undefined {
    let first: Engagement | undefined;
    for (const each of this.#agenda) if (first === undefined || each.at < first.at) first = each;
    if (first !== undefined) this.#agenda.splice(this.#agenda.indexOf(first), 1);
    return first;
  }
}
