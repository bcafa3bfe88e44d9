import type { Choice, Part } from './part.ts';
import type { Queues } from './queues.ts';
import type { Scheduler } from './scheduler.ts';

const minute = 60_000;

/** CloudWatch, as far as dead letters go: an alarm a queue, judged each minute, goes off where there is one and back where there is none. */
export class Alarms implements Part {
  readonly #scheduler: Scheduler;
  readonly #queues: Queues;
  readonly #tells: string;
  readonly #off = new Map<string, number>();

  constructor(scheduler: Scheduler, queues: Queues, tells: string) {
    this.#scheduler = scheduler;
    this.#queues = queues;
    this.#tells = tells;
  }

  #changed(): string[] {
    const dead = this.#queues.names().filter((name) => name.endsWith('-dead'));
    return dead.filter((name) => this.#queues.depth(name) > 0 !== this.#off.has(name));
  }

  #due = (): number => Math.ceil(this.#scheduler.now() / minute) * minute;

  choices(): Choice[] {
    if (this.#due() > this.#scheduler.now()) return [];
    return this.#changed().map((name) => ({ label: `${name} is judged`, happen: () => this.#judge(name) }));
  }

  nextAt = (): number | undefined =>
    this.#changed().length > 0 && this.#due() > this.#scheduler.now() ? this.#due() : undefined;

  busy = (): boolean => this.#changed().length > 0;

  #judge(name: string): void {
    const now = this.#scheduler.now();
    const fires = this.#queues.depth(name) > 0;
    if (fires) this.#off.set(name, now);
    else this.#off.delete(name);
    const alarm = {
      AlarmName: name,
      AlarmDescription: `There are dead letters in ${name}`,
      NewStateValue: fires ? 'ALARM' : 'OK',
      NewStateReason: 'Threshold Crossed',
      StateChangeTime: new Date(now).toISOString(),
    };
    this.#queues.put(this.#tells, JSON.stringify({ Type: 'Notification', Message: JSON.stringify(alarm) }));
  }
}
