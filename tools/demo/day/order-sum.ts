/**
 * What the orders of a customer must come to in points, computed from the story alone. It stands apart from the product on
 * purpose: it imports nothing of it, and says in its own words what counts.
 */
import type { Order, Story } from './story.ts';

interface Figures {
  readonly forAnEuro: number;
  readonly counting: readonly string[];
  /** From so many cents on, so many points more. */
  readonly steps: readonly (readonly [number, number])[];
  /** Points that count already are taken back by a refund too. */
  readonly takenBack: boolean;
}

const figures: Record<string, Figures> = {
  microsmile: {
    forAnEuro: 5,
    counting: ['consumable'],
    steps: [
      [8000, 150],
      [4000, 50],
    ],
    takenBack: true,
  },
  mixsoon: { forAnEuro: 3, counting: ['consumable', 'cosmetic'], steps: [[7500, 60]], takenBack: false },
  smartmirror: { forAnEuro: 2, counting: ['accessory', 'service'], steps: [], takenBack: true },
};

export interface Balance {
  readonly active: number;
  readonly pending: number;
}

/** Points count once 14 days have passed since the delivery. A recycled device doubles the latest order it can. */
export function balanceOf({ brand, orders, takeBacks }: Story, who: number): Balance {
  const rules = figures[brand];
  if (rules === undefined) return { active: 0, pending: 0 };
  const recycled = takeBacks.filter((each) => each.who === who && each.comesTo === 'recycled').length;
  const doubled = brand === 'microsmile' ? recycled : 0;
  const theirs = orders.filter((order) => order.who === who).sort((a, b) => a.paidDaysAgo - b.paidDaysAgo);
  const balance = { active: 0, pending: 0 };
  theirs.forEach((order, at) => {
    const counts = (order.deliveredDaysAgo ?? 0) > 14;
    const points = counts && !rules.takenBack ? earned(rules, order) : earned(rules, order) - asked(rules, order);
    balance[counts ? 'active' : 'pending'] += at < doubled ? 2 * points : points;
  });
  return balance;
}

const counted = ({ counting }: Figures, { lines }: Order) => lines.filter((line) => counting.includes(line.class));
const paidFor = (lines: Order['lines']) => lines.reduce((sum, { paid }) => sum + paid, 0);

/** What each line adds to the whole points of those before it, so that no cent is lost in between. */
function pointsByLine(rules: Figures, order: Order): number[] {
  const lines = counted(rules, order);
  const until = (at: number) => Math.floor((paidFor(lines.slice(0, at)) * rules.forAnEuro) / 100);
  return lines.map((_, at) => until(at + 1) - until(at));
}

const bonus = (rules: Figures, order: Order) =>
  rules.steps.find(([from]) => paidFor(counted(rules, order)) >= from)?.[1] ?? 0;

const earned = (rules: Figures, order: Order): number =>
  pointsByLine(rules, order).reduce((sum, points) => sum + points, bonus(rules, order));

/** What a refund asks for: of each line, and of what there was for the order as a whole, the share that was paid back. */
function asked(rules: Figures, order: Order): number {
  const lines = counted(rules, order);
  const share = (points: number, refunded = 0, paid = 0) => Math.round((points * refunded) / paid);
  const byLine = pointsByLine(rules, order).map((points, at) => share(points, lines[at]?.refunded, lines[at]?.paid));
  const refunded = lines.reduce((sum, line) => sum + (line.refunded ?? 0), 0);
  return byLine.reduce((sum, points) => sum + points, share(bonus(rules, order), refunded, paidFor(lines)));
}
