/** Ten thousand mails that are due at one nine o'clock, in the world. */
import { type Crowd, crowd } from '../notifications/crowd.ts';
import type { Claim } from './claim.ts';

const people = 10_000;

export async function* paceClaims(): AsyncGenerator<Claim> {
  const room = await crowd(people, '23:30');
  await room.hears(...room.earn(1, '2026-11-22T22:00:00.000Z'));
  const { scheduler } = room.here.world;
  let handed = 0;
  scheduler.onTurn = (line) => {
    if (line.includes('timers/on-schedule') && line.endsWith('SendMessage')) handed += 1;
  };
  await room.passesTo('09:00');
  const { left, throttled } = room.here.world.mail;
  const nine = Date.parse('2026-11-23T08:00:00.000Z');
  const minutes = Math.ceil(((left.at(-1)?.at ?? nine) - nine) / 60_000);
  yield {
    what: 'mails held for as many people that are due at one nine o’clock leave once each, and the provider finds none too fast',
    howMany: `${people} mails`,
    result: [
      `${receiptsOf(room)} left in ${minutes} minutes`,
      `${throttled} too fast`,
      `${room.dead().length} put aside, timers handed over ${handed} times`,
    ].join(', '),
    seed: scheduler.seed,
    holds: receiptsOf(room) === people && throttled === 0 && room.dead().length === 0 && room.timers().length === 0,
  };
}

const receiptsOf = (room: Crowd): number => [...room.receipts().values()].flat().length;
