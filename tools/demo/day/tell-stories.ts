import type { Person, Stack } from '../../cloud/stack.ts';
import { productTime, quiet, sweep } from '../../cloud/time-machine.ts';
import { connectMachine } from '../machine.ts';
import { customer } from '../visitor.ts';
import { balanceOf } from './order-sum.ts';
import type { Story, Told } from './story.ts';
import { tellPurchases, tellRefunds } from './tell-orders.ts';
import { tellTakeBacks } from './tell-take-backs.ts';

/**
 * Tells the days of several brands at once: their devices say that they are well, what was bought counts once its time has
 * come, some of it is paid back, and devices come back.
 */
export async function tellStories(stack: Stack, stories: readonly Story[]): Promise<Map<string, Told>> {
  const customersOf = ({ brand }: Story) => stack.people.filter((person) => person.brand === brand);
  const each = (tell: (stack: Stack, story: Story, customers: readonly Person[]) => Promise<void>) =>
    Promise.all(stories.map((story) => tell(stack, story, customersOf(story))));
  await each(tellUse);
  await each(tellPurchases);
  await quiet(stack);
  await sweep(stack); // what was delivered long enough ago
  await quiet(stack);
  await each(tellRefunds);
  await quiet(stack);
  await each(tellTakeBacks);
  await quiet(stack);
  const told = stories.map(async (story) => [story.brand, await compared(stack, story, customersOf(story))] as const);
  return new Map(await Promise.all(told));
}

/** What the customers of a brand see, against what the story comes to. */
async function compared(stack: Stack, story: Story, customers: readonly Person[]): Promise<Told> {
  const seen = await Promise.all(customers.map((person) => seenBy(stack, person)));
  const differences = customers.flatMap((person, who) => {
    const must = JSON.stringify(expected(story, who));
    const is = JSON.stringify(seen[who]?.compared);
    return is === must ? [] : [`${person.username} sees ${is}; the day comes to ${must}`];
  });
  const sum = (of: (one: Seen) => number) => seen.reduce((total, one) => total + of(one), 0);
  const parts = [
    `${story.orders.length} orders`,
    `${sum(({ compared }) => compared.cases.length)} cases`,
    `${sum(({ compared }) => compared.active)} points and ${sum(({ compared }) => compared.pending)} pending`,
    `${sum(({ mails }) => mails)} mails`,
    `${sum(({ timeline }) => timeline)} lines of timelines`,
  ];
  return { differences, summary: parts.join(', ') };
}

/** Each device of the brand says that it is there, and how it is. */
async function tellUse(stack: Stack, { brand }: Story): Promise<void> {
  const at = new Date(await productTime(stack)).toISOString();
  for (const device of stack.devices.filter((each) => each.brand === brand)) {
    const machine = await connectMachine(stack, device);
    const says = (type: string, data: unknown) =>
      machine.publish(type, JSON.stringify({ id: `day-${type}`, at, sentAt: at, type, data }));
    await says('heartbeat', {});
    await says('status', { firmware: '2.4.1', temperature: 31 });
    await machine.stop();
  }
}

interface Seen {
  readonly compared: { active: number; pending: number; cases: string[]; devices: string[] };
  readonly mails: number;
  readonly timeline: number;
}

async function seenBy(stack: Stack, person: Person): Promise<Seen> {
  const me = await customer(stack, person);
  const { active, pending } = (await me.get<{ active: number; pending: number }>('/api/points/balance')).body;
  const { cases } = (await me.get<{ cases: { state: string; result?: string }[] }>('/api/recycling/cases')).body;
  const { devices } = (await me.get<{ devices: { state: string }[] }>('/api/devices')).body;
  const { entries } = (await me.get<{ entries: unknown[] }>('/api/customers/me/timeline?limit=100')).body;
  const mails = (await (await fetch(`${stack.inbox}/messages?to=${encodeURIComponent(person.email)}`)).json()) as [];
  const compared = {
    active,
    pending,
    cases: cases.map(({ state, result }) => result ?? state).sort(),
    devices: devices.map(({ state }) => state),
  };
  return { compared, mails: mails.length, timeline: entries.length };
}

/** What a customer must see. The first of a brand has claimed its device, which was heard of today. */
const expected = (story: Story, who: number): Seen['compared'] => ({
  ...balanceOf(story, who),
  cases: story.takeBacks.flatMap((each) => (each.who === who ? [each.comesTo] : [])).sort(),
  devices: who === 0 ? ['online'] : [],
});
