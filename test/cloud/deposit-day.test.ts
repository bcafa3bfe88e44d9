import { beforeAll, describe, expect, it } from '@jest/globals';
import { depositRecorded } from '#events/deposit.recorded.ts';
import { putEvents } from '#layers/aws/eventbridge.ts';
import { queueDepths } from '../../local/aws.ts';
import { sumOf } from '../../local/day/deposit-sum.ts';
import { deadLetters } from '../../local/dead-letters.ts';
import { cloudEnvironment } from '../../local/emulator.ts';
import { republish } from '../../local/republish.ts';
import { readStack } from '../../local/stack.ts';
import { planFaultsOn, productTime, quiet } from '../../local/time-machine.ts';
import { waitFor } from '../../local/wait.ts';
import { everyFault } from './faults.ts';
import { planDay, type ToldDay } from './told-day.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));

const arrivedAt = (body: string): number => (JSON.parse(body) as { arrivedAt: number }).arrivedAt;

const putAside = async () => (await queueDepths(stack)).get('vuelta-devices-messages-dead') ?? 0;

describe('a day of deposits: doubled, replayed hours later, reordered, malformed, with wrong clocks and two machines cut off', () => {
  let told: ToldDay;
  let before: number;
  let began: string;
  let started: number;

  beforeAll(async () => {
    began = new Date(await productTime(stack)).toISOString();
    started = Date.now();
    before = await putAside();
    const planned = await planDay(stack, 'dia', { seed: 11, deposits: 300, citizens: 6 });
    await planned.tell();
    told = planned;
  });

  it('ends with the balance that the day alone comes to, for every citizen', async () => {
    const { differences, points } = await told.check();
    expect(differences).toEqual([]);
    expect(points).toBeGreaterThan(1_000);
  });

  it('puts each message aside that can never count, with its reason, and no other', async () => {
    expect((await putAside()) - before).toBe(sumOf(told.day).deadLetters);
    const codes = new Set<string>();
    await waitFor('a dead letter of each kind', async () => {
      const letters = (await deadLetters('devices')).filter(({ body }) => arrivedAt(body) > started);
      expect(letters.filter(({ reason }) => reason.length < 10)).toEqual([]);
      for (const { code } of letters) codes.add(code);
      return codes.size >= 2;
    });
    expect(codes).toEqual(new Set(['bad-body', 'wrong-clock']));
  });

  it('tells the brand’s admin by mail, in words, what was put aside and why', async () => {
    const mail = await waitFor('the mail about dead letters', async () => {
      const mails = (await (await fetch(`${stack.inbox}/messages?to=admin@retorno.example`)).json()) as {
        subject: string;
        text: string;
      }[];
      return mails.find(({ subject }) => subject.includes('devices-messages-dead'));
    });
    expect(mail.text).toMatch(/- (bad-body|wrong-clock|cause-changed|forged-device|unknown-\w+) \(\d+\): \w/);
    expect(mail.text).toContain('npm run ops -- dead-letters devices');
  });

  it('changes nothing when every event of the day is published again', async () => {
    const to = new Date(await productTime(stack)).toISOString();
    const sent = await republish({ table: stack.table, bus: stack.bus, from: began, to });
    expect(sent).toBeGreaterThan(500);
    await quiet(stack);
    expect((await told.check()).differences).toEqual([]);
    expect((await queueDepths(stack)).get('vuelta-points-events-dead')).toBe(0);
  });
});

describe('the same kind of day while 2 % of all calls to AWS fail in every way and functions are killed mid-run', () => {
  const poison = `poison-${Date.now()}`.padEnd(22, '0').slice(0, 22);
  let planned: Awaited<ReturnType<typeof planDay>>;
  let began: string;

  beforeAll(async () => {
    began = new Date(await productTime(stack)).toISOString();
    planned = await planDay(stack, 'averias', { seed: 12, deposits: 200, citizens: 6 });
    await planFaultsOn(stack, everyFault);
    try {
      await putEvents(stack.bus, [poisonous(poison)]);
      await planned.tell();
    } finally {
      await planFaultsOn(stack, undefined);
    }
    await quiet(stack, 300);
    // A killed function's message is hidden for 30 s, and may be unlucky again: nearly always a minute, at times many.
  }, 900_000);

  it('ends with the balances that the day alone comes to, and gives up nothing but the poison', async () => {
    const letters = await Promise.all(
      ['devices', 'points', 'notifications'].map((capability) => deadLetters(capability)),
    );
    const givenUp = new Set(['gave-up', 'unknown']); // by the runtime, or by the queue where functions were killed
    const gaveUp = letters.flat().filter(({ code, body }) => givenUp.has(code) && !body.includes(poison));
    const { differences } = await planned.check();
    expect({ differences, gaveUp: gaveUp.map(({ code, reason }) => `${code}: ${reason}`) }).toEqual({
      differences: [],
      gaveUp: [],
    });
  });

  it('puts an event aside that fails whatever is tried, with what failed, while its neighbours pass', async () => {
    const letter = await waitFor('the poison to be put aside', async () =>
      (await deadLetters('points')).find(({ body }) => body.includes(poison)),
    );
    expect([letter.code, letter.reason]).toEqual(['gave-up', expect.stringContaining('failed 7 times')]);
  });

  it('changes nothing when every event of it is published again', async () => {
    const to = new Date(await productTime(stack)).toISOString();
    await republish({ table: stack.table, bus: stack.bus, from: began, to });
    await quiet(stack);
    expect((await planned.check()).differences).toEqual([]);
  });
});

/** An event that every schema lets through and no table takes: its account's key is too long. */
function poisonous(id: string) {
  const { example } = depositRecorded;
  const time = new Date().toISOString();
  const cause = { id, subject: 'device#rvm-0001', time };
  const detail = {
    specversion: '1.0',
    id,
    type: 'deposit.recorded',
    dataschema: 'vuelta:deposit.recorded:1',
    source: 'vuelta/devices',
    subject: 'device#rvm-0001',
    time,
    data: { ...example, accountId: 'x'.repeat(3_000) },
    brand: 'retorno',
    cause,
    actor: { id: 'rvm-0001', role: 'device' },
    recordedAt: time,
  };
  return { source: detail.source, type: detail.type, detail: JSON.stringify(detail) };
}
