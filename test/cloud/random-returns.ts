/** Many returns at once, each with things told of it that nobody would expect in that order. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { seeded } from '#layers/aws/seeded.ts';
import { dynamodbOf } from '../../local/aws.ts';
import { runningCases } from '../../local/cases.ts';
import type { Stack } from '../../local/stack.ts';
import { planFaultsOn, productTime, travel } from '../../local/time-machine.ts';
import { everyFault } from './faults.ts';
import { Return, type Told } from './return-reference.ts';
import { type Returns, returnsAt, type Sender, type Shown, sender, serialOf } from './returns.ts';

const brand = 'microsmile';
const day = 86_400_000;

/** What was cut off is made up for by timers within so long. */
const lookedAfter = 45 * 60_000;

/** So many returns are spoken of at the same moment. */
const atOnce = 12;

/** What is told on these days; each lies a day or more from whatever time brings. */
const tellingDays = [0, 39, 78] as const;

interface Case {
  readonly id: string;
  readonly serials: readonly string[];
  readonly tracking: string;
  readonly by: Sender;
  readonly expected: Return;
}

/**
 * Where the product is not as the reference says. With `faultyTimers` faults go on while the clock is moved, which takes long:
 * who is killed is tried again after half a minute, at each of a hundred stops.
 */
export async function differencesOf(
  stack: Stack,
  { cases: many, seed, faultyTimers }: { cases: number; seed: number; faultyTimers: boolean },
): Promise<{ differences: string[]; told: number; results: Record<string, number> }> {
  const random = seeded(seed);
  const desk = await returnsAt(stack, brand);
  const senders: Sender[] = [];
  for (let n = 0; n < 6; n++) senders.push(await sender(stack, brand, `azar-${seed}-${n}`));
  const differences: string[] = [];
  let told = 0;
  await planFaultsOn(stack, everyFault);
  let cases: Case[];
  try {
    cases = await opened(stack, senders, many, random);
    for (const [at, today] of tellingDays.entries()) {
      if (at > 0) {
        if (!faultyTimers) await planFaultsOn(stack, undefined);
        await travel(stack, (today - (tellingDays[at - 1] as number)) * day, day / 8);
        await planFaultsOn(stack, everyFault);
      }
      for (const { expected } of cases) expected.pass(today);
      const plans = cases.map((each) => ({
        each,
        plan: Array.from({ length: Math.floor(random() * 5) }, () => ({ news: drawn(random), late: random() < 0.3 })),
      }));
      await together(plans, async ({ each, plan }) => {
        for (const { news, late } of plan) {
          told += 1;
          const taken = await tell(stack, desk, each, news, late);
          const should = each.expected.hears(news, today, late ? today - 0.5 : today);
          if (taken !== should)
            differences.push(`${each.id}: "${news}" on day ${today} was ${taken ? '' : 'not '}taken`);
        }
      });
    }
  } finally {
    await planFaultsOn(stack, undefined);
  }
  await travel(stack, lookedAfter, 60_000);
  differences.push(...(await compared(stack, cases)));
  await together(cases, (each) => finished(stack, desk, each));
  await travel(stack, lookedAfter, 60_000);
  differences.push(...(await compared(stack, cases)));
  differences.push(...(await saidOnce(stack, cases)));
  const results: Record<string, number> = {};
  for (const { expected } of cases) results[`${expected.result}`] = (results[`${expected.result}`] ?? 0) + 1;
  return { differences, told, results };
}

async function opened(stack: Stack, senders: readonly Sender[], many: number, random: () => number): Promise<Case[]> {
  const wishes = Array.from({ length: many }, (_, n) => ({
    by: senders[n % senders.length] as Sender,
    serials: Array.from({ length: 1 + Math.floor(random() * 3) }, serialOf),
  }));
  const cases: Case[] = [];
  await together(wishes, async ({ by, serials }) => {
    const [serial = '', ...more] = serials;
    const { body } = await answered((key) => by.asks({ serial, ...(more.length > 0 && { more }) }, key));
    cases.push({ id: body.id, serials, tracking: '', by, expected: new Return(serials.length) });
  });
  await travel(stack, lookedAfter, 60_000);
  const seen: Case[] = [];
  await together(cases, async (each) => {
    const { body } = await answered(() => each.by.me.get<Shown>(`/api/recycling/cases/${each.id}`));
    seen.push({ ...each, tracking: body.tracking as string });
  });
  return seen;
}

/** A client waits no longer for an answer: who was to give it may have been killed. */
const patience = 15_000;

