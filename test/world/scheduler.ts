import { createHash } from 'node:crypto';
import { seeded } from '../../tools/demo/seeded.ts';
import type { Choice, Part } from './part.ts';
import {
  type Call,
  carriedOut,
  type Fate,
  frozenFor,
  heard,
  type Outgoing,
  type Process,
  planned,
  processes,
} from './process.ts';

interface Waiting extends Choice {
  readonly process: Process | undefined;
}

interface Sleeper {
  at: number;
  readonly process: Process | undefined;
  wake(): void;
}

interface Waiter {
  done(): boolean;
  resolve(): void;
  reject(error: Error): void;
}

/** Immediates of this computer's own, whatever is put in their place for the product. */
const { setImmediate: immediate, setTimeout: realTimeout } = globalThis;
const breath = () => new Promise<void>((resolve) => immediate(resolve));
const pause = () => new Promise<void>((resolve) => realTimeout(resolve, 1));

const DAY = 86_400_000;

/**
 * One thing happens at a time, and a seed decides which: every call to the outside waits here for its turn, as does
 * everything that queues, streams and machines do by themselves. Time passes only when nothing else can happen. So a
 * run is repeated exactly by its seed.
 */
export class Scheduler {
  readonly seed: number;
  readonly random: () => number;
  /** How the next call ends. Tests and the year plan it; by default every call is answered. */
  fate: (call: Call) => Fate = () => 'answered';
  /** Told each thing that happens. */
  onTurn: (line: string) => void = () => {};
  #now: number;
  #turns = 0;
  #trace = createHash('sha256');
  #recent: string[] = [];
  #waiting: Waiting[] = [];
  #sleepers: Sleeper[] = [];
  #processes = new Set<Process>();
  #waiters = new Set<Waiter>();
  #pumping = false;
  #parts: Part[] = [];
  #stopped = new Set<Part>();

  constructor(seed: number, start: number) {
    this.seed = seed;
    this.random = seeded(seed);
    this.#now = start;
  }

  now = (): number => this.#now;

  /** How many things have happened. */
  get turns(): number {
    return this.#turns;
  }

  /** The same for two runs in which the same happened in the same order at the same instants. */
  get fingerprint(): string {
    return this.#trace.copy().digest('hex');
  }

  /** The last things that happened, oldest first. */
  get recent(): readonly string[] {
    return this.#recent;
  }

  adopt(...parts: Part[]): void {
    this.#parts.push(...parts);
  }

  /** From now on these parts do nothing by themselves. What they have to do stays, and waits until they go on. */
  stop(...parts: Part[]): void {
    for (const part of parts) this.#stopped.add(part);
  }

  goOn(...parts: Part[]): void {
    for (const part of parts) this.#stopped.delete(part);
  }

  isStopped = (part: Part): boolean => this.#stopped.has(part);

  /** Picks one of several. */
  pick<T>(among: readonly T[]): T {
    return among[Math.floor(this.random() * among.length)] as T;
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** A call of the product to the outside: carried out when its turn comes, and ended as its fate says. */
  call<T>(operation: string, carryOut: () => T | Promise<T>): Promise<T> {
    const process = processes.getStore();
    if (process !== undefined) process.waits += 1;
    return new Promise<T>((resolve, reject) => {
      const call: Outgoing<T> = { process, carryOut, resolve: heard(process, resolve), reject: heard(process, reject) };
      const label = `${process?.name ?? 'somebody'} ${operation}`;
      this.#waiting.push({ label, process, happen: () => this.#end(call, this.fate({ process, operation })) });
    });
  }

  #end<T>(call: Outgoing<T>, fate: Fate): void {
    const { process, resolve, reject } = call;
    if (fate !== 'answered') this.#note(`  ${fate}`);
    if (fate instanceof Error) {
      reject(fate);
      return;
    }
    switch (fate) {
      case 'answered':
        void carriedOut(call, resolve);
        return;
      case 'fails':
        reject(planned('InternalServerError'));
        return;
      case 'throttled':
        reject(planned('ThrottlingException'));
        return;
      case 'times out':
        reject(planned('TimeoutError'));
        return;
      case 'done, then times out':
        void carriedOut(call, () => reject(planned('TimeoutError')));
        return;
      case 'delayed':
        this.#sleepers.push({ at: this.#now + 300, process, wake: () => this.#end(call, 'answered') });
        return;
      case 'dies before':
        this.kill(process);
        return;
      case 'dies after':
        void carriedOut(call, () => this.kill(process));
        return;
      case 'done, then frozen':
        void carriedOut(call, (value) => this.#freeze(process as Running, () => resolve(value)));
    }
  }

  /** A process that stands still is not stopped meanwhile for having run too long. */
  #freeze(process: Running, thaw: () => void): void {
    process.mayRun(frozenFor);
    this.#sleepers.push({ at: this.#now + frozenFor, process, wake: thaw });
  }

