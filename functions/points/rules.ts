import type { Programme } from '#brands/programmes.ts';
import { civilMonth, lastDay, type Month } from '#layers/time/civil.ts';

type Rules = NonNullable<Programme['points']>;

/** What a rule decided: so many points by this rule, or none and why. */
export type Decision =
  | { readonly points: number; readonly rule: string; readonly ruleVersion: number }
  | { readonly points: 0; readonly refused: 'no-rule' | 'nothing-counts' };

/** P04: each container earns by its material; materials that the programme does not name earn nothing. */
export function containerPoints(
  rules: Rules | undefined,
  containers: readonly { material: string; count: number }[],
): Decision {
  const rule = rules?.deposits;
  if (rule === undefined) return { points: 0, refused: 'no-rule' };
  const points = containers.reduce((sum, { material, count }) => sum + count * figure(rule.perContainer, material), 0);
  if (points === 0) return { points: 0, refused: 'nothing-counts' };
  return { points, rule: rule.id, ruleVersion: rule.version };
}

const figure = (figures: Record<string, number>, material: string): number =>
  Object.hasOwn(figures, material) ? (figures[material] as number) : 0;

/** P06: points earned in a civil month expire together, at the end of the month so many months later. */
export function lotOf(at: string, zone: string, rules: Rules): Month {
  return civilMonth(at, zone, rules.expireAfterMonths);
}

/** The lots that are still good in the civil month of `asOf`, soonest first, each with the day on which it expires. */
export function expiring(
  lots: ReadonlyMap<Month, number>,
  asOf: string,
  zone: string,
): { on: string; points: number }[] {
  const thisMonth = civilMonth(asOf, zone);
  return [...lots]
    .filter(([month, points]) => month >= thisMonth && points > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, points]) => ({ on: lastDay(month), points }));
}
