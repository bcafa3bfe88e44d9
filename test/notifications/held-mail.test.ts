import { describe, expect, it } from '@jest/globals';
import { personKey } from '#layers/published/customers/person.ts';
import { remove } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { origin } from '../support/origins.ts';
import { asks, earnedBy, emptyMailroom, type Mailroom, mailroom } from './mailroom.ts';

const nine = '2026-11-23T08:00:00.000Z';

/** Half past eleven in the evening. Ana lives by Madrid's clocks or by another zone's, and has earned points. */
async function atNight(zone?: string) {
  const room = await mailroom();
  const ana = await room.signsIn();
  if (zone !== undefined) await ana.send('PATCH', '/api/customers/me', { zone });
  await room.here.travelTo('23:30');
  const unsubscribes = () => ana.send('PUT', '/api/notifications/preferences', { receipts: false, expiry: true });
  return { ...room, earned: earnedBy(room), unsubscribes };
}

const expectSent = ({ mails, said, timers, left }: Mailroom) =>
  expect([mails(), said(), timers(), left()]).toMatchObject([
    [{ state: 'sent' }],
    ['deposit-receipt: sent'],
    [],
    ['deposit-receipt'],
  ]);

describe('a mail that would come by night', () => {
  it('waits until nine in the morning, and is sent once by its timer', async () => {
    const room = await atNight();
    await room.hears(room.earned);
    expect([room.left(), room.said()]).toEqual([[], []]);
    expect(room.mails()).toMatchObject([{ state: 'held' }]);
    const [timer] = room.timers();
    expect(timer?.dueAt).toBe(nine);
    await room.passesTo('08:59');
    expect(room.left()).toEqual([]);
    await room.passesTo('09:00');
    room.fires(timer);
    await room.here.quiet();
    expectSent(room);
  });

  it('waits for nine where its reader lives', async () => {
    const room = await atNight('Atlantic/Canary');
    await room.hears(room.earned);
    expect(room.timers()).toMatchObject([{ dueAt: '2026-11-23T09:00:00.000Z' }]);
  });

  it('waits as one, however often its event is heard, by night or by day', async () => {
    const room = await atNight();
    await room.hears(room.earned);
    await room.hears(room.earned);
    await room.passesTo('08:59');
    await room.hears(room.earned);
    expect([room.left(), room.timers()]).toMatchObject([[], [{ dueAt: nine }]]);
    await room.passesTo('09:00');
    await room.hears(room.earned);
    expectSent(room);
  });

  it('waits on when the provider takes none at nine, and leaves when it does', async () => {
    const room = await atNight();
    await room.hears(room.earned);
    const { refusals } = room.here.world.mail;
    refusals.push('ThrottlingException', 'ThrottlingException');
    await room.passesTo('09:00');
    expect(refusals).toEqual([]);
    expectSent(room);
  });

  it('that the provider refuses at nine is not sent, it is said, and its timer goes', async () => {
    const room = await atNight();
    await room.hears(room.earned);
    room.here.world.mail.refusals.push('MessageRejected');
    await room.passesTo('09:00');
    expect([room.left(), room.timers()]).toEqual([[], []]);
    expect(room.said()).toEqual(['deposit-receipt: refused-by-provider']);
  });

  it('does not wait when it cannot: a welcome leaves at once', async () => {
    const room = await emptyMailroom();
    await room.here.travelTo('23:30');
    await asks(room);
    expect([room.left(), room.timers()]).toEqual([['welcome'], []]);
  });

  it('does not wait for who wants none', async () => {
    const room = await atNight();
    await room.unsubscribes();
    await room.hears(room.earned);
    expect(room.timers()).toEqual([]);
    expect(room.said()).toEqual(['deposit-receipt: unsubscribed']);
  });

  it('does not leave in the morning for who unsubscribed meanwhile', async () => {
    const room = await atNight();
    await room.hears(room.earned);
    await room.unsubscribes();
    await room.passesTo('09:00');
    expect([room.left(), room.said()]).toEqual([[], ['deposit-receipt: unsubscribed']]);
  });

  it('is no dead letter when its event is heard again after its reader unsubscribed', async () => {
    const room = await atNight();
    await room.hears(room.earned);
    await room.unsubscribes();
    await room.hears(room.earned);
    expect(room.dead()).toEqual([]);
  });

  it('rests for ever when its reader is gone: its timer goes too', async () => {
    const room = await atNight();
    await room.hears(room.earned);
    await commit(origin({ owner: 'customers' }), { changes: [remove(personKey('retorno', room.customerId))] });
    await room.passesTo('09:00');
    expect([room.left(), room.timers()]).toEqual([[], []]);
  });
});
