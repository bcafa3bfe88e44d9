import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { clockAt } from '../support/clock-in-hand.ts';
import { planCuts, planMeanwhile } from '../support/power-cuts.ts';
import { returnsInMemory } from './returns-in-memory.ts';

const serial = 'MS-2024-118822';

beforeEach(() => clockAt('2026-11-25T10:00:00.000Z'));
afterEach(() => {
  planCuts();
  jest.restoreAllMocks();
});

/** A case whose label is on its way to the customer. */
async function labelled({ ask, settle }: Awaited<ReturnType<typeof returnsInMemory>>): Promise<string> {
  const { body } = await ask('customer', 'POST', '/api/recycling/cases', { serial });
  await settle();
  return body.id;
}

describe('a label of whose mail nobody knows', () => {
  it('is mailed once more when two agents ask for it at the same moment', async () => {
    const world = await returnsInMemory();
    const { ask, ses, settle } = world;
    ses.refusals.push('TimeoutError');
    const id = await labelled(world);
    const before = ses.left.length;
    const again = () => ask('agent', 'POST', `/api/staff/recycling/cases/${id}/mails/label/again`);
    const answers = await Promise.all([again(), again()]);
    await settle();
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(ses.left.length - before).toBe(1);
  });
});

describe('a label that is extended in the last second', () => {
  it('is good for longer, wherever its expiry stands by then, and expires at its new end', async () => {
    const ends: string[] = [];
    for (let at = 1; at <= 14; at++) {
      clockAt('2026-11-25T10:00:00.000Z');
      const world = await returnsInMemory();
      const { ask, settle, events } = world;
      const id = await labelled(world);
      const expired = () => events().some(({ type }) => type === 'case.expired');
      clockAt('2026-12-25T23:00:10.000Z');
      let answered = 0;
      planMeanwhile(at, async () => {
        clockAt('2026-12-25T22:59:59.000Z');
        answered = (await ask('customer', 'POST', `/api/recycling/cases/${id}/extension`)).status;
        clockAt('2026-12-25T23:00:10.000Z');
      });
      await settle();
      planCuts();
      expect([answered, expired()]).toEqual(answered === 200 ? [200, false] : [409, true]);
      ends.push(`${answered}`);
      clockAt('2027-01-08T23:30:00.000Z');
      await settle();
      expect(expired()).toBe(true);
    }
    expect(ends).toContain('200');
  });
});

describe('a case whose execution was stopped so long ago that nobody knows of it any more', () => {
  it('is taken up by another when its parcel comes', async () => {
    const world = await returnsInMemory();
    const { ask, settle, machine } = world;
    const id = await labelled(world);
    machine.executions.clear();
    clockAt('2026-12-20T10:00:00.000Z');
    await ask('warehouse', 'POST', '/api/staff/recycling/scans', { code: serial, scan: 'received' });
    await ask('warehouse', 'POST', `/api/staff/recycling/cases/${id}/receipt`, {
      good: 1,
      damaged: 0,
      missing: 0,
      serials: [serial],
    });
    await ask('warehouse', 'POST', `/api/staff/recycling/cases/${id}/outcome`, { outcome: 'recycled' });
    await settle();
    const { body } = await ask('customer', 'GET', `/api/recycling/cases/${id}`);
    expect([body.state, body.result]).toEqual(['closed', 'recycled']);
  });
});
