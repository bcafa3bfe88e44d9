import { expect, it } from '@jest/globals';
import { programmes } from '#brands/programmes.ts';
import { local } from '../../infra/names.ts';
import { driver, type WorldDriver } from '../world/driver.ts';
import type { Fate } from '../world/process.ts';

const AlarmName = local.alarmName('outbox-is-behind');

/** A world in which an alarm goes off, under whatever is planned for it. */
async function alarmed(plan: (here: WorldDriver) => void): Promise<WorldDriver> {
  const here = await driver({ seed: 1, start: '2026-11-22T09:00:30.000Z' });
  plan(here);
  const Message = JSON.stringify({
    AlarmName,
    NewStateValue: 'ALARM',
    StateChangeTime: '2026-11-22T09:00:30.000+0000',
  });
  here.world.queues.put(local.queueName('admins', 'alarms'), JSON.stringify({ Type: 'Notification', Message }));
  await here.quiet();
  return here;
}

/** How many mails about the alarm each admin has, by brand. */
async function told(here: WorldDriver): Promise<number[]> {
  const mails = await Promise.all(Object.keys(programmes).map((brand) => here.mails(`admin@${brand}.example`)));
  return mails.map((found) => found.filter(({ subject }) => subject.includes(AlarmName)).length);
}

const once = Object.keys(programmes).map(() => 1);

it.each(['Throttling', 'AccessDenied', 'TimeoutError', 'ServiceUnavailable'])(
  'the mail of an alarm that the provider did not take, as far as is known (%s), comes again',
  async (name) => {
    const here = await alarmed(({ world }) => world.mail.refusals.push(name, name));
    expect([here.world.mail.refusals, await told(here)]).toEqual([[], once]);
    expect(await here.aside('admins')).toEqual([]);
  },
);

it('the mail of an alarm comes again where its function ended before it left', async () => {
  const fates: Fate[] = ['dies before'];
  const here = await alarmed(({ world: { scheduler } }) => {
    scheduler.fate = ({ operation }) => (operation === 'SendRawEmail' && fates.shift()) || 'answered';
  });
  expect([fates, await told(here)]).toEqual([[], once]);
});

it('all other admins are told at once, and once, where the mail to one comes again', async () => {
  const here = await alarmed(({ world }) => world.mail.refusals.push('Throttling'));
  expect(await told(here)).toEqual(once);
  const at = here.world.mail.left.map((left) => left.at);
  expect(at.filter((each) => each > Math.min(...at))).toHaveLength(1);
});

it('the mail of an alarm that the provider refuses for good is not tried again', async () => {
  const here = await alarmed(({ world }) => world.mail.refusals.push('MessageRejected'));
  expect((await told(here)).toSorted()).toEqual([0, ...once.slice(1)]);
  expect(await here.aside('admins')).toEqual([]);
});
