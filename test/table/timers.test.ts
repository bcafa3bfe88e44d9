import { beforeEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import { ConditionFailed, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { queryIndex } from '#layers/table/read.ts';
import { arm, armAnew, bulkOf, deadlinesOf, disarm, firedBy, Overtaken, rearm, Timer } from '#layers/table/timer.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';

const nine = '2026-11-23T08:00:00.000Z';
const mail = {
  subject: 'customer#c-1',
  kind: 'mail',
  class: 'deadline' as const,
  name: 'm-1',
  dueAt: nine,
  data: { pk: 'a', sk: 'b' },
};
const notifications = origin({ owner: 'notifications' });
let world: BareWorld;
const items = () => [...world.table.items()];

beforeEach(() => {
  world = bareWorld();
});

const armed = async (timer = mail) => {
  await commit(notifications, { changes: [arm(notifications, timer)] });
  return Timer.parse(items()[0]);
};

describe('a timer', () => {
  it('is found by the sweeper when it is due, as its owner armed it', async () => {
    const timer = await armed();
    await world.scheduler.quiet(); // the index shows it
    const { name: _name, ...shown } = mail;
    expect(timer).toMatchObject({ owner: 'notifications', brand: 'retorno', ...shown });
    const due = async (until: string) =>
      (await queryIndex('due', deadlinesOf('retorno'), { until })).map((item) => Timer.parse(item));
    expect(await due('2026-11-23T07:59:59.999Z')).toEqual([]);
    expect(await due(nine)).toEqual([timer]);
  });

  it('goes in the transaction of what it led to', async () => {
    const timer = await armed();
    await commit(firedBy(timer), {
      changes: [disarm(timer), update({ pk: 'mail', sk: '1' }, { set: { state: 'sent' } })],
    });
    expect(items()).toEqual([{ pk: 'mail', sk: '1', state: 'sent' }]);
  });

  it.each([
    ['is gone', async (timer: Timer) => void (await commit(firedBy(timer), { changes: [disarm(timer)] }))],
    [
      'was armed anew for another time',
      async (timer: Timer) => {
        await commit(notifications, {
          changes: [update({ pk: timer.pk, sk: timer.sk }, { set: { dueAt: '2027-01-01T08:00:00.000Z' } })],
        });
      },
    ],
  ])('that %s meanwhile is overtaken, and nothing of its transaction happens', async (_, meanwhile) => {
    const timer = await armed();
    await meanwhile(timer);
    const before = items();
    const late = commit(firedBy(timer), {
      changes: [disarm(timer), update({ pk: 'mail', sk: '1' }, { set: { state: 'sent' } })],
    });
    await expect(late).rejects.toThrow(Overtaken);
    expect(items()).toEqual(before);
  });

  it('is still its owner’s when the sweeper has leased it', async () => {
    const timer = await armed();
    const lease = update({ pk: timer.pk, sk: timer.sk }, { set: { visibleAt: '2026-11-23T08:01:00.000Z', leased: 1 } });
    await commit(origin({ owner: 'timers' }), { changes: [lease] });
    await commit(firedBy(timer), { changes: [disarm(timer)] });
    expect(items()).toEqual([]);
  });

  it('is armed once: the same subject, kind and name stand for one timer', async () => {
    await armed();
    await expect(armed({ ...mail, dueAt: '2026-11-24T08:00:00.000Z' })).rejects.toThrow(ConditionFailed);
    await armed({ ...mail, name: 'm-2' });
    await armed({ ...mail, subject: 'customer#c-2' });
    expect(items()).toHaveLength(3);
  });

  it('stands with the deadlines of its brand, or with the bulk of its owner at the brand, however it is armed', async () => {
    const partition = () => items()[0]?.duePk;
    const bulk = { ...mail, class: 'bulk' as const };
    await armed();
    expect(partition()).toBe(deadlinesOf('retorno'));
    await commit(notifications, { changes: [armAnew(notifications, bulk)] });
    expect(partition()).toBe(bulkOf('notifications', 'retorno'));
    await commit(notifications, { changes: [rearm(Timer.parse(items()[0]), '2026-11-24T08:00:00.000Z')] });
    expect(partition()).toBe(bulkOf('notifications', 'retorno'));
  });

  it('leads to the same events however often it fires, and to others when it is armed for another time', async () => {
    const timer = await armed();
    expect(firedBy({ ...timer, data: {} })).toEqual(firedBy(timer));
    expect(firedBy(timer).cause).toMatchObject({ subject: 'customer#c-1', time: nine });
    const anew = firedBy({ ...timer, dueAt: '2027-01-01T08:00:00.000Z' });
    expect(anew.cause.id).not.toBe(firedBy(timer).cause.id);
  });
});
