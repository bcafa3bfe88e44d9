import type { Story } from './story.ts';

/** A session with a stylist and accessories are bought, one is sent back; an old mirror is taken back as it is renewed. */
export const smartmirror: Story = {
  brand: 'smartmirror',
  customers: 2,
  orders: [
    {
      id: 'o-sm-1',
      who: 0,
      paidDaysAgo: 50,
      deliveredDaysAgo: 48,
      lines: [
        { class: 'device', paid: 129_900 },
        { class: 'accessory', paid: 7990, refunded: 7990 },
        { class: 'service', paid: 4500 },
      ],
    },
    { id: 'o-sm-2', who: 1, paidDaysAgo: 3, deliveredDaysAgo: 3, lines: [{ class: 'service', paid: 9900 }] },
  ],
  takeBacks: [
    { who: 0, serial: 'SM-2021-000118', reason: 'renewal', comesTo: 'recycled' },
    { who: 1, serial: 'SM-2020-000054', comesTo: 'received' },
  ],
};
