import type { Story } from './story.ts';

/** Cosmetics are bought and some sent back; once points count, a refund takes none of them. Devices do not come back. */
export const mixsoon: Story = {
  brand: 'mixsoon',
  customers: 2,
  orders: [
    {
      id: 'o-mx-1',
      who: 0,
      paidDaysAgo: 30,
      deliveredDaysAgo: 28,
      lines: [
        { class: 'cosmetic', paid: 4590, refunded: 4590 },
        { class: 'consumable', paid: 3450 },
      ],
    },
    {
      id: 'o-mx-2',
      who: 0,
      paidDaysAgo: 6,
      deliveredDaysAgo: 3,
      lines: [
        { class: 'cosmetic', paid: 5200, refunded: 1700 },
        { class: 'cosmetic', paid: 2600 },
      ],
    },
    { id: 'o-mx-3', who: 1, paidDaysAgo: 2, lines: [{ class: 'consumable', paid: 1999 }] },
  ],
  takeBacks: [],
};
