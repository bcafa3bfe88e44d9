import { describe, expect, it } from '@jest/globals';
import type { Event } from '#events/event.ts';
import { pointsEarned } from '#events/points/points.earned.ts';
import { envelopeOf, eventItem, say } from '#layers/table/event-item.ts';
import { origin } from '../support/origins.ts';
import { newsOf } from './case-news.ts';
import { type Mailroom, mailroom } from './mailroom.ts';

/** The nth deposit of Ana: three cans, nine points. */
async function deposited({ here, brand, customerId }: Mailroom, nth: number): Promise<Event> {
  const cause = { id: `deposit-${nth}`, subject: 'device#rvm-0001', time: await here.now() };
  const containers = [{ material: 'can' as const, count: 3, grams: 42 }];
  const data = { ...pointsEarned.example, accountId: customerId, points: 9, containers };
  const said = say(pointsEarned, { about: customerId, effect: 'containers', data });
  return envelopeOf({ ...eventItem(origin({ brand, owner: 'points', cause }), said), recordedAt: cause.time });
}

async function deposits(room: Mailroom, times: number, every: string): Promise<void> {
  for (let nth = 0; nth < times; nth++) {
    await room.hears(await deposited(room, Date.parse(await room.here.now())));
    await room.here.travel(every);
  }
}

const states = ({ mails }: Mailroom): Record<string, number> => {
  const byState = Map.groupBy(mails(), ({ state }) => `${state}`);
  return Object.fromEntries([...byState].map(([state, of]) => [state, of.length]));
};

const textsTo = async ({ here, to }: Mailroom) =>
  (await here.mails(to)).filter(({ subject }) => subject.includes('punto')).map(({ subject }) => subject);

describe('the receipts of one person', () => {
  it('of three bags within five minutes are one mail, which sums them up', async () => {
    const room = await mailroom();
    await deposits(room, 3, 'PT1M');
    expect(room.left()).toEqual([]);
    await room.here.travel('PT4M');
    await room.settles();
    expect(room.left()).toEqual(['deposit-receipt']);
    expect(await textsTo(room)).toEqual(['Has ganado 27 puntos']);
    expect(room.said()).toEqual(['deposit-receipt: sent']);
    expect(states(room)).toEqual({ sent: 1, joined: 2 });
    expect(room.timers()).toEqual([]);
  });

  it('are a mail each where they are an hour apart', async () => {
    const room = await mailroom();
    await deposits(room, 3, 'PT1H');
    await room.settles();
    expect(await textsTo(room)).toEqual(Array(3).fill('Has ganado 9 puntos'));
  });

  it('stay one mail when an event is heard again later', async () => {
    const room = await mailroom();
    const events = [await deposited(room, 1), await deposited(room, 2)];
    await room.hears(...events);
    await room.here.travel('PT6M');
    await room.settles();
    await room.hears(...events);
    await room.here.travel('PT6M');
    await room.settles();
    expect(await textsTo(room)).toEqual(['Has ganado 18 puntos']);
  });

  it('are six mails a day at most, and what is beyond is one mail the next morning', async () => {
    const room = await mailroom();
    await deposits(room, 300, 'PT2M');
    await room.passesTo('21:59');
    const today = await textsTo(room);
    expect(today).toHaveLength(6);
    await room.passesTo('09:00');
    const all = await textsTo(room);
    expect(all).toHaveLength(7);
    const points = all.map((subject) => Number(/\d+/.exec(subject)?.[0]));
    expect(points.reduce((sum, each) => sum + each, 0)).toBe(300 * 9);
    expect([room.timers(), room.dead()]).toEqual([[], []]);
  });

  it('that wait for the morning hold up no other mail', async () => {
    const room = await mailroom({ brand: 'microsmile' });
    const news = newsOf(room.customerId);
    await deposits(room, 10, 'PT30M');
    expect(states(room)).toEqual({ sent: 6, held: 4 });
    await room.hears(news.received({ at: await room.here.now() }));
    await room.settles();
    expect(room.left().slice(6)).toEqual(['case-received']);
    await room.passesTo('09:00');
    expect(room.left().slice(6)).toEqual(['case-received', 'deposit-receipt']);
    expect(room.timers()).toEqual([]);
  });
});
