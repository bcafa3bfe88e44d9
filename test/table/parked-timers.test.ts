import { expect, it } from '@jest/globals';
import { parkedTimers, unparkTimers } from '../../tools/ops/parked.ts';
import { casesAtNight } from '../notifications/case-news.ts';
import { asIn, type Mailroom } from '../notifications/mailroom.ts';
import { endFaults } from '../world/faults.ts';

const night = await casesAtNight();
const { news } = night;

/** A letter is held for the morning, and the function that sends what was held fails until its timer is parked. */
async function parked(): Promise<Mailroom> {
  const room = await asIn(night);
  const { scheduler } = room.here.world;
  await room.hears(news.received({ at: '2026-11-22T22:01:00.000Z', caseId: 'k-1' }));
  scheduler.fate = ({ process }) => (process?.name.startsWith('notifications/on-timer') ? 'fails' : 'answered');
  await room.here.travelTo('09:00');
  await room.here.travel('PT10H');
  endFaults(room.here.world);
  await room.here.travel('PT2H');
  expect(room.left()).toEqual([]);
  return room;
}

it('a timer that its owner never deals with is parked: an operator sees it, and lets it fire when the cause is mended', async () => {
  const room = await parked();
  expect(await parkedTimers()).toMatchObject([
    { owner: 'notifications', subject: expect.stringContaining('customer') },
  ]);
  expect(await parkedTimers('points')).toEqual([]);
  expect(await unparkTimers('points')).toBe(0);
  expect(await unparkTimers('notifications')).toBe(1);
  await room.here.travel('PT2M');
  expect([room.left(), room.timers(), await parkedTimers()]).toEqual([['case-received'], [], []]);
});

it('a parked timer whose message is sent back by hand, and which its owner arms for later, fires then', async () => {
  const room = await parked();
  const [timer] = room.timers();
  await room.here.travelTo('22:30'); // when nothing is sent
  room.fires(timer);
  await room.passesTo('09:00');
  expect([room.left(), room.timers(), await parkedTimers()]).toEqual([['case-received'], [], []]);
});
