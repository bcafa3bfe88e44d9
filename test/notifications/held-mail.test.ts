import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import '../support/environment.ts';
import { personKey } from '#layers/people/person.ts';
import { remove } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { prefer } from '../../functions/notifications/mailbox.ts';
import { clockAt } from '../support/clock-in-hand.ts';
import { origin } from '../support/origins.ts';
import { ana, earned, postOffice, registered } from './post-office.ts';

const night = '2026-11-22T22:30:00.000Z';
const nine = '2026-11-23T08:00:00.000Z';

beforeEach(() => clockAt(night));
afterEach(() => {
  jest.restoreAllMocks();
});

const unsubscribed = () => {
  const cause = { id: 'u-1', subject: 'request#anyone', time: night };
  return prefer(origin({ owner: 'notifications', cause, hash: 'u' }), 'c-1', { receipts: false });
};

describe('a mail that would come by night', () => {
  it('waits until nine in the morning, and is sent once by its timer', async () => {
    const office = await postOffice();
    await office.hears(earned);
    expect([office.ses.left, office.said()]).toEqual([[], []]);
    expect(office.mails()).toMatchObject([{ state: 'held' }]);
    const [timer] = office.timers();
    expect(timer?.dueAt).toBe(nine);

    clockAt(nine);
    await office.fires(timer);
    await office.fires(timer);
    expect(office.ses.left).toHaveLength(1);
    expect([office.mails(), office.said(), office.timers()]).toMatchObject([
      [{ state: 'sent' }],
      ['notification.sent'],
      [],
    ]);
  });

  it('waits for nine where its reader lives', async () => {
    const office = await postOffice({ ...ana, zone: 'Atlantic/Canary' });
    await office.hears(earned);
    expect(office.timers()).toMatchObject([{ dueAt: '2026-11-23T09:00:00.000Z' }]);
  });

  it('waits as one, however often its event is heard, by night or by day', async () => {
    const office = await postOffice();
    await office.hears(earned);
    await office.hears(earned);
    clockAt(nine);
    await office.hears(earned);
    expect(office.ses.left).toEqual([]);
    const [timer, ...others] = office.timers();
    expect(others).toEqual([]);
    await office.fires(timer);
    await office.hears(earned);
    expect(office.ses.left).toHaveLength(1);
  });

  it('waits on when the provider takes none at nine, and leaves when it does', async () => {
    const office = await postOffice();
    await office.hears(earned);
    clockAt(nine);
    office.ses.refusals.push('ThrottlingException', 'ThrottlingException');
    expect(await office.fires(office.timers()[0])).toBe(3);
    expect(office.ses.left).toHaveLength(1);
    expect([office.mails(), office.said(), office.timers()]).toMatchObject([
      [{ state: 'sent' }],
      ['notification.sent'],
      [],
    ]);
  });

  it('that the provider refuses at nine is not sent, it is said, and its timer goes', async () => {
    const office = await postOffice();
    await office.hears(earned);
    clockAt(nine);
    office.ses.refusals.push('MessageRejected');
    await office.fires(office.timers()[0]);
    expect(office.timers()).toEqual([]);
    expect(office.said()).toEqual(['notification.suppressed: refused-by-provider']);
  });

  it('does not wait when it cannot: a welcome leaves at once', async () => {
    const office = await postOffice({ ...ana, emailConfirmed: false });
    await office.hears(registered);
    expect(office.ses.left).toHaveLength(1);
    expect(office.timers()).toEqual([]);
  });

  it('does not wait for who wants none', async () => {
    const office = await postOffice();
    await unsubscribed();
    await office.hears(earned);
    expect(office.timers()).toEqual([]);
    expect(office.said()).toContain('notification.suppressed: unsubscribed');
  });

  it('does not leave in the morning for who unsubscribed meanwhile', async () => {
    const office = await postOffice();
    await office.hears(earned);
    await unsubscribed();
    clockAt(nine);
    await office.fires(office.timers()[0]);
    expect(office.ses.left).toEqual([]);
    expect(office.said()).toContain('notification.suppressed: unsubscribed');
  });

  it('is no dead letter when its event is heard again after its reader unsubscribed', async () => {
    const office = await postOffice();
    await office.hears(earned);
    await unsubscribed();
    expect(await office.hears(earned)).toBe(1);
    expect(office.dead).toEqual([]);
  });

  it('rests for ever when its reader is gone: its timer goes too', async () => {
    const office = await postOffice();
    await office.hears(earned);
    await commit(origin({ owner: 'customers' }), { changes: [remove(personKey('retorno', 'c-1'))] });
    clockAt(nine);
    await office.fires(office.timers()[0]);
    expect(office.ses.left).toEqual([]);
    expect(office.timers()).toEqual([]);
  });
});
