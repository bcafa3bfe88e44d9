import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { local } from '../../infra/names.ts';
import { cuts, endFaults, everyCut, planCuts, planMeanwhile } from '../world/faults.ts';
import type { Fate } from '../world/process.ts';
import { casesAtNight } from './case-news.ts';
import { asIn, type Mailroom, onlyMails } from './mailroom.ts';

const minute = (n: number) => `2026-11-22T22:0${n}:00.000Z`;

const night = await casesAtNight();
const { news } = night;

/** Two of these are overtaken by the last of their case, and four leave, in this order. */
const told = [
  news.received({ at: minute(1), caseId: 'k-1' }),
  news.lost({ at: minute(2), caseId: 'k-2' }),
  news.refurbished({ at: minute(3), caseId: 'k-3' }),
  news.received({ at: minute(4), caseId: 'k-2' }),
  news.certificate({ at: minute(5), caseId: 'k-1' }),
  news.rejected({ at: minute(6), caseId: 'k-4' }),
];
const leaving = ['case-refurbished', 'case-received', 'case-certificate', 'case-rejected'];

/** All of it is heard, in an order of its own. */
async function hearsAll(room: Mailroom): Promise<void> {
  for (const n of [4, 0, 5, 2, 3, 1]) await room.hears(...told.slice(n, n + 1));
}

/** All of it is held, and nine o'clock is near. */
const beforeNine = await asIn(night);
await hearsAll(beforeNine);
await beforeNine.here.travelTo('08:59');

function ended(data: unknown): string {
  const { template, reason } = data as { template: string; reason?: string };
  return reason === undefined ? template : `${template}: ${reason}`;
}

/** What left did so once and in order; of each mail one thing is said, and nothing is left to do. */
function expectSettled(room: Mailroom): void {
  const events = room.saidOfMails();
  const said = new Map(events.map(({ cause, data }) => [cause.id, ended(data)]));
  const ends = told.map(({ id }) => said.get(id) ?? '');
  const [arrived, lost, ...others] = ends;
  expect([events.length, arrived, lost]).toEqual([told.length, 'case-received: overtaken', 'case-lost: overtaken']);
  expect(others.map((end) => end.replace(': unknown-outcome', ''))).toEqual(leaving);
  // Of a mail whose outcome nobody knows, that it left or not, at most one stands between those that did.
  const left = room.left();
  expect(left).toEqual(leaving.filter((each) => left.includes(each)));
  expect(left).toEqual(expect.arrayContaining(others.filter((end) => !end.endsWith(': unknown-outcome'))));
  expect([room.timers(), room.dead()]).toEqual([[], []]);
}

/** Nine o'clock comes while calls end as planned. What was called. */
async function atNine(
  plan: Readonly<Record<number, Fate>>,
): Promise<{ room: Mailroom; operations: readonly string[] }> {
  const room = await asIn(beforeNine);
  const { operations } = planCuts(room.here.world, plan);
  onlyMails(room);
  await room.passesTo('09:00');
  expectSettled(room);
  return { room, operations };
}

describe('the release of what was held', () => {
  it('sends what is of use in order, and leaves out the rest', async () => {
    const { room } = await atNine({});
    expect(room.left()).toEqual(leaving);
  });

  it.each(cuts)('doubles and reorders nothing, where a call to the outside %s, whichever it is', async (cut) => {
    const { operations } = await atNine({});
    expect(operations.length).toBeGreaterThan(25);
    for (const { call } of everyCut(operations).filter((each) => each.cut === cut)) {
      const { room } = await atNine({ [call]: cut });
      expect(room.left().length).toBeGreaterThanOrEqual(leaving.length - 1);
    }
  });

  it('doubles and reorders nothing, whichever two or three calls go wrong, by night or in the morning', async () => {
    const call = fc.integer({ min: 1, max: 80 });
    const plans = fc.array(fc.tuple(call, fc.constantFrom(...cuts)), { minLength: 2, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(plans, fc.integer({ min: 1, max: 1_000 }), async (plan, seed) => {
        const room = await asIn(night, seed);
        planCuts(room.here.world, Object.fromEntries(plan));
        onlyMails(room);
        await hearsAll(room);
        await room.passesTo('09:00');
        expectSettled(room);
      }),
      { numRuns: 10 },
    );
  });

  it('is one at a time: where another is at work, in whatever moment, neither overtakes the other', async () => {
    for (let before = 1, meanwhile = true; meanwhile; before++) {
      const room = await asIn(beforeNine);
      const [timer] = room.timers();
      const another = planMeanwhile(room.here.world, before, async () => room.fires(timer));
      onlyMails(room);
      await room.passesTo('09:00');
      meanwhile = await another.done();
      expectSettled(room);
      expect(room.left()).toEqual(leaving);
    }
  });

  it('leaves a mail alone that another function was cut off over: its own event tells its end', async () => {
    const room = await asIn(night);
    const { scheduler, queues } = room.here.world;
    await room.hears(news.lost({ at: minute(1), caseId: 'k-2' }));
    const extended = news.extended({ at: minute(2), caseId: 'k-3' });
    // It dies ten seconds before nine, and its message comes again twenty seconds after.
    await scheduler.passTo(Date.parse('2026-11-23T07:59:50.000Z'));
    scheduler.fate = ({ operation }) => (operation === 'SendRawEmail' ? 'dies before' : 'answered');
    queues.put(local.queueName('notifications', 'events'), JSON.stringify({ detail: extended }));
    await scheduler.passTo(Date.parse('2026-11-23T07:59:55.000Z'));
    endFaults(room.here.world);
    expect(room.mails()).toMatchObject([{ state: 'held' }, { template: 'case-extended', state: 'sending' }]);
    await scheduler.passTo(Date.parse('2026-11-23T08:00:15.000Z'));
    expect(room.mails()).toMatchObject([{ state: 'sent' }, { template: 'case-extended', state: 'sending' }]);
    expect(room.timers()).toEqual([]);
    await room.settles();
    const doubt = room.saidOfMails().find(({ type }) => type === 'notification.suppressed');
    expect(doubt).toMatchObject({ cause: { id: extended.id }, data: { reason: 'unknown-outcome' } });
  });

  it('forgets no mail that is put in while it is at work, in whatever moment', async () => {
    const late = news.refurbished({ at: minute(0), caseId: 'k-7' });
    for (let before = 1, meanwhile = true; meanwhile; before++) {
      const room = await asIn(beforeNine);
      const another = planMeanwhile(room.here.world, before, () => room.hears(late));
      onlyMails(room);
      await room.passesTo('09:00');
      meanwhile = await another.done();
      endFaults(room.here.world);
      if (!meanwhile) await room.hears(late);
      await room.settles();
      expect(room.left().toSorted()).toEqual([...leaving, 'case-refurbished'].toSorted());
      expect([room.timers(), room.dead()]).toEqual([[], []]);
    }
  });
});
