import { beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '../../tools/cloud/wait.ts';
import { place } from '../support/place.ts';
import { planDay, type ToldDay } from './told-day.ts';

const here = await place();

describe('a day of deposits: doubled, replayed hours later, reordered, malformed, with wrong clocks and two machines cut off', () => {
  let told: ToldDay;
  let began: string;

  beforeAll(async () => {
    began = await here.now();
    told = await planDay(here, 'dia', { seed: 11, deposits: 150, citizens: 6, machines: 6 });
    await told.tell();
  });

  it('ends with the balance that the day alone comes to, for every citizen', async () => {
    expect(await told.differences()).toEqual([]);
    expect(told.points).toBeGreaterThan(500);
  });

  it('puts each message aside that can never count, with its reason, and no other', async () => {
    const letters = await waitFor('every dead letter', async () => {
      const found = await told.aside();
      return found.length >= told.hopeless && found;
    });
    // A message that its queue hands out twice is put aside twice.
    expect(new Set(letters.map(({ body }) => body)).size).toBeLessThanOrEqual(told.hopeless);
    expect(letters.filter(({ reason }) => reason.length < 10)).toEqual([]);
    expect(new Set(letters.map(({ code }) => code))).toEqual(new Set(['bad-body', 'wrong-clock']));
  });

  it('tells the brand’s admin by mail, in words, what was put aside and why', async () => {
    const mail = await waitFor(
      'the mail about dead letters',
      async () =>
        (await here.mails('admin@retorno.example')).find(({ text }) => text.includes('devices-messages-dead')),
      600,
    );
    expect(mail.text).toMatch(/- (bad-body|wrong-clock|cause-changed|forged-device|unknown-\w+) \(\d+\): \w/);
  });

  it('changes nothing when every event of the day is published again', async () => {
    expect(await here.republishes(began, await here.now())).toBeGreaterThan(250);
    await here.quiet();
    expect(await told.differences()).toEqual([]);
    expect(await here.aside('points')).toEqual([]);
  });
});
