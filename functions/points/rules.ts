import type { Programme } from '#brands/programmes.ts';

type Rules = Pick<NonNullable<Programme['points']>, 'deposits'>;

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
