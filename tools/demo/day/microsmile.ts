import type { Story } from './story.ts';

/**
 * Heads and rinse are bought, some long enough ago to count; two toothbrushes are recycled, of which each doubles a
 * purchase; one is still on its way.
 */
export const microsmile: Story = {
  brand: 'microsmile',
  customers: 3,
  orders: [
    {
      id: 'o-ms-1',
      who: 0,
      paidDaysAgo: 40,
      deliveredDaysAgo: 37,
      lines: [
        { class: 'consumable', paid: 2990 },
        { class: 'device', paid: 5900 },
      ],
    },
    {
      id: 'o-ms-2',
      who: 1,
      paidDaysAgo: 25,
      deliveredDaysAgo: 22,
      lines: [
        { class: 'consumable', paid: 2990 },
        { class: 'consumable', paid: 1495, refunded: 500 },
      ],
    },
    { id: 'o-ms-3', who: 1, paidDaysAgo: 5, deliveredDaysAgo: 2, lines: [{ class: 'consumable', paid: 8250 }] },
    { id: 'o-ms-4', who: 2, paidDaysAgo: 1, lines: [{ class: 'consumable', paid: 1399 }] },
  ],
  takeBacks: [
    { who: 0, comesTo: 'recycled' },
    { who: 1, serial: 'MS-2026-000417', comesTo: 'recycled' },
    { who: 2, serial: 'MS-2026-000932', comesTo: 'in-transit' },
  ],
};
