import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { programmes } from '#brands/programmes.ts';
import { clockAt } from '../support/clock-in-hand.ts';
import { returnsInMemory } from './returns-in-memory.ts';

const notices = programmes.microsmile?.notices as { 'case-label': { urgency: string } };

beforeEach(() => {
  notices['case-label'].urgency = 'informative';
  clockAt('2026-11-25T21:30:00.000Z');
});
afterEach(() => {
  notices['case-label'].urgency = 'transactional';
  jest.restoreAllMocks();
});

describe('a label that waits for the morning, at a brand whose labels do', () => {
  it('does not leave where its return is called off meanwhile; the case says why, and it is nobody’s to see to', async () => {
    const { ask, ses, settle } = await returnsInMemory();
    const { id } = (await ask('customer', 'POST', '/api/recycling/cases', { serial: 'MS-2024-118822' })).body;
    await settle();
    await ask('agent', 'POST', `/api/staff/recycling/cases/${id}/cancel`);
    await settle();
    expect(ses.left).toEqual([]);
    clockAt('2026-11-26T08:00:00.000Z');
    await settle();
    expect((await ses.read()).map(({ subject }) => subject)).toEqual(['Hemos anulado tu devolución']);
    const { mails } = (await ask('customer', 'GET', `/api/recycling/cases/${id}`)).body;
    expect(mails).toEqual([{ document: 'label', state: 'overtaken', canBeSentAgain: false }]);
    expect((await ask('agent', 'GET', '/api/staff/recycling/cases')).body.cases).toEqual([]);
  });
});
