import { processes } from './process.ts';
import type { Scheduler } from './scheduler.ts';

const { Date: RealDate, setTimeout: realTimeout, clearTimeout: realClear } = globalThis;
const running = process.env;

let scheduler: Scheduler | undefined;

/**
 * From now on the product of this process has a world's time, chance and environment in the place of the computer's.
 */
export function inhabit(world: Scheduler): void {
  const before = scheduler;
  scheduler = world;
  if (before !== undefined) return;
  const now = () => (scheduler as Scheduler).now();
  const random = () => (scheduler as Scheduler).random();
  globalThis.Date = class extends RealDate {
    constructor(...given: readonly unknown[]) {
      super(...((given.length === 0 ? [now()] : given) as [number]));
    }
    static override now = now;
  } as DateConstructor;
  Math.random = random;
  const getRandomValues = (into: Uint8Array) => into.fill(0).map(() => Math.floor(random() * 256));
  const randomUUID = () => Buffer.from(getRandomValues(new Uint8Array(16))).toString('hex');
  Object.defineProperty(globalThis, 'crypto', { value: { subtle: crypto.subtle, getRandomValues, randomUUID } });
  globalThis.setTimeout = ((wake: () => void, milliseconds = 0, ...rest: []) =>
    processes.getStore() === undefined
      ? realTimeout(wake, milliseconds, ...rest)
      : { wakesInTheWorld: (scheduler as Scheduler).sleep(milliseconds, wake) }) as typeof setTimeout;
  globalThis.clearTimeout = ((timeout: { wakesInTheWorld?: () => void } | undefined) => {
    if (timeout?.wakesInTheWorld === undefined) realClear(timeout as never);
    else timeout.wakesInTheWorld();
  }) as typeof clearTimeout;
  process.env = new Proxy(running, {
    get: (env, name: string) => processes.getStore()?.env[name] ?? env[name],
    set(env, name: string, value: string) {
      env[name] = value;
      return true;
    },
  });
}
