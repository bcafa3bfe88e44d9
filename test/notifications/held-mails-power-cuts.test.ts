import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import '../support/environment.ts';
import { clockAt, pass } from '../support/clock-in-hand.ts';
import { callsMade, cuts, planCuts, planMeanwhile, unlessItDies } from '../support/power-cuts.ts';
import { caseOffice, news } from './case-news.ts';

const night = '2026-11-22T22:30:00.000Z';
const nine = '2026-11-23T08:00:00.000Z';
const minute = (n: number) => `2026-11-22T22:0${n}:00.000Z`;

beforeEach(() => clockAt(night));
afterEach(() => {
  planCuts();
  jest.restoreAllMocks();
});

/** Two of these are overtaken by the last of their case, and four leave, in this order. */
const told = [
  news.received({ at: minute(1), caseId: 'k-1' }),
  news.lost({ at: minute(2), caseId: 'k-2' }),
  news.refurbished({ at: minute(3), caseId: 'k-3' }),
  news.received({ at: minute(4), caseId: 'k-2' }),
  news.certified({ at: minute(5), caseId: 'k-1' }),
  news.rejected({ at: minute(6), caseId: 'k-4' }),
];
const leaving = ['case-refurbished', 'case-received', 'case-certificate', 'case-rejected'];
const subjects: { readonly [template: string]: string } = {
  'case-refurbished': 'Tu dispositivo tendrá una segunda vida',
  'case-received': 'Hemos recibido tu paquete',
  'case-certificate': 'Tu certificado de reciclaje',
  'case-rejected': 'No hemos podido aceptar tu devolución',
};

type Office = Awaited<ReturnType<typeof caseOffice>>;

/** All in the drawer, heard in an order of its own; and nine o'clock. */
async function atNine(): Promise<Office> {
  clockAt(night);
  const office = await caseOffice();
  for (const n of [4, 0, 5, 2, 3, 1]) await office.hears(told[n]);
  clockAt(nine);
  return office;
}

/** What left did so once and in order; of each mail one thing is said, and nothing is left to do. */
async function expectSettled(office: Office): Promise<void> {
  const reasons = new Map(
    office.table
      .items()
      .filter(({ type }) => `${type}`.startsWith('notification.'))
      .map(({ cause, data }) => {
        const { template, reason = 'sent' } = data as { template: string; reason?: string };
        return [(cause as { id: string }).id, `${template}: ${reason}`];
      }),
  );
  const ends = told.map(({ id }) => `${reasons.get(id)}`);
  const [arrived, lost, ...others] = ends;
  expect([arrived, lost]).toEqual(['case-received: overtaken', 'case-lost: overtaken']);
  expect(others.map((end) => end.replace('unknown-outcome', 'sent'))).toEqual(leaving.map((each) => `${each}: sent`));
  const left = await office.left();
  const known = others.filter((end) => end.endsWith(': sent')).map((end) => subjects[end.split(':')[0] as string]);
  // Of a mail whose outcome nobody knows, that it left or not, at most one stands between those that did.
  const inOrder = leaving.map((each) => subjects[each]);
  expect(left).toEqual(inOrder.filter((subject) => left.includes(subject)));
  expect(left).toEqual(expect.arrayContaining(known));
  expect([office.timers(), office.dead]).toEqual([[], []]);
}

describe('the release of what was held', () => {
  it('sends what is of use in order, and leaves out the rest', async () => {
    const office = await atNine();
    await office.firesAll();
    await expectSettled(office);
    expect(await office.left()).toEqual(leaving.map((each) => subjects[each]));
  });

  it.each(cuts)('doubles and reorders nothing, whichever call to the outside %s', async (cut) => {
    for (let at = 1, made = Number.POSITIVE_INFINITY; at <= made; at++) {
      const office = await atNine();
      planCuts([[at, cut]]);
      await office.firesAll();
      made = Math.min(made, callsMade() + 1);
      await expectSettled(office);
      expect(office.ses.left.length).toBeGreaterThanOrEqual(leaving.length - 1);
    }
  });

  it('doubles and reorders nothing, whichever two or three calls go wrong, by night or in the morning', async () => {
    const call = fc.integer({ min: 1, max: 60 });
    const plans = fc.array(fc.tuple(call, fc.constantFrom(...cuts)), { minLength: 2, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        clockAt(night);
        const office = await caseOffice();
        planCuts(plan);
        for (const n of [4, 0, 5, 2, 3, 1]) await office.hears(told[n]);
        pass(10 * 3_600_000);
        await office.firesAll();
        await expectSettled(office);
      }),
      { numRuns: 30 },
    );
  });

  it('is one at a time: where another is at work, in whatever moment, neither overtakes the other', async () => {
    for (let before = 1, meanwhile = true; meanwhile; before++) {
      const office = await atNine();
      meanwhile = false;
      const [timer] = office.timers();
      planMeanwhile(before, async () => {
        meanwhile = true;
        await office.firesAtOnce(timer);
      });
      await office.firesAtOnce(timer);
      planCuts();
      await office.firesAll();
      await expectSettled(office);
      expect(office.ses.left).toHaveLength(leaving.length);
    }
  });

  it('leaves a mail alone that another function was cut off over: its own event tells its end', async () => {
    const office = await caseOffice();
    await office.hears(news.lost({ at: minute(1), caseId: 'k-2' }));
    const extended = news.extended({ at: minute(2), caseId: 'k-3' });
    planCuts([[4, 'dies before']]);
    await unlessItDies(() => office.hearsAtOnce(extended));
    planCuts();
    expect(office.mails()).toMatchObject([{ state: 'held' }, { template: 'case-extended', state: 'sending' }]);
    clockAt(nine);
    await office.firesAll();
    expect(office.mails()).toMatchObject([{ state: 'sent' }, { template: 'case-extended', state: 'sending' }]);
    expect(office.timers()).toEqual([]);
    await office.hears(extended);
    const doubt = office.table.items().find(({ type }) => type === 'notification.suppressed');
    expect(doubt).toMatchObject({ cause: { id: extended.id }, data: { reason: 'unknown-outcome' } });
  });

  it('forgets no mail that is put in while it is at work, in whatever moment', async () => {
    for (let before = 1, meanwhile = true; meanwhile; before++) {
      const office = await atNine();
      meanwhile = false;
      const late = news.refurbished({ at: minute(0), caseId: 'k-7' });
      planMeanwhile(before, async () => {
        meanwhile = true;
        await office.hears(late);
      });
      await office.firesAll();
      planCuts();
      if (!meanwhile) await office.hears(late);
      await office.firesAll();
      const left = await office.left();
      expect(left.filter((subject) => subject === subjects['case-refurbished'])).toHaveLength(2);
      expect(left).toHaveLength(leaving.length + 1);
      expect([office.timers(), office.dead]).toEqual([[], []]);
    }
  });
});
