import { describe, expect, it } from '@jest/globals';
import type { Message } from '../../tools/cloud/mail.ts';
import type { Person } from '../../tools/cloud/stack.ts';
import { place } from '../support/place.ts';

const here = await place();
const device = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
const stranger = here.stranger('retorno');

/** The mails to somebody that speak of points, newest first. */
const mailsTo = async ({ email }: Person): Promise<Message[]> =>
  (await here.mails(email)).filter(({ subject }) => subject.includes('puntos'));

/** Minutes after whatever was before, and minutes before what comes next. */
async function deposit(person: Person): Promise<void> {
  await throwsIn(person);
  await here.travel('PT6M');
}

async function throwsIn({ customerId }: Person): Promise<void> {
  await here.travel('PT1M');
  await device.says('deposit', { citizen: { customerId }, items: [{ material: 'can', grams: 14 }] });
  await here.quiet();
}

describe('the mail about a deposit', () => {
  it('comes some minutes later by day, in text and HTML, with a one-click way out', async () => {
    await here.travelTo('12:30');
    const person = await here.registers('retorno', 'correo');
    await deposit(person);
    const [mail, ...others] = (await mailsTo(person)) as [Message, ...Message[]];
    expect(others).toEqual([]);
    expect(mail.subject).toBe('Has ganado 3 puntos');
    expect(mail.text).toContain('1 envase');
    expect(mail.html).toContain('lang="es"');
    expect(mail.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');

    const link = (mail.headers['list-unsubscribe'] as string).slice(1, -1);
    const path = new URL(link).pathname;
    expect((await stranger.get(path)).status).toBe(200);
    await deposit(person);
    expect(await mailsTo(person)).toHaveLength(2);
    expect((await stranger.send('POST', path, undefined, null)).status).toBe(200);
    await deposit(person);
    expect(await mailsTo(person)).toHaveLength(2);
    const { body } = await (await here.as(person)).get<{ notifications: { state: string }[] }>('/api/notifications');
    expect(body.notifications.map(({ state }) => state)).toEqual(['suppressed', 'sent', 'sent', 'sent']);
  });

  it('is one for three bags within five minutes', async () => {
    await here.travelTo('12:30');
    const person = await here.registers('retorno', 'bolsas');
    for (let bag = 0; bag < 3; bag++) await throwsIn(person);
    await here.travel('PT6M');
    expect((await mailsTo(person)).map(({ subject }) => subject)).toEqual(['Has ganado 9 puntos']);
  });

  it('waits at night until nine in the morning of the reader', async () => {
    await here.travelTo('23:30');
    const person = await here.registers('retorno', 'noche');
    await deposit(person);
    expect(await mailsTo(person)).toEqual([]);
    await here.travelTo('08:30');
    expect(await mailsTo(person)).toEqual([]);
    await here.travelTo('09:30');
    expect(await mailsTo(person)).toHaveLength(1);
    await here.travel('P1D');
    expect(await mailsTo(person)).toHaveLength(1);
  });

  it('cannot be turned off by somebody who makes up a link', async () => {
    const person = await here.registers('retorno', 'inventado');
    const made = await stranger.send(
      'POST',
      `/api/open/notifications/unsubscribe/${person.customerId}.receipts.aaaaaaaaaaaaaaaaaaaaaa`,
      undefined,
      null,
    );
    expect(made.status).toBe(404);
    const { body } = await (await here.as(person)).get('/api/notifications/preferences');
    expect(body).toEqual({ receipts: true, expiry: true });
  });
});