  /** A pause inside a call that is being carried out, in which others have their turn. */
  turn(label: string): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ label, process: undefined, happen: resolve }));
  }

  /** A wait of the product itself, in the world's time. */
  sleep(milliseconds: number, wake: () => void): () => void {
    const process = processes.getStore();
    if (process !== undefined) process.waits += 1;
    const sleeper: Sleeper = {
      at: this.#now + Math.ceil(Math.max(0, milliseconds)),
      process,
      wake: heard(process, wake),
    };
    this.#sleepers.push(sleeper);
    return () => {
      const at = this.#sleepers.indexOf(sleeper);
      if (at < 0) return;
      this.#sleepers.splice(at, 1);
      if (process !== undefined) process.waits -= 1;
    };
  }

  /**
   * Runs `work` as a process of its own, until it ends, dies or has run for `timeout` milliseconds. `ended` is told how,
   * exactly once: with what it gave, what it threw, or nothing where it died.
   */
  run<T>(
    process: Pick<Process, 'name' | 'env'>,
    timeout: number,
    work: () => Promise<T>,
    ended: (outcome: { value: T } | { error: unknown } | 'died') => void,
  ): void {
    const running: Running = { ...process, alive: true, waits: 0, end: () => {}, mayRun: () => {} };
    const end = (outcome: { value: T } | { error: unknown } | 'died') => {
      if (!running.alive) return;
      running.alive = false;
      this.#processes.delete(running);
      this.#waiting = this.#waiting.filter((each) => each.process !== running);
      this.#sleepers = this.#sleepers.filter((each) => each.process !== running && each !== limit);
      ended(outcome);
    };
    running.end = () => end('died');
    const limit: Sleeper = {
      at: this.#now + timeout,
      process: undefined,
      wake: () => {
        this.#note(`  ${process.name} ran out of time`);
        end('died');
      },
    };
    running.mayRun = (longer) => {
      limit.at += longer;
    };
    this.#sleepers.push(limit);
    this.#processes.add(running);
    processes.run(running, work).then(
      (value) => end({ value }),
      (error) => end({ error }),
    );
  }

  /** The process hears nothing any more, and nobody hears of it. */
  kill(process: Process | undefined): void {
    (process as Running | undefined)?.end();
  }

  /** Lets the world go on until `done`, time included. Rejects where nothing can happen any more. */
  until(done: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiters.add({ done, resolve, reject });
      if (!this.#pumping) void this.#pump();
    });
  }

  /** Everything that is on its way has arrived: only something new, or a deadline, can move anything. */
  quiet(): Promise<void> {
    return this.until(() => !this.#busy());
  }

  /** Lets time pass to an instant: all that is due before it happens, in order. */
  async passTo(target: number): Promise<void> {
    let there = false;
    this.#sleepers.push({
      at: target,
      process: undefined,
      wake: () => {
        there = true;
      },
    });
    await this.until(() => there);
  }

  #working = (): Part[] => this.#parts.filter((part) => !this.#stopped.has(part));

  #busy(): boolean {
    return this.#processes.size > 0 || this.#waiting.length > 0 || this.#parts.some((part) => part.busy());
  }

  async #pump(): Promise<void> {
    this.#pumping = true;
    try {
      while (this.#waiters.size > 0) {
        await this.#calm();
        const satisfied = [...this.#waiters].filter(({ done }) => done());
        for (const waiter of satisfied) {
          this.#waiters.delete(waiter);
          waiter.resolve();
        }
        if (satisfied.length === 0) this.#step();
      }
    } catch (error) {
      for (const { reject } of this.#waiters) reject(error as Error);
      this.#waiters.clear();
    } finally {
      this.#pumping = false;
    }
  }

  #step(): void {
    const choices: Choice[] = [...this.#waiting, ...this.#working().flatMap((part) => part.choices())];
    if (choices.length === 0) {
      this.#pass();
      return;
    }
    const chosen = this.pick(choices);
    const at = this.#waiting.indexOf(chosen as Waiting);
    if (at >= 0) this.#waiting.splice(at, 1);
    this.#note(chosen.label);
    chosen.happen();
  }

  /** Nothing can happen now: time goes on to when something can. */
  #pass(): void {
    const ahead = [...this.#sleepers.map(({ at }) => at), ...this.#working().map((part) => part.nextAt())];
    const next = Math.min(...ahead.filter((at) => at !== undefined));
    if (!Number.isFinite(next)) throw new Error('nothing can happen any more, and somebody still waits');
    if (next > this.#now + 400 * DAY) throw new Error('somebody waits for longer than a year');
    this.#now = Math.max(this.#now, next);
    const awake = this.#sleepers.filter(({ at }) => at <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ at }) => at > this.#now);
    for (const { wake } of awake) wake();
  }

  /** Waits until whoever computes has come to its next call or its end. */
  async #calm(): Promise<void> {
    await breath();
    await breath();
    for (let breaths = 0; [...this.#processes].some(({ waits }) => waits === 0); breaths++) {
      if (breaths > 20_000) throw new Error('a function computes for ever, or waits for what the world does not know');
      await (breaths < 200 ? breath() : pause());
    }
  }

  #note(label: string): void {
    const line = `${new Date(this.#now).toISOString()} ${label}`;
    this.#turns += 1;
    this.#trace.update(line);
    this.#recent.push(line);
    if (this.#recent.length > 400) this.#recent.splice(0, 200);
    this.onTurn(line);
  }
}

interface Running extends Process {
  end(): void;
  /** So many milliseconds more than it might so far. */
  mayRun(longer: number): void;
}
