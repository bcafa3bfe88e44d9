import type { Said } from '#layers/table/event-item.ts';
import type { Answer, Visitor } from '../../../tools/demo/visitor.ts';
import type { Device } from '../../support/driver.ts';
import type { WorldDriver } from '../driver.ts';

const minute = 60_000;

/** Whoever was told so often that it did not work for now gives up: three hours. */
const tries = 60;

/** How those who use the product behave while it does not answer them. */
export interface Patience {
  /** An app sends a request that failed for a reason of ours again, with the same key, each three minutes. */
  sends<Body>(who: Visitor, path: string, body: unknown, key: string | null): Promise<Answer<Body>>;
  gets<Body>(who: Visitor, path: string): Promise<Answer<Body>>;
  /** Somebody on a page presses its button again. */
  submits(who: Visitor, path: string, fields: Record<string, string>): Promise<Answer<string>>;
  /** Somebody looks each minute for what is to come. */
  finds<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found>;
  /** A machine without a connection keeps a message, and publishes it each minute until the broker takes it. */
  publishes(device: Device, type: string, data: unknown, message: { id: string; at: string }): Promise<void>;
  /** A shop says what happened each minute until it is recorded, always by the same id and time. */
  says(brand: string, said: Said, id: string): Promise<void>;
}

export function patienceOf(here: WorldDriver): Patience {
  const { scheduler } = here.world;
  const waits = (minutes: number) => scheduler.passTo(scheduler.now() + minutes * minute);

  async function answered<Body>(ask: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
    for (let attempt = 1; ; attempt++) {
      const answer = await ask();
      if (answer.status < 500) return answer;
      if (attempt === tries) throw new Error(`still ${answer.status}: ${JSON.stringify(answer.body)}`);
      await waits(3);
    }
  }

  async function done(attempt: () => Promise<void>): Promise<void> {
    for (let attempts = 1; ; attempts++) {
      try {
        return await attempt();
      } catch (error) {
        if (attempts === 3 * tries) throw error;
        await waits(1);
      }
    }
  }

  return {
    sends: <Body>(who: Visitor, path: string, body: unknown, key: string | null) =>
      answered(() => who.send<Body>('POST', path, body, key)),
    gets: <Body>(who: Visitor, path: string) => answered(() => who.get<Body>(path)),
    submits: (who, path, fields) => answered(() => who.submits(path, fields)),
    async finds(what, look) {
      for (let looks = 1; looks <= 3 * tries; looks++) {
        const found = await look();
        if (found !== undefined) return found;
        await waits(1);
      }
      throw new Error(`${what} never came`);
    },
    publishes: (device, type, data, message) => done(() => device.says(type, data, message)),
    async says(brand, said, id) {
      const time = await here.now();
      await done(() => here.says(brand, said, { id, time }));
    },
  };
}
