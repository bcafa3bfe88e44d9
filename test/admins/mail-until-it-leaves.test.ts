import { expect, it } from '@jest/globals';
import { programmes } from '#brands/programmes.ts';
import { local } from '../../infra/names.ts';
import { driver, type WorldDriver } from '../world/driver.ts';
import type { Fate } from '../world/process.ts';

const queue = `${local.queueName('points', 'events')}-dead`;

/** A world in which an alarm about a dead letter goes off, of a brand or of nobody in particular, under whatever is planned for it. */
async function alarmed(brand: string | undefined, plan: (here: WorldDriver) => void): Promise<WorldDriver> {
  const here = await driver({ seed: 1, start: '2026-11-22T09:00:30.000Z' });
  plan(here);
  here.world.queues.put(queue, JSON.stringify({ detail: { brand } }));
  await here.world.scheduler.passTo(here.world.scheduler.now() + 60_000);
  await here.quiet();
  return here;
}

/** How many mails about the alarm each admin of a brand has. */
async function told(here: WorldDriver, brand: string): Promise<number> {
  return (await here.mails(`admin@${brand}.example`)).filter(({ subject }) => subject.includes(queue)).length;
}

it.each(['Throttling', 'AccessDenied', 'TimeoutError', 'ServiceUnavailable'])(
  'the mail of an alarm that the provider did not take, as far as is known (%s), comes again',
  async (name) => {
    const here = await alarmed('retorno', ({ world }) => world.mail.refusals.push(name, name));
    expect([here.world.mail.refusals, await told(here, 'retorno')]).toEqual([[], 1]);
    expect(await here.aside('admins')).toEqual([]);
  },
);

it('the mail of an alarm comes again where its function ended before it left', async () => {
  const fates: Fate[] = ['dies before'];
  const here = await alarmed('retorno', ({ world: { scheduler } }) => {
    scheduler.fate = ({ operation }) => (operation === 'SendRawEmail' && fates.shift()) || 'answered';
  });
  expect([fates, await told(here, 'retorno')]).toEqual([[], 1]);
});

it('all other admins are told at once, and once, where the mail to one comes again', async () => {
  const here = await alarmed(undefined, ({ world }) => world.mail.refusals.push('Throttling'));
  for (const brand of Object.keys(programmes)) expect([brand, await told(here, brand)]).toEqual([brand, 1]);
  const at = here.world.mail.left.map((left) => left.at);
  expect(at.filter((each) => each > Math.min(...at))).toHaveLength(1);
});

it('the mail of an alarm that the provider refuses for good is not tried again', async () => {
  const here = await alarmed('retorno', ({ world }) => world.mail.refusals.push('MessageRejected'));
  expect([await told(here, 'retorno'), await here.aside('admins')]).toEqual([0, []]);
});
