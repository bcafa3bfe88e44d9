import type { Points } from '#brands/programmes.ts';

/** What a rule decided: so many points by this rule, or none and why. */
export type Decision =
  | { readonly points: number; readonly rule: string; readonly ruleVersion: number }
  | { readonly points: 0; readonly refused: 'no-rule' | 'nothing-counts' | 'other-currency' };

/** P04: each container earns by its material; materials that the programme does not name earn nothing. */
export function containerPoints(
  rules: Pick<Points, 'deposits'> | undefined,
  containers: readonly { material: string; count: number }[],
): Decision {
  const rule = rules?.deposits;
  if (rule === undefined) return { points: 0, refused: 'no-rule' };
  const points = containers.reduce((sum, { material, count }) => sum + count * figure(rule.perContainer, material), 0);
  return points === 0 ? { points, refused: 'nothing-counts' } : by(rule, points);
}

/**
 * P04: how many of a card's points count no more once somebody holds it, by the Monday of the week: what is beyond the most of a
 * week together with what counts for them already.
 */
export function beyondTheCap(
  most: number,
  ofCard: Readonly<Record<string, number>>,
  ofHolder: Readonly<Record<string, number>>,
): Record<string, number> {
  const beyond = Object.entries(ofCard).map(([monday, points]): [string, number] => {
    const over = Math.max(0, points + (ofHolder[monday] ?? 0) - most);
    return [monday, Math.min(points, over)];
  });
  return Object.fromEntries(beyond.filter(([, points]) => points > 0));
}

const figure = (figures: Record<string, number>, material: string): number =>
  Object.hasOwn(figures, material) ? (figures[material] as number) : 0;

const by = (rule: { id: string; version: number }, points: number): Decision => ({
  points,
  rule: rule.id,
  ruleVersion: rule.version,
});

/** What was paid for one line of an order, in minor units. */
interface Line {
  readonly line: string;
  readonly class: string;
  readonly paid: number;
}

/** What an order earned for one of its lines, or as a whole, and what of it was refunded. */
export interface Part {
  /** `line:3`, `volume` or `doubling:<serial>`: the effect of the entry that it earned. */
  readonly effect: string;
  readonly points: number;
  /** Minor units paid for what it was earned by, and those of them that were paid back. */
  readonly paid: number;
  readonly refunded: number;
  /** How many points refunds have asked back so far, whether they were there to be taken or not. */
  readonly asked: number;
}

/** P02: what each line of an order earns. Lines sum to what the order as a whole earns: fractions are not lost between them. */
export function linePoints(
  rules: Pick<Points, 'purchases'> | undefined,
  { currency, lines }: { currency: string; lines: readonly Line[] },
): { line: string; counts: boolean; paid: number; decision: Decision }[] {
  const rule = rules?.purchases;
  let paid = 0;
  return lines.map((each) => {
    const nothing = (refused: 'no-rule' | 'other-currency') => ({
      ...each,
      counts: false,
      decision: { points: 0 as const, refused },
    });
    if (rule === undefined) return nothing('no-rule');
    if (rule.currency !== currency) return nothing('other-currency');
    const counts = rule.classes.includes(each.class);
    const before = earnedBy(paid, rule.perUnit);
    paid += counts ? each.paid : 0;
    const points = earnedBy(paid, rule.perUnit) - before;
    return { ...each, counts, decision: points > 0 ? by(rule, points) : { points: 0, refused: 'nothing-counts' } };
  });
}

const earnedBy = (paid: number, perUnit: number): number => Math.floor((paid * perUnit) / 100);

/** P02: what an order earns more because so much was paid at once; undefined where it reaches no step. */
export function volumePoints(rules: Pick<Points, 'purchases'> | undefined, paid: number): Decision | undefined {
  const rule = rules?.purchases?.volume;
  const steps = rule?.steps.filter(({ from }) => from <= paid).map(({ points }) => points) ?? [];
  return rule && steps.length > 0 ? by(rule, Math.max(...steps)) : undefined;
}

/** What is left of the points of parts. */
export const leftOf = (parts: readonly Part[]): number =>
  parts.reduce((left, { points, asked }) => left + points - asked, 0);

/** P05: what a part must have lost once so much of what was paid is refunded: the rounded share, half a point up. */
export const refundedShare = (points: number, refunded: number, paid: number): number =>
  paid === 0 ? 0 : Math.floor((2 * points * refunded + paid) / (2 * paid));

/**
 * P05: the parts of an order after a refund, and how many points it asks back of each. A line's refund counts for the line;
 * for parts earned by the whole order all of it counts. Nothing is refunded beyond what was paid.
 */
export function refund<P extends Part>(
  parts: readonly P[],
  lines: readonly { line: string; refunded: number }[],
): { parts: P[]; asks: { part: P; points: number }[] } {
  const ofLine = (part: P) =>
    Math.min(part.paid - part.refunded, lines.find(({ line }) => part.effect === `line:${line}`)?.refunded ?? 0);
  const whole = parts.filter(isLine).reduce((sum, part) => sum + ofLine(part), 0);
  const after = parts.map((part) => {
    const refunded = part.refunded + (isLine(part) ? ofLine(part) : Math.min(part.paid - part.refunded, whole));
    return { ...part, refunded, asked: refundedShare(part.points, refunded, part.paid) };
  });
  return { parts: after, asks: after.map((part, at) => ({ part, points: part.asked - (parts[at] as P).asked })) };
}

const isLine = ({ effect }: Part): boolean => effect.startsWith('line:');

/** P03: the part by which a purchase gains what is left of its points; what is refunded from now on counts for it. */
export function doubled(parts: readonly Part[], serial: string): Part {
  const lines = parts.filter(isLine);
  const paid = lines.reduce((sum, part) => sum + part.paid - part.refunded, 0);
  return { effect: `doubling:${serial}`, points: leftOf(parts), paid, refunded: 0, asked: 0 };
}

/** A purchase as far as a doubling has to know it. */
interface Purchase {
  readonly paidAt: string;
  readonly doubledBy?: string;
}

/**
 * P03: the purchase whose points a device doubles that was recycled at `at`: the latest of those paid between `from` and
 * then, else the first one paid from then until `until`.
 */
export function purchaseToDouble<P extends Purchase>(
  purchases: readonly P[],
  { from, at, until }: { from: string; at: string; until: string },
): P | undefined {
  const free = purchases
    .filter(({ paidAt, doubledBy }) => doubledBy === undefined && paidAt >= from && paidAt <= until)
    .sort((a, b) => (a.paidAt < b.paidAt ? -1 : 1));
  return free.findLast(({ paidAt }) => paidAt <= at) ?? free.find(({ paidAt }) => paidAt > at);
}
