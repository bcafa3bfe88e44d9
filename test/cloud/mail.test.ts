import { describe, expect, it } from '@jest/globals';
import { cloudEnvironment } from '../../local/emulator.ts';
import { connectMachine } from '../../local/machine.ts';
import { type DeviceHandle, type Person, readStack } from '../../local/stack.ts';
import { productTime, quiet, travel, travelTo } from '../../local/time-machine.ts';
import { customer, visitor } from '../../local/visitor.ts';
import { freshCitizens } from './citizens.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));
const device = stack.devices.find(({ brand }) => brand === 'retorno') as DeviceHandle;

interface Mail {
  subject: string;
  from: string;
  text: string;
  html: string;
  headers: Record<string, string>;
}

async function mailsTo({ email }: Person): Promise<Mail[]> {
  const mails = (await (await fetch(`${stack.inbox}/messages?to=${encodeURIComponent(email)}`)).json()) as Mail[];
  return mails.filter(({ subject }) => subject.includes('puntos'));
}

async function deposit(person: Person): Promise<void> {
  const now = new Date(await productTime(stack)).toISOString();
  const data = { citizen: { customerId: person.customerId }, items: [{ material: 'can', grams: 14 }] };
  const machine = await connectMachine(stack, device);
  await machine.publish(
    'deposit',
    JSON.stringify({ id: `mail-${Math.random().toString(36).slice(2)}`, at: now, sentAt: now, type: 'deposit', data }),
  );
  await machine.stop();
  await quiet(stack);
}

describe('the mail about a deposit', () => {
  it('comes at once by day, in text and HTML, with a one-click way out', async () => {
    await travelTo(stack, '12:30');
    const [person] = (await freshCitizens(stack, 'correo', 1)) as [Person];
    await deposit(person);
    const [mail, ...others] = (await mailsTo(person)) as [Mail, ...Mail[]];
    expect(others).toEqual([]);
    expect(mail.subject).toBe('Has ganado 3 puntos');
    expect(mail.text).toContain('1 envase');
    expect(mail.html).toContain('lang="es"');
    expect(mail.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');

    const link = (mail.headers['list-unsubscribe'] as string).slice(1, -1);
    const stranger = visitor(stack.brands.retorno?.url ?? '');
    const path = new URL(link).pathname;
    expect((await stranger.get(path)).status).toBe(200);
    await deposit(person);
    expect(await mailsTo(person)).toHaveLength(2);
    expect((await stranger.send('POST', path, undefined, null)).status).toBe(200);
    await deposit(person);
    expect(await mailsTo(person)).toHaveLength(2);
    const { body } = await (await customer(stack, person)).get<{ notifications: { state: string }[] }>(
      '/api/notifications',
    );
    expect(body.notifications.map(({ state }) => state)).toEqual(['suppressed', 'sent', 'sent', 'sent']);
  });

  it('waits at night until nine in the morning of the reader', async () => {
    await travelTo(stack, '23:30');
    const [person] = (await freshCitizens(stack, 'noche', 1)) as [Person];
    await deposit(person);
    expect(await mailsTo(person)).toEqual([]);
    await travelTo(stack, '08:30');
    expect(await mailsTo(person)).toEqual([]);
    await travelTo(stack, '09:30');
    expect(await mailsTo(person)).toHaveLength(1);
    await travel(stack, 86_400_000);
    expect(await mailsTo(person)).toHaveLength(1);
  });

  it('cannot be turned off by somebody who makes up a link', async () => {
    const [person] = (await freshCitizens(stack, 'inventado', 1)) as [Person];
    const stranger = visitor(stack.brands.retorno?.url ?? '');
    const made = await stranger.send(
      'POST',
      `/api/open/notifications/unsubscribe/${person.customerId}.receipts.aaaaaaaaaaaaaaaaaaaaaa`,
      undefined,
      null,
    );
    expect(made.status).toBe(404);
    const { body } = await (await customer(stack, person)).get('/api/notifications/preferences');
    expect(body).toEqual({ receipts: true, expiry: true });
  });
});
