import * as z from 'zod';
import type { InEachLanguage } from '../event.ts';

/** Grams by material, each material once. */
export const Masses = z
  .array(z.strictObject({ material: z.string().regex(/^[a-z-]{1,32}$/), grams: z.int().min(0).max(50_000_000) }))
  .max(30)
  .refine(
    (masses) => new Set(masses.map(({ material }) => material)).size === masses.length,
    'a material stands twice',
  );
export type Masses = z.infer<typeof Masses>;

/** "12.345 kg", to the gram, as each language writes it. */
export function toldMass(masses: readonly { grams: number }[]): InEachLanguage {
  const kilos = masses.reduce((sum, { grams }) => sum + grams, 0) / 1000;
  const told = (language: string) =>
    `${kilos.toLocaleString(language, { minimumFractionDigits: 3, useGrouping: false })} kg`;
  return { es: told('es'), ca: told('ca'), en: told('en') };
}
