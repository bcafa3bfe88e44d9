import { parkedPartition } from '#layers/table/timer.ts';
import { declaredCapabilities } from '../../../infra/capabilities.ts';
import { readMail } from '../../../tools/cloud/mail.ts';
import type { Person } from '../../../tools/cloud/stack.ts';
import { sumOf } from '../../../tools/demo/day/deposit-sum.ts';
import { demandHeld, newLedger, observe } from '../../points/histories/invariants.ts';
import type { Device } from '../../support/driver.ts';
import type { Life } from './life.ts';

interface Who {
  readonly citizens: readonly Person[];
  readonly machines: readonly Device[];
}

/** What must hold of everything at the end, and does not, in words. */
export async function broken(life: Life, who: Who): Promise<string[]> {
  const found: string[] = [];
  for (const [name, look] of Object.entries(invariants)) {
    try {
      found.push(...(await look(life, who)).map((wrong) => `${name}: ${wrong}`));
    } catch (error) {
      found.push(`${name}: ${(error as Error).message}`);
    }
  }
  return found;
}

const invariants: Readonly<Record<string, (life: Life, who: Who) => Promise<string[]>>> = {
  'the ledger adds up': async ({ here: { world } }) => {
    const items = [...world.table.items()];
    const ledger = newLedger();
    observe(ledger, items, [...world.gateways.keys()]);
    demandHeld(ledger, items);
    return [];
  },

  'citizens have earned what they threw in': async ({ here, diary }, { citizens }) => {
    const { earnedBy } = sumOf(diary.publications);
    const wrong: string[] = [];
    for (const person of citizens) {
      const me = await here.as(person);
      const earned = await earnedIn(me);
      const expected = earnedBy([person.customerId, ...diary.cardsOf(person.customerId)]);
      if (earned !== expected) wrong.push(`${person.email} earned ${earned}, and threw in what makes ${expected}`);
    }
    return wrong;
  },

  'no mail leaves twice': async ({ here: { world } }) => {
    const ids = await Promise.all(
      world.mail.left.map(async ({ id, to, mime }) => {
        const { message } = await readMail(id, to, Buffer.from(mime));
        return `${to} ${message.headers['message-id']} ${message.subject}`;
      }),
    );
    const confirmations = /Confirma/;
    const seen = new Set<string>();
    return ids.filter((id) => !confirmations.test(id) && (seen.has(id) || !seen.add(id)));
  },

  'every case is over or has a next step that somebody can see': async ({ here, diary }) => {
    const wrong: string[] = [];
    for (const [caseId, { brand }] of diary.cases) {
      const agent = await here.staff(brand, 'agent');
      const { status, body } = await agent.get<{ state: string; next: { who: string; by?: string } }>(
        `/api/staff/recycling/cases/${caseId}`,
      );
      if (status !== 200) wrong.push(`${caseId} is not shown: ${status}`);
      else if (body.state !== 'closed' && body.next.who === 'nobody')
        wrong.push(`${caseId} is ${body.state}, and nobody is next`);
      else if ((body.state === 'closed') !== (await here.hasEnded(caseId)))
        wrong.push(`${caseId} is ${body.state}, its execution is not so`);
    }
    return wrong;
  },

  'where customers’ items lie, contracts say': async ({ here: { world } }) => {
    const patterns = (await declaredCapabilities()).flatMap(({ contract }) => contract.personal ?? []);
    const said = patterns.map(({ items }) => new RegExp(`^${items.replaceAll('*', '.+')}$`));
    const items = [...world.table.items()];
    const people = new Set(items.filter(({ sk }) => sk === 'person').map(({ customerId }) => customerId));
    const words = (item: object) => JSON.stringify(item).match(/[\w-]+/g) ?? [];
    const silent = items.filter(
      ({ pk, ...item }) =>
        !pk.startsWith('event#') &&
        !said.some((pattern) => pattern.test(pk)) &&
        words({ pk, ...item }).some((word) => people.has(word)),
    );
    return [...new Set(silent.map(({ pk }) => pk.split('#').slice(0, 3).join('#')))];
  },

  'what an execution waits by, its case knows': async ({ here: { world } }) => {
    const tokens = new Set([...world.table.items()].map(({ token }) => token));
    return world.machine.running().filter((name) => !tokens.has(world.machine.tokenOf(name)));
  },

  'as many cases count against a customer’s bound as are open': async ({ here: { world } }) => {
    const items = [...world.table.items()];
    const open = items.filter(({ sk, bounded, closedAt }) => sk === 'case' && bounded && closedAt === undefined);
    return items
      .filter(({ pk, sk }) => /^recycling#\w+#customer#/.test(pk) && sk === 'open')
      .filter(({ pk, cases }) => cases !== open.filter(({ customerId }) => pk.endsWith(`#${customerId}`)).length)
      .map(({ pk, cases }) => `${pk} counts ${cases} cases`);
  },

  'every mail that left is known to have left, or that nobody knows': async ({ here: { world } }) => {
    const said = [...world.table.items()].filter(
      ({ pk, type, data }) =>
        pk.startsWith('event#') &&
        (type === 'notification.sent' ||
          (type === 'notification.suppressed' && (data as { reason: string }).reason === 'unknown-outcome')),
    );
    const toCustomers = world.mail.left.filter(({ to }) => !to.some((address) => address.startsWith('admin')));
    return said.length < toCustomers.length
      ? [`${toCustomers.length} mails left, and ${said.length} are spoken of`]
      : [];
  },

  'what was thrown in was counted': async ({ here, diary }, { machines }) => {
    const agent = await here.staff('retorno', 'agent');
    const wrong: string[] = [];
    for (const { deviceId } of machines) {
      const counted = await countedOf(agent, deviceId);
      const told = [...here.world.table.items()].filter(
        ({ pk, type }) => pk === `event#retorno#device#${deviceId}` && type === 'deposit.recorded',
      ).length;
      const bin = diary.bins.get(deviceId);
      if (told !== (bin?.deposits ?? 0))
        wrong.push(`${deviceId} took ${bin?.deposits} deposits, and ${told} are recorded`);
      const inside = [...(bin?.inside.values() ?? [])].reduce((sum, grams) => sum + grams, 0);
      const carried = (bin?.thrownIn ?? 0) - inside;
      if (counted > (bin?.thrownIn ?? 0) || counted < carried)
        wrong.push(`${deviceId}: ${counted} g counted, ${carried} g carried away of ${bin?.thrownIn} g`);
    }
    return wrong;
  },

  'nothing is left over': async ({ here: { world } }) => {
    const now = new Date(world.scheduler.now()).toISOString();
    const timers = [...world.table.items()].filter(({ pk }) => pk.startsWith('timer#'));
    return [
      ...world.queues
        .names()
        .flatMap((name) =>
          world.queues
            .bodies(name)
            .map(({ body, attributes }) => `in ${name} lies ${JSON.stringify(attributes)} ${body.slice(0, 200)}`),
        ),
      ...timers.filter(({ duePk }) => duePk === parkedPartition).map(({ pk, sk }) => `${pk} ${sk} was parked`),
      ...timers
        .filter(({ dueAt }) => (dueAt as string) < now)
        .map(({ pk, sk, dueAt }) => `${pk} ${sk} was due ${dueAt}`),
    ];
  },
};

async function earnedIn(me: { get<Body>(path: string): Promise<{ body: Body }> }): Promise<number> {
  let earned = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query: string = cursor && `&cursor=${cursor}`;
    const { body } = await me.get<{ entries: { kind: string; points: number }[]; cursor?: string }>(
      `/api/points/entries?limit=100${query}`,
    );
    for (const { kind, points } of body.entries) if (kind === 'earned') earned += points;
    cursor = body.cursor;
  }
  return earned;
}

interface Emptyings {
  readonly emptyings: { count?: { containers: { grams: number }[] } }[];
  readonly cursor?: string;
}

async function countedOf(
  agent: { get<Body>(path: string): Promise<{ body: Body }> },
  deviceId: string,
): Promise<number> {
  let grams = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const path: string = `/api/staff/collections/bins/${deviceId}/emptyings?limit=100${cursor && `&cursor=${cursor}`}`;
    const { body } = await agent.get<Emptyings>(path);
    for (const { count } of body.emptyings) for (const each of count?.containers ?? []) grams += each.grams;
    cursor = body.cursor;
  }
  return grams;
}
