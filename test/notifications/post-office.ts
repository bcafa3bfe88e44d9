import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { customerRegistered } from '#events/customer.registered.ts';
import { pointsEarned } from '#events/points.earned.ts';
import { type Person, personKey } from '#layers/people/person.ts';
import { create, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { envelopeOf, eventItem, say } from '#layers/table/event-item.ts';
import { Timer } from '#layers/table/timer.ts';
import { handler as onEvent } from '../../functions/notifications/on-event.ts';
import { handler as onTimer } from '../../functions/notifications/on-timer.ts';
import { pass } from '../support/clock-in-hand.ts';
import { origin } from '../support/origins.ts';
import { outside, planCuts, unlessItDies } from '../support/power-cuts.ts';
import { handed, queuesInMemory, record } from '../support/queues-in-memory.ts';
import { sesInMemory } from '../support/ses-in-memory.ts';
import { tableInMemory } from '../table/table-in-memory.ts';

export const ana: Person = {
  customerId: 'c-1',
  name: 'Ana',
  email: 'ana@example.org',
  emailConfirmed: true,
  language: 'es',
  zone: 'Europe/Madrid',
  segments: [],
};

const customers = origin({
  owner: 'customers',
  cause: { id: 'r-1', subject: 'customer#c-1', time: '2026-11-20T10:00:00.000Z' },
});
const points = origin({
  owner: 'points',
  cause: { id: 'e-1', subject: 'device#rvm-0001', time: '2026-11-22T10:00:00.000Z' },
});

/** Ana registered; and Ana earned 27 points. */
export const registered = envelopeOf(
  eventItem(
    customers,
    say(customerRegistered, {
      about: 'c-1',
      effect: 'registered',
      data: { ...customerRegistered.example, customerId: 'c-1' },
    }),
  ),
);
export const earned = envelopeOf(
  eventItem(
    points,
    say(pointsEarned, { about: 'c-1', effect: 'containers', data: { ...pointsEarned.example, accountId: 'c-1' } }),
  ),
);

mockClient(SecretsManagerClient)
  .on(GetSecretValueCommand)
  .callsFake(() => outside(() => ({ SecretString: 'a key of the stage' })));
let processes = 0;

/** A process reads a secret once: one under another name is read anew, as after a crash. */
function newProcess(): void {
  process.env.LINK_KEY = `links-${++processes}`;
  process.env.HASH_KEY = `hashes-${processes}`;
}

/** The capability that mails, alone in the world with Ana, whose data customers keeps. */
export async function postOffice(person: Person = ana, brand = 'retorno') {
  planCuts();
  const table = tableInMemory();
  const queues = queuesInMemory();
  const ses = sesInMemory();
  const customers = origin({ owner: 'customers', brand });
  const joins = (another: Person) =>
    commit(customers, { changes: [create({ ...personKey(brand, another.customerId), ...another })] });
  const moves = (zone: string) =>
    commit(customers, { changes: [update(personKey(brand, person.customerId), { set: { zone } })] });
  await joins(person);

  /** Hands a message to a function as its queue does, until it is done or put aside. How often it came. */
  async function deliver(handler: unknown, body: unknown): Promise<number> {
    for (let received = 1; received <= 8; received++) {
      newProcess();
      const again = await unlessItDies(() => handed(handler as never, record(body, { received })));
      if (again?.length === 0) return received;
      pass(again === undefined ? 30_000 : (queues.hidden.pop()?.seconds ?? 30) * 1000);
    }
    throw new Error('it comes again for ever');
  }

  const items = (start: string) => table.items().filter(({ pk }) => pk.startsWith(start));
  const timers = () => items('timer#').map((item) => Timer.parse(item));
  const fires = (timer: Timer | undefined) => deliver(onTimer, timer);
  return {
    table,
    ses,
    dead: queues.dead,
    joins,
    moves,
    hears: (event: unknown) => deliver(onEvent, { detail: event }),
    hearsAtOnce: (...events: unknown[]) =>
      handed(onEvent as never, ...events.map((detail, n) => record({ detail }, { id: `message-${n + 1}` }))),
    timers,
    fires,
    /** Its message comes so many times at the same moment, and none of them again. */
    firesAtOnce: (timer: Timer | undefined, times = 1) =>
      handed(onTimer as never, ...Array.from({ length: times }, (_, n) => record(timer, { id: `message-${n + 1}` }))),
    /** One after the other, all timers that are due, until none is. How many. */
    async firesAll(): Promise<number> {
      const next = () => timers().find(({ dueAt }) => Date.parse(dueAt) <= Date.now());
      for (let fired = 0; ; fired++) {
        const timer = next();
        if (timer === undefined) return fired;
        if (fired === 50) throw new Error('timers fire for ever');
        await fires(timer);
      }
    },
    /** The mails to somebody, by default Ana, as they are seen in the product. */
    mails: (customerId = person.customerId) =>
      items(`notifications#${brand}#customer#${customerId}`).filter(({ sk }) => sk.startsWith('mail#')),
    /** The subjects of what left, in the order in which it left. */
    left: async () => (await ses.read()).map(({ subject }) => subject),
    /** What was said of them. */
    said: () =>
      items('event#').map(({ type, data }) => {
        const { reason } = data as { reason?: string };
        return reason === undefined ? String(type) : `${type}: ${reason}`;
      }),
  };
}
