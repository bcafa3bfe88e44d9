import { loaded } from './load.ts';
import type { Language, Programme } from './schema/programme.ts';

export type { Tolerance } from './schema/collections.ts';
export type { Points, Reward } from './schema/points.ts';
export type { Language, Programme } from './schema/programme.ts';
export type { Recycling } from './schema/recycling.ts';

export const programmes: Readonly<Record<string, Programme>> = loaded;

/** A brand's programme, or undefined where this deployment does not carry the brand. */
export function programmeOf(brand: string): Programme | undefined {
  return Object.hasOwn(programmes, brand) ? programmes[brand] : undefined;
}

/** The brand's first language. */
export function homeLanguage(programme: Programme): Language {
  return programme.languages[0] as Language;
}
