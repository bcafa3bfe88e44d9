import { beforeAll, describe, expect, it } from '@jest/globals';
import { checkDay } from '../../local/check-day.ts';
import { queueDepths } from '../../local/aws.ts';
import { makeDay, type Publication } from '../../local/day.ts';
import { sumOf } from '../../local/day-sum.ts';
import { deadLetters } from '../../local/dead-letters.ts';
import { cloudEnvironment } from '../../local/emulator.ts';
import { republish } from '../../local/republish.ts';
import { type Person, readStack } from '../../local/stack.ts';
import { tellDay } from '../../local/tell-day.ts';
import { planFaultsOn, productTime, quiet } from '../../local/time-machine.ts';
import { waitFor } from '../../local/wait.ts';
import { freshCards, freshCitizens } from './citizens.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));
const devices = stack.devices.filter(({ brand }) => brand === 'retorno');

interface Told {
  readonly day: readonly Publication[];
  readonly citizens: readonly Person[];
  readonly cardsOf: ReadonlyMap<string, readonly string[]>;
}

async function dayOf(story: string, seed: number, deposits: number): Promise<Told> {
  const citizens = await freshCitizens(stack, story, 6);
  const cardsOf = await freshCards(stack, story, citizens.slice(0, 4));
  const day = makeDay({
    seed,
    deposits,
    machines: devices.map(({ deviceId }) => deviceId),
    customers: citizens.map(({ customerId }) => customerId),
    cards: [...cardsOf.values()].flat(),
    until: new Date((await productTime(stack)) - 600_000).toISOString(),
  });
  return { day, citizens, cardsOf };
}

const putAside = async () => (await queueDepths(stack)).get('vuelta-devices-messages-dead') ?? 0;

describe('a day of deposits: doubled, replayed hours later, reordered, malformed, with wrong clocks and two machines cut off', () => {
  let told: Told;
  let before: number;
  let began: string;

  beforeAll(async () => {
    began = new Date(await productTime(stack)).toISOString();
    before = await putAside();
    told = await dayOf('dia', 11, 300);
    await tellDay(stack, devices, told.day);
  });

  it('ends with the balance that the day alone comes to, for every citizen', async () => {
    const { differences, points } = await checkDay(stack, told.day, told.citizens, told.cardsOf);
    expect(differences).toEqual([]);
    expect(points).toBeGreaterThan(1_000);
  });

  it('puts each message aside that can never count, with its reason, and no other', async () => {
    expect((await putAside()) - before).toBe(sumOf(told.day).deadLetters);
    const letters = await deadLetters('devices');
    expect(new Set(letters.map(({ code }) => code))).toEqual(new Set(['bad-body', 'wrong-clock']));
    expect(letters.filter(({ reason }) => reason.length < 10)).toEqual([]);
  });

  it('tells the brand’s admin by mail, in words, what was put aside and why', async () => {
    const mail = await waitFor('the mail about dead letters', async () => {
      const mails = (await (await fetch(`${stack.inbox}/messages?to=admin@retorno.example`)).json()) as { subject: string; text: string }[];
      return mails.find(({ subject }) => subject.includes('devices-messages-dead'));
    });
    expect(mail.text).toMatch(/bad-body|wrong-clock/);
    expect(mail.text).toContain('npm run ops -- dead-letters devices');
  });

  it('changes nothing when every event of the day is published again', async () => {
    const sent = await republish({
      table: stack.table,
      bus: stack.bus,
      from: began,
      to: new Date(await productTime(stack)).toISOString(),
    });
    expect(sent).toBeGreaterThan(500);
    await quiet(stack);
    const { differences } = await checkDay(stack, told.day, told.citizens, told.cardsOf);
    expect(differences).toEqual([]);
    expect((await queueDepths(stack)).get('vuelta-points-events-dead')).toBe(0);
  });
});

describe('the same kind of day while 2 % of all calls to AWS fail in every way and functions are killed mid-run', () => {
  it('ends with the balances that the day alone comes to', async () => {
    const told = await dayOf('averias', 12, 200);
    await planFaultsOn(stack, {
      rate: 0.02,
      seed: 5,
      kinds: ['fail', 'time-out', 'applied-then-time-out', 'throttle', 'delay', 'kill'],
    });
    try {
      await tellDay(stack, devices, told.day);
    } finally {
      await planFaultsOn(stack, undefined);
    }
    await quiet(stack, 300);
    const { differences } = await checkDay(stack, told.day, told.citizens, told.cardsOf);
    expect(differences).toEqual([]);
  });
});
