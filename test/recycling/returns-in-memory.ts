/** One brand's returns, whole in this process: its customer and staff, the machine of cases, letters and points. */

import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { jest } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { customerConfirmed } from '#events/customer.confirmed.ts';
import { deviceClaimed } from '#events/device.claimed.ts';
import type { Event } from '#events/event.ts';
import { orderPaid } from '#events/order.paid.ts';
import { type Person, personKey } from '#layers/people/person.ts';
import { create, type Item, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { envelopeOf, say } from '#layers/table/event-item.ts';
import { Timer } from '#layers/table/timer.ts';
import { carrierKey, signature } from '../../functions/recycling/carrier-signature.ts';
import { answerOf, claimsFor, type Handler, identity } from '../support/access/gateway.ts';
import { pass } from '../support/clock-in-hand.ts';
import { origin } from '../support/origins.ts';
import { outside, planCuts, unlessItDies } from '../support/power-cuts.ts';
import { handed, queuesInMemory, record } from '../support/queues-in-memory.ts';
import { sesInMemory } from '../support/ses-in-memory.ts';
import { tableInMemory } from '../table/table-in-memory.ts';
import { stepFunctionsInMemory } from './machine-in-memory.ts';

/* A paper takes longer to make than all else of a case, and what stands on it is another test's. */
jest.unstable_mockModule('../../functions/recycling/paper.ts', () => ({
  pdf: async (_: object, paper: object) => Buffer.from(JSON.stringify(paper)),
}));
const { handler: api } = await import('../../functions/recycling/api.ts');
const { handler: onStep } = await import('../../functions/recycling/on-step.ts');
const { handler: onWait } = await import('../../functions/recycling/on-wait.ts');
const { handler: onTimer } = await import('../../functions/recycling/on-timer.ts');
const { contract } = await import('../../functions/notifications/contract.ts');
const { handler: mails } = await import('../../functions/notifications/on-event.ts');
const { handler: heldMails } = await import('../../functions/notifications/on-timer.ts');
const { handler: books } = await import('../../functions/points/on-event.ts');
const { contract: own } = await import('../../functions/recycling/contract.ts');
const { handler: onEvent } = await import('../../functions/recycling/on-event.ts');
const { contract: ledger } = await import('../../functions/points/contract.ts');

export const brand = 'microsmile';

const ana: Person = {
  customerId: 'c-1',
  name: 'Ana',
  email: 'ana@example.org',
  emailConfirmed: true,
  language: 'es',
  zone: 'Europe/Madrid',
  segments: [],
};

const stageKey = 'a key of the stage';
mockClient(SecretsManagerClient)
  .on(GetSecretValueCommand)
  .callsFake(async () => ({ SecretString: stageKey }));

const consumers = [
  { hears: new Set<string>(contract.hears.map(({ type }) => type)), handler: mails },
  { hears: new Set<string>(ledger.hears.map(({ type }) => type)), handler: books },
  { hears: new Set<string>(own.hears.map(({ type }) => type)), handler: onEvent },
];

const groups = { customer: '[customer]', warehouse: `[${brand}:warehouse]`, agent: `[${brand}:agent]` };

export async function returnsInMemory() {
  Object.assign(process.env, {
    TABLE: 'vuelta',
    IDENTITY: identity,
    LINK_KEY: 'links',
    HASH_KEY: 'hashes',
    ORIGINS: JSON.stringify({ [brand]: 'https://microsmile.example' }),
    STATE_MACHINE: 'arn:aws:states:eu-west-1:123456789012:stateMachine:vuelta-cases',
    QUEUE: 'queue',
    DEAD_LETTERS: 'dead',
  });
  planCuts();
  const table = tableInMemory();
  const queues = queuesInMemory();
  const ses = sesInMemory();
  const machine = stepFunctionsInMemory();
  const customers = origin({
    brand,
    owner: 'customers',
    cause: { id: 'r-1', subject: 'x', time: new Date(Date.now()).toISOString() },
  });
  await commit(customers, { changes: [create({ ...personKey(brand, 'c-1'), ...ana })] });
  const billing = { ...customers, owner: 'billing', cause: { ...customers.cause, id: 'b-1' } };
  const line = { line: '1', class: 'consumable', paid: 2_000 };
  const order = { orderId: 'o-1', customerId: 'c-1', currency: 'EUR', paid: 2_000, lines: [line] };
  await commit(billing, { events: [say(orderPaid, { about: 'o-1', effect: 'paid', data: order })] });

  /** Hands a message to a function as its queue does, until it is done. */
  async function deliver(handler: unknown, body: unknown): Promise<void> {
    for (let received = 1; received <= 8; received++) {
      const sent = record(body, { received });
      Object.assign(sent.attributes, { SentTimestamp: String(++messages) });
      const again = await unlessItDies(() => handed(handler as never, sent));
      if (again?.length === 0) return;
      pass(again === undefined ? 30_000 : 4_000);
    }
    throw new Error('it comes again for ever');
  }
  let messages = 0;
  const heard = new Set<string>();
  const hands = {
    work: (payload: object) => (onStep as unknown as (input: object, context: object) => Promise<unknown>)(payload, {}),
    wait: (message: object) => deliver(onWait, message),
  };
  const items = (start: string): Item[] => table.items().filter(({ pk }) => pk.startsWith(start));
  const events = (): Event[] => items(`event#${brand}#`).map(envelopeOf);

  async function published(): Promise<boolean> {
    let any = false;
    for (const event of events()) {
      for (const [at, { hears, handler }] of consumers.entries()) {
        if (!hears.has(event.type) || heard.has(`${at}#${event.id}`)) continue;
        heard.add(`${at}#${event.id}`);
        await deliver(handler, { detail: event });
        any = true;
      }
    }
    return any;
  }

  async function due(): Promise<boolean> {
    const now = new Date(Date.now()).toISOString();
    const found = items('timer#').filter(({ dueAt }) => (dueAt as string) <= now);
    const own = found.filter(({ owner }) => owner === 'recycling');
    const mail = found.filter(({ owner }) => owner === 'notifications');
    for (const each of own) await deliver(onTimer, Timer.parse(each));
    for (const each of mail) await deliver(heldMails, Timer.parse(each));
    return own.length + mail.length > 0;
  }

  /** Everything that follows is done: machine, letters, points and timers, until some minutes later nothing moves. */
  async function settle(): Promise<void> {
    for (let calm = 0; calm < 2; ) {
      const moved = [await machine.run(hands), await published(), await due()].some(Boolean);
      calm = moved ? 0 : calm + 1;
      if (!moved) pass(11 * 60_000);
    }
  }

  /** Asks as a client does who sends a request again that got no answer, with the same key. */
  async function ask(role: keyof typeof groups, method: string, path: string, body?: unknown, key?: string) {
    const staff = role !== 'customer';
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
    const claims = claimsFor(staff ? 'staff' : brand, staff ? role : 'c-1', groups[role]);
    const routeKey = `ANY /api/${staff ? 'staff/' : ''}recycling/{proxy+}`;
    for (let attempt = 1; attempt < 8; attempt++) {
      const answer = await unlessItDies(() =>
        answerOf(api as unknown as Handler, { method, path, routeKey, apiId: `api-${brand}`, claims, body, headers }),
      );
      // biome-ignore lint/suspicious/noExplicitAny: an answer may be anything
      if (answer !== undefined && answer.status < 500) return answer as { status: number; body: any };
      pass(1_000);
    }
    throw new Error(`${method} ${path} is never answered`);
  }

  /** What the carrier says of a parcel, as seen at `at`, by default now. */
  async function carrierSays(tracking: string, status: string, at = new Date(Date.now()).toISOString()): Promise<void> {
    const body = { id: `${++messages}`, at, tracking, status };
    const headers = { 'vuelta-signature': signature(carrierKey(stageKey, brand), Date.now(), JSON.stringify(body)) };
    const path = '/api/open/recycling/carrier';
    const routeKey = 'ANY /api/open/recycling/{proxy+}';
    const answer = await answerOf(api as unknown as Handler, {
      method: 'POST',
      path,
      routeKey,
      apiId: `api-${brand}`,
      body,
      headers,
    });
    if (answer.status !== 200) throw new Error(`the carrier was told ${answer.status} ${JSON.stringify(answer.body)}`);
  }

  /** The customer's address becomes theirs for sure, or is not yet. */
  async function confirmAddress(emailConfirmed: boolean): Promise<void> {
    const cause = { ...customers.cause, id: `confirmed-${++messages}` };
    const confirmed = say(customerConfirmed, {
      about: 'c-1',
      effect: 'confirmed',
      data: { customerId: 'c-1', channel: 'mail' },
    });
    await commit(
      { ...customers, cause, hash: cause.id },
      {
        events: emailConfirmed ? [confirmed] : [],
        changes: [update(personKey(brand, 'c-1'), { set: { emailConfirmed } })],
      },
    );
  }

  /** A device becomes somebody's. */
  async function claimed(serial: string, customerId: string): Promise<void> {
    const devices = { ...customers, owner: 'devices', cause: { ...customers.cause, id: `claimed-${++messages}` } };
    const data = { customerId, deviceId: 'brush-1', kind: 'toothbrush', serial };
    await commit(devices, { events: [say(deviceClaimed, { about: customerId, effect: 'brush-1', data })] });
  }

  return { claimed, table, ses, machine, dead: queues.dead, events, settle, ask, carrierSays, confirmAddress, outside };
}

export type ReturnsInMemory = Awaited<ReturnType<typeof returnsInMemory>>;
