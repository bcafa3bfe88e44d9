import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import '../support/environment.ts';
import { clockAt, pass } from '../support/clock-in-hand.ts';
import { callsMade, cuts, planCuts } from '../support/power-cuts.ts';
import { ana, earned, postOffice, registered } from './post-office.ts';

const day = '2026-11-22T10:00:03.000Z';
const night = '2026-11-22T22:30:00.000Z';
const hour = 3_600_000;

beforeEach(() => clockAt(day));
afterEach(() => {
  planCuts();
  jest.restoreAllMocks();
});

/** How a mail comes about: what happens before, and what may be cut off at any moment. */
const ways = {
  'a receipt by day': async () => {
    clockAt(day);
    const office = await postOffice();
    return { office, run: () => office.hears(earned) };
  },
  'a welcome': async () => {
    clockAt(day);
    const office = await postOffice({ ...ana, emailConfirmed: false });
    return { office, run: () => office.hears(registered) };
  },
  'a receipt by night, in the morning': async () => {
    clockAt(night);
    const office = await postOffice();
    await office.hears(earned);
    pass(10 * hour);
    const [timer] = office.timers();
    return { office, run: () => office.fires(timer) };
  },
  'a receipt by night, in the evening and in the morning': async () => {
    clockAt(night);
    const office = await postOffice();
    const run = async () => {
      await office.hears(earned);
      pass(10 * hour);
      await office.fires(office.timers()[0]);
    };
    return { office, run };
  },
};

type Office = Awaited<ReturnType<typeof postOffice>>;

/** It left at most once; what became of it is said once, and no more than is known. */
function expectSettled({ ses, mails, said, timers, dead }: Office): void {
  const [mail, ...others] = mails();
  expect(others).toEqual([]);
  expect(ses.left.length).toBeLessThanOrEqual(1);
  if (mail?.state === 'sent') {
    expect(ses.left).toHaveLength(1);
    expect(said()).toEqual(['notification.sent']);
  } else {
    expect(mail?.state).toBe('unknown');
    expect(said()).toEqual(['notification.suppressed: unknown-outcome']);
  }
  expect([timers(), dead]).toEqual([[], []]);
}

describe.each(Object.entries(ways))('%s', (way, prepare) => {
  it('leaves once, and it is said', async () => {
    const { office, run } = await prepare();
    await run();
    expectSettled(office);
    expect(office.ses.left).toMatchObject([{ to: ['ana@example.org'] }]);
  });

  it('leaves at most once, whichever call to the outside is the last that the function makes', async () => {
    for (let at = 1, made = Number.POSITIVE_INFINITY; at <= made; at++) {
      for (const cut of cuts) {
        const { office, run } = await prepare();
        planCuts([[at, cut]]);
        await run();
        made = Math.min(made, callsMade() + 1);
        expectSettled(office);
        const before = office.table.items();
        // The queue may bring it once more.
        await (way.includes('morning') ? undefined : run());
        expect(office.table.items()).toEqual(before);
        expect(office.ses.left.length).toBeLessThanOrEqual(1);
      }
    }
  });

  it('leaves at most once, whichever two or three calls go wrong', async () => {
    const call = fc.integer({ min: 1, max: 16 });
    const plans = fc.array(fc.tuple(call, fc.constantFrom(...cuts)), { minLength: 2, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const { office, run } = await prepare();
        planCuts(plan);
        await run();
        expectSettled(office);
      }),
      { numRuns: 100 },
    );
  });
});
