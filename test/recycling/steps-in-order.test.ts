import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Programme, programmes, type Recycling } from '#brands/programmes.ts';
import type { Case } from '../../functions/recycling/cases/case.ts';
import { shown } from '../../functions/recycling/cases/view.ts';

const { recycling } = programmes.microsmile as Programme & { recycling: Recycling };
const at = '2026-11-25T10:00:00.000Z';

const bare: Case = {
  ...{ pk: '', sk: 'case', caseId: 'k-1', reference: 'MS-C7F3-K2QB', customerId: 'c-1', reason: 'take-back' },
  ...{ serials: ['SN-1'], requestedAt: at, seq: 1, because: { id: 'x', subject: 'x', time: at } },
};

/** Facts of one instant, each with the steps that can only have come before it. */
const facts: { [step: string]: [fact: Partial<Case>, after: string[]] } = {
  'label-sent': [{ label: { tracking: 'VU1', at, expiresOn: '2026-12-25', expiresAt: at } }, ['requested']],
  extended: [{ extendedAt: at }, ['label-sent']],
  'in-transit': [{ inTransitAt: at }, ['label-sent', 'extended']],
  delivered: [{ deliveredAt: at }, ['in-transit']],
  received: [{ receivedAt: at }, ['in-transit', 'delivered']],
  inspected: [
    { receipt: { good: 1, damaged: 0, missing: 0, serials: ['SN-1'], at, verdict: 'differs' } },
    ['received'],
  ],
  accepted: [{ acceptedAt: at }, ['inspected']],
  recycled: [{ outcome: { at, outcome: 'recycled' } }, ['accepted', 'inspected']],
  returned: [{ returnedAt: at }, ['received', 'cancelled']],
  cancelled: [{ cancelledAt: at }, ['requested', 'label-sent']],
  certified: [{ certifiedAt: at }, ['recycled']],
  closed: [{ closedAt: at }, ['recycled', 'certified', 'returned', 'cancelled']],
};

const stepsOf = (found: Case): string[] =>
  shown(found, recycling, 'es')
    .steps.filter((step) => step.at !== undefined)
    .map(({ name }) => name);

it('steps of one instant stand in the order in which they can only have happened', () => {
  fc.assert(
    fc.property(fc.subarray(Object.keys(facts)), (which) => {
      const found = Object.assign({}, bare, ...which.map((step) => facts[step]?.[0])) as Case;
      const steps = stepsOf(found);
      expect(steps).toHaveLength(which.length + 1);
      for (const step of which) {
        for (const before of facts[step]?.[1].filter((each) => steps.includes(each)) ?? [])
          expect([before, step, steps.indexOf(before) < steps.indexOf(step)]).toEqual([before, step, true]);
      }
    }),
  );
});

it('a case that a person let begin was accepted before its label was made', () => {
  expect(stepsOf({ ...bare, admittedAt: at, ...facts['label-sent']?.[0] })).toEqual([
    'requested',
    'accepted',
    'label-sent',
  ]);
});
