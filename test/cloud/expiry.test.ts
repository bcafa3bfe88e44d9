import { describe, expect, it } from '@jest/globals';
import { cloudEnvironment } from '../../local/emulator.ts';
import { connectMachine } from '../../local/machine.ts';
import { type DeviceHandle, type Person, readStack } from '../../local/stack.ts';
import { productTime, quiet, travel } from '../../local/time-machine.ts';
import { customer } from '../../local/visitor.ts';
import { freshCitizens } from './citizens.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));
const device = stack.devices.find(({ brand }) => brand === 'retorno') as DeviceHandle;

const day = 86_400_000;
const until = async (instant: number) => travel(stack, instant - (await productTime(stack)));

async function mailsAbout(person: Person): Promise<string[]> {
  const mails = (await (await fetch(`${stack.inbox}/messages?to=${encodeURIComponent(person.email)}`)).json()) as {
    subject: string;
  }[];
  return mails.map(({ subject }) => subject).filter((subject) => subject.includes('caducan'));
}

describe('points that nobody spends', () => {
  it('expire with their month in the zone of their holder, after a warning 30 and 7 days before', async () => {
    const [madrid, canary] = (await freshCitizens(stack, 'caducan', 2)) as [Person, Person];
    const [inMadrid, inCanary] = [await customer(stack, madrid), await customer(stack, canary)];
    await inCanary.send('PATCH', '/api/customers/me', { zone: 'Atlantic/Canary' }, null);
    const now = new Date(await productTime(stack));
    const machine = await connectMachine(stack, device);
    for (const [n, { customerId }] of [madrid, canary].entries()) {
      const at = now.toISOString();
      const data = { citizen: { customerId }, items: [{ material: 'glass', grams: 350 }] };
      await machine.publish(
        'deposit',
        JSON.stringify({ id: `expiry-${n}-${now.getTime()}`, at, sentAt: at, type: 'deposit', data }),
      );
    }
    await machine.stop();
    await quiet(stack);

    // Midnight in Madrid, by its clocks, on the first of the month after the same month of next year.
    const month = new Date(Date.UTC(now.getUTCFullYear() + 1, now.getUTCMonth() + 1, 1));
    const hoursAhead = Number(
      new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Madrid', hour: '2-digit' }).format(month),
    );
    const midnight = month.getTime() - hoursAhead * 3_600_000;

    await until(midnight - 31 * day);
    expect(await mailsAbout(madrid)).toHaveLength(0);
    await until(midnight - 29 * day);
    expect(await mailsAbout(madrid)).toHaveLength(1);
    await until(midnight - 6 * day);
    expect(await mailsAbout(madrid)).toHaveLength(2);

    const active = async (me: typeof inMadrid) => (await me.get<{ active: number }>('/api/points/balance')).body.active;
    await until(midnight - 60_000);
    expect([await active(inMadrid), await active(inCanary)]).toEqual([4, 4]);
    await until(midnight + 60_000);
    expect([await active(inMadrid), await active(inCanary)]).toEqual([0, 4]);
    await until(midnight + 3_600_000 + 60_000);
    expect([await active(inMadrid), await active(inCanary)]).toEqual([0, 0]);
    const { body } = await inMadrid.get<{ entries: { kind: string; points: number }[] }>('/api/points/entries');
    expect(body.entries.map(({ kind, points }) => [kind, points])).toEqual([
      ['expired', -4],
      ['earned', 4],
    ]);
  });
});
