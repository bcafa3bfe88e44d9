import type { InEachLanguage } from '../event.ts';
import { plural } from './plural.ts';

/** A material as people call its containers, one and several, and what they are made of. */
interface MaterialNames {
  readonly one: InEachLanguage;
  readonly other: InEachLanguage;
  readonly matter: InEachLanguage;
}

const names: Readonly<Record<string, MaterialNames>> = {
  pet: {
    one: { es: 'botella de plástico', ca: 'ampolla de plàstic', en: 'plastic bottle' },
    other: { es: 'botellas de plástico', ca: 'ampolles de plàstic', en: 'plastic bottles' },
    matter: { es: 'plástico', ca: 'plàstic', en: 'plastic' },
  },
  can: {
    one: { es: 'lata', ca: 'llauna', en: 'can' },
    other: { es: 'latas', ca: 'llaunes', en: 'cans' },
    matter: { es: 'latas', ca: 'llaunes', en: 'cans' },
  },
  glass: {
    one: { es: 'botella de vidrio', ca: 'ampolla de vidre', en: 'glass bottle' },
    other: { es: 'botellas de vidrio', ca: 'ampolles de vidre', en: 'glass bottles' },
    matter: { es: 'vidrio', ca: 'vidre', en: 'glass' },
  },
  carton: {
    one: { es: 'brik', ca: 'bric', en: 'carton' },
    other: { es: 'briks', ca: 'brics', en: 'cartons' },
    matter: { es: 'briks', ca: 'brics', en: 'cartons' },
  },
};

/** A material that has no name here. */
const unnamed: MaterialNames = {
  one: { es: 'envase', ca: 'envàs', en: 'container' },
  other: { es: 'envases', ca: 'envasos', en: 'containers' },
  matter: { es: 'otro material', ca: 'un altre material', en: 'another material' },
};

const named = (material: string): MaterialNames =>
  Object.hasOwn(names, material) ? (names[material] as MaterialNames) : unnamed;

/** "9 plastic bottles": so many containers of a material. */
export function toldContainers(count: number, material: string): InEachLanguage {
  const { one, other } = named(material);
  const told = (language: keyof InEachLanguage) => `${count} ${plural(count, one[language], other[language])}`;
  return { es: told('es'), ca: told('ca'), en: told('en') };
}

/** What containers of a material are made of: "glass". */
export const matterOf = (material: string): InEachLanguage => named(material).matter;
