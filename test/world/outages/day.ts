import { Temporal } from 'temporal-polyfill';
import { readMail } from '../../../tools/cloud/mail.ts';
import { driver, type WorldDriver } from '../driver.ts';
import type { ServiceName } from '../services.ts';
import { broken } from '../year/invariants.ts';
import { Life } from '../year/life.ts';
import { beginOutage } from './outage.ts';
import { patienceOf } from './patience.ts';
import {
  buyer,
  citizen,
  collection,
  type Doings,
  manager,
  newcomer,
  type Return,
  sender,
  type Town,
} from './people.ts';

/** In the evening before: what comes after ten is held until nine, when the outage is in full course. */
const start = '2026-11-23T19:00:00.000Z';
const outage = { from: '08:45', until: '09:15' };

/** When bottles are thrown in while a service is out, but for the queues: what the broker cannot put into one nobody keeps. */
const meanwhile = ['08:50', '09:00', '09:10', '09:20'];
const afterwards = ['09:16', '09:17', '09:18', '09:20'];

/** A timer that was due while the service was out acts so many minutes after its return: a message rests for five at most. */
const soon = 6;

const onTheDay = (time: string): number => {
  const date = time >= '20:00' ? '2026-11-23' : '2026-11-24';
  return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime('Europe/Madrid').epochMilliseconds;
};

/** What came of a day. */
export interface Lived {
  readonly turns: number;
  /** What of what must hold does not, in words. */
  readonly broken: readonly string[];
  /** What everybody came to: what mails told each, and the cases. It is the same however the services were. */
  readonly outcome: readonly string[];
}

/** A day of people of all brands, in the middle of which a service may be out for half an hour. */
export async function liveDay({ seed, out }: { readonly seed: number; readonly out?: ServiceName }): Promise<Lived> {
  const here = await driver({ seed, start });
  const { scheduler } = here.world;
  const life = new Life(here, { seed, days: 1 });
  const until = (time: string) => scheduler.passTo(Math.max(life.now, onTheDay(time)));
  const town: Town = { life, patience: patienceOf(here), until };
  const machine = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
  const citizens = [];
  const doings: Doings[] = [];
  const times = ['20:30', '22:30', '08:20', '08:44', ...(out === 'queue' ? afterwards : meanwhile), '11:00'];
  for (const [n, spendsAt] of ['08:48', '09:01', '09:13'].entries()) {
    const person = await here.registers('retorno', 'ciudadana');
    citizens.push(person);
    const card = n === 1 ? '8000000001' : undefined;
    doings.push(await citizen(town, person, machine, { times, card, spendsAt }));
  }
  for (const brand of ['microsmile', 'mixsoon', 'smartmirror'])
    doings.push(buyer(town, await here.registers(brand, 'compra')));
  for (const [n, [brand, when]] of returns.entries()) {
    const person = await here.registers(brand, 'envia');
    doings.push(await sender(town, person, `SN-${brand}-${n}`, when));
  }
  doings.push(
    newcomer(town, 'mixsoon', '08:46'),
    newcomer(town, 'keyphone', '08:56'),
    newcomer(town, 'retorno', '09:12'),
  );
  doings.push(await manager(town, 'mixsoon', 'cabinet'), await collection(town, machine));
  await here.quiet();

  const wrong: string[] = [];
  const service = async () => {
    await until(outage.from);
    const end = out && beginOutage(here.world, out);
    await until(outage.until);
    if (end?.() === 0) wrong.push('nobody met the outage');
    await scheduler.passTo(onTheDay(outage.until) + soon * 60_000);
    wrong.push(...overdueSince(here, onTheDay(outage.until)));
  };
  await Promise.all([service(), ...doings.map((does) => does())]);
  await here.travel('P3D');
  return {
    turns: scheduler.turns,
    broken: [...wrong, ...(await broken(life, { citizens, machines: [machine] }))],
    outcome: await outcomeOf(life),
  };
}

/** No letter of a return overtakes another here, however late the first leaves. */
const returns: readonly (readonly [brand: string, when: Return])[] = [
  ['microsmile', { asks: '21:00', setsOff: '08:46', arrives: '08:52', isCounted: '09:06', isRecycled: '09:40' }],
  ['smartmirror', { asks: '20:40', setsOff: '20:50', arrives: '21:10', isCounted: '08:48', isRecycled: '08:59' }],
  ['smartmirror', { asks: '08:49', setsOff: '10:00', arrives: '10:30', isCounted: '11:00', isRecycled: '12:00' }],
  ['keyphone', { asks: '08:30', callsOff: '08:55' }],
];

/** The timers that were due before an instant, and stand still. */
function overdueSince({ world }: WorldDriver, instant: number): string[] {
  const before = new Date(instant).toISOString();
  return [...world.table.items()]
    .filter(({ pk, dueAt }) => pk.startsWith('timer#') && (dueAt as string) < before)
    .map(({ pk, sk, dueAt }) => `a deadline was not held: ${pk} ${sk} of ${dueAt}`);
}

async function outcomeOf({ here, diary }: Life): Promise<string[]> {
  const mails = await Promise.all(
    here.world.mail.left.map(async ({ id, to, mime }) => {
      const { message } = await readMail(id, to, Buffer.from(mime));
      return { to: to.join(', '), subject: message.subject };
    }),
  );
  const cases = await Promise.all(
    [...diary.cases].map(async ([caseId, { brand }]) => {
      const agent = await here.staff(brand, 'agent');
      const { body } = await agent.get<{ state: string }>(`/api/staff/recycling/cases/${caseId}`);
      return `the case at ${brand} is ${body.state}`;
    }),
  );
  return [...told(mails), ...cases].sort();
}

/** What each person is told by mail. Receipts are summed up: how many deposits come to one depends on when they are heard of. */
function told(mails: readonly { readonly to: string; readonly subject: string }[]): string[] {
  const earned = new Map<string, number>();
  const others: string[] = [];
  for (const { to, subject } of mails) {
    const points = /^Has ganado (\d+) puntos$/.exec(subject)?.[1];
    if (points === undefined) others.push(`${to} has "${subject}"`);
    else earned.set(to, (earned.get(to) ?? 0) + Number(points));
  }
  return [...others, ...[...earned].map(([to, points]) => `${to} has receipts of ${points} points`)];
}
