import type { Story } from './story.ts';

/** Phones are bought, one is returned in its first month and gets a second life, an old one is recycled. There are no points. */
export const keyphone: Story = {
  brand: 'keyphone',
  customers: 2,
  orders: [
    { id: 'o-kp-1', who: 0, paidDaysAgo: 300, deliveredDaysAgo: 298, lines: [{ class: 'device', paid: 8900 }] },
    { id: 'o-kp-2', who: 1, paidDaysAgo: 12, deliveredDaysAgo: 10, lines: [{ class: 'device', paid: 8900 }] },
  ],
  takeBacks: [
    { who: 0, reason: 'take-back', comesTo: 'recycled' },
    { who: 1, serial: 'KP-2026-000071', reason: 'first-month', comesTo: 'refurbished' },
    { who: 1, serial: 'KP-2019-000006', reason: 'take-back', comesTo: 'label-sent' },
  ],
};