/** As a client does: what got no answer is sent again, with the same key. */
async function answered<Answer extends { status: number }>(ask: (key: string) => Promise<Answer>): Promise<Answer> {
  const key = randomUUID();
  for (;;) {
    const answer = await Promise.race([ask(key).catch(() => undefined), pause(patience, undefined, { ref: false })]);
    if (answer !== undefined && answer.status < 500) return answer;
  }
}

const likely: readonly Told[] = ['carrier has it', 'received', 'counted as announced', 'recycled', 'sent back'];
const others: readonly Told[] = [
  'carrier lost it',
  'counted with one missing',
  'counted with another device',
  'counted as empty',
  'taken as it came',
  'not taken',
  'refurbished',
  'rejected',
  'called off',
  'extended',
];

function drawn(random: () => number): Told {
  const from = random() < 0.5 ? likely : others;
  return from[Math.floor(random() * from.length)] as Told;
}

/** Says something of a return where it is said in life, the carrier's late news half a day late. Whether it was taken. */
async function tell(stack: Stack, desk: Returns, each: Case, news: Told, late = false): Promise<boolean> {
  const { id, tracking, by, serials } = each;
  const at = new Date((await productTime(stack)) - (late ? day / 2 : 0)).toISOString();
  const [, ...butOne] = serials;
  const asks: Record<Told, (key: string) => Promise<{ status: number }>> = {
    'carrier has it': (key) => desk.carrierSays(tracking, 'in-transit', { id: key, at }),
    'carrier lost it': (key) => desk.carrierSays(tracking, 'lost', { id: key, at }),
    received: () => desk.receive(id),
    'counted as announced': () => desk.count(id, serials),
    'counted with one missing': () => desk.count(id, butOne, 1),
    'counted with another device': () => desk.count(id, [`X-${id}`]),
    'counted as empty': () => desk.count(id, [], serials.length),
    'taken as it came': () => desk.review(id, 'accept'),
    'not taken': () => desk.review(id, 'reject'),
    recycled: () => desk.decide(id, 'recycled'),
    refurbished: () => desk.decide(id, 'refurbished'),
    rejected: () => desk.decide(id, 'rejected'),
    'called off': () => by.cancels(id),
    extended: (key) => by.me.send('POST', `/api/recycling/cases/${id}/extension`, undefined, key),
    'sent back': () => desk.receive(id, 'returned'),
  };
  return (await answered(asks[news])).status < 300;
}

/** Brings a return to its end, whichever way is open. */
async function finished(stack: Stack, desk: Returns, each: Case): Promise<void> {
  for (const news of ['called off', 'received', 'recycled', 'rejected', 'sent back'] as const) {
    if (each.expected.result !== undefined) return;
    await tell(stack, desk, each, news);
    each.expected.hears(news, tellingDays[2]);
  }
}

async function compared(stack: Stack, cases: readonly Case[]): Promise<string[]> {
  const differences: string[] = [];
  await together(cases, async ({ id, by, expected }) => {
    const { body } = await by.me.get<Shown>(`/api/recycling/cases/${id}`);
    const [is, should] = [`${body.state} ${body.result ?? ''}`, `${expected.state} ${expected.result ?? ''}`];
    if (is !== should) differences.push(`${id} is ${is}, and should be ${should}`);
    const open = expected.result === undefined;
    if (open && (body.next.who === 'nobody' || body.next.by === undefined)) differences.push(`${id} has no next step`);
  });
  const running = new Set((await runningCases(stack)).map(({ caseId }) => caseId));
  for (const { id, expected } of cases) {
    const open = expected.result === undefined;
    if (running.has(id) !== open) differences.push(`the execution of ${id} ${open ? 'ended' : 'hangs'}`);
  }
  return differences;
}

/** What can happen once was said once. */
async function saidOnce(stack: Stack, cases: readonly Case[]): Promise<string[]> {
  const dynamodb = dynamodbOf(stack);
  const differences: string[] = [];
  await together(cases, async ({ id, expected }) => {
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: stack.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `event#${brand}#case#${id}` },
      }),
    );
    const count = (type: string) => Items.filter((item) => item.type === type).length;
    const once = [
      'case.requested',
      'case.label-sent',
      'case.closed',
      ...(expected.result === 'recycled' ? ['case.recycled', 'case.certified'] : []),
    ];
    for (const type of once) if (count(type) !== 1) differences.push(`${id} said ${type} ${count(type)} times`);
    if (expected.result !== 'recycled' && count('case.recycled') > 0) differences.push(`${id} said it was recycled`);
  });
  return differences;
}

async function together<Each>(all: readonly Each[], run: (each: Each) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const worker = async () => {
    for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) await run(each);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
