import { describe, expect, it } from '@jest/globals';
import { local } from '../../infra/names.ts';
import { type Crowd, crowd } from './crowd.ts';
import { asks, type Mailroom } from './mailroom.ts';

it('what is held for a crowd leaves at nine at the rate that the provider takes, as one for each', async () => {
  const room = await crowd(150, '23:30');
  const events = room.earn(2, '2026-11-22T22:00:00.000Z');
  await room.hears(...events);
  expect(room.receipts().size).toBe(0);
  await room.passesTo('09:00');
  const receipts = room.receipts();
  expect(receipts.size).toBe(150);
  for (const times of receipts.values()) expect(times).toEqual(['2026-11-22T22:00:00.000Z']);
  expect([room.here.world.mail.throttled, room.timers(), room.dead()]).toEqual([0, [], []]);
});

/** Seconds after which the welcome of somebody leaves who asks to be registered now. */
async function welcomed(room: Mailroom, name: string): Promise<number> {
  const { scheduler, mail } = room.here.world;
  const to = `${name}@${room.brand}.example`;
  const asked = scheduler.now();
  await asks({ ...room, to });
  return ((mail.left.find((left) => left.to.includes(to))?.at ?? Number.POSITIVE_INFINITY) - asked) / 1_000;
}

describe('the confirmation of an address leaves within a minute', () => {
  /** All receipts have left, once each, and none too fast. */
  async function expectLeft(room: Crowd, receipts: number): Promise<void> {
    await room.settles();
    expect([...room.receipts().values()].flat()).toHaveLength(receipts);
    expect([room.here.world.mail.throttled, room.timers(), room.dead()]).toEqual([0, [], []]);
  }

  it('while what was held for a crowd leaves', async () => {
    const room = await crowd(300, '23:30');
    await room.hears(...room.earn(1, '2026-11-22T22:00:00.000Z'));
    await room.here.world.scheduler.passTo(Date.parse('2026-11-23T08:00:10.000Z'));
    expect(await welcomed(room, 'berta')).toBeLessThan(60);
    await expectLeft(room, 300);
  });

  it('while a crowd is told of what it earned by day', async () => {
    const room = await crowd(600, '12:00');
    const queue = local.queueName('notifications', 'events');
    for (const detail of room.earn(1, await room.here.now()))
      room.here.world.queues.put(queue, JSON.stringify({ detail }));
    const names = ['berta', 'carles', 'dolors', 'enric', 'fina'];
    const seconds = await Promise.all(names.map((name) => welcomed(room, name)));
    expect(Math.max(...seconds)).toBeLessThan(60);
    await room.here.travel('PT5M');
    const late = await welcomed(room, 'gloria');
    expect(late).toBeLessThan(60);
    await expectLeft(room, 600);
  });
});
