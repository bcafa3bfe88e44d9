import type { Language, Programme } from '#brands/programmes.ts';
import { toldDay } from '#events/values/day.ts';
import type { Person } from '#layers/published/customers/person.ts';
import type { Case } from '../cases/case.ts';
import { type NoFigures, type RecycledKind, savedBy } from '../rules.ts';
import { ink, page } from './page.ts';
import { pdf } from './sheet.ts';

const texts = {
  es: {
    title: 'Certificado de reciclaje',
    says: (brand: string) => `${brand} certifica que lo que devolvió`,
    recycled: (on: string) => `se recicló el ${on}.`,
    thanks: 'Gracias por cerrar el círculo.',
    devices: 'Dispositivos reciclados',
    mass: 'Peso de lo reciclado',
    co2e: 'CO₂e evitado',
    reference: 'Referencia',
    formula: (devices: number, grams: string, factor: string) =>
      `Cálculo: ${devices} × ${grams} por dispositivo × ${factor} de CO₂e evitado por kg. Fuente:`,
  },
  ca: {
    title: 'Certificat de reciclatge',
    says: (brand: string) => `${brand} certifica que el que va tornar`,
    recycled: (on: string) => `es va reciclar el ${on}.`,
    thanks: 'Gràcies per tancar el cercle.',
    devices: 'Dispositius reciclats',
    mass: 'Pes del que es va reciclar',
    co2e: 'CO₂e evitat',
    reference: 'Referència',
    formula: (devices: number, grams: string, factor: string) =>
      `Càlcul: ${devices} × ${grams} per dispositiu × ${factor} de CO₂e evitat per kg. Font:`,
  },
  en: {
    title: 'Certificate of recycling',
    says: (brand: string) => `${brand} certifies that what was returned by`,
    recycled: (on: string) => `was recycled on ${on}.`,
    thanks: 'Thank you for closing the circle.',
    devices: 'Devices recycled',
    mass: 'Mass recycled',
    co2e: 'CO₂e avoided',
    reference: 'Reference',
    formula: (devices: number, grams: string, factor: string) =>
      `Formula: ${devices} × ${grams} a device × ${factor} of CO₂e avoided per kg. Source:`,
  },
};

const withoutFigures: { [N in NoFigures]: { [L in Language]: string } } = {
  'kind-unknown': {
    es: 'El peso y el CO₂e evitado no constan: no sabemos qué tipo de dispositivo es cada uno.',
    ca: 'El pes i el CO₂e evitat no hi consten: no sabem quin tipus de dispositiu és cadascun.',
    en: 'Mass and CO₂e avoided are left out: we do not know what kind of device each one is.',
  },
  'kind-without-figures': {
    es: 'El peso y el CO₂e evitado no constan: no tenemos cifras publicadas de todos estos dispositivos.',
    ca: 'El pes i el CO₂e evitat no hi consten: no tenim xifres publicades de tots aquests dispositius.',
    en: 'Mass and CO₂e avoided are left out: we do not have published figures for all of these devices.',
  },
};

/** Grams up to a kilogram, then kilograms, as the language writes them. */
function mass(grams: number, language: Language): string {
  const [value, unit] = grams < 1000 ? [grams, 'g'] : [grams / 1000, 'kg'];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value)} ${unit}`;
}

const left = 92;
const width = page.width - 2 * left;

/**
 * The certificate: what was recycled when, and what that saved by whose figures, or why it bears none. One to hang up, or to
 * file.
 */
export function certificatePdf(
  programme: Programme,
  kinds: readonly RecycledKind[] | NoFigures,
  person: Person,
  found: Pick<Case, 'reference' | 'serials'> & { outcome: NonNullable<Case['outcome']> },
  on: string,
): Promise<Uint8Array> {
  const { language } = person;
  const { name, look, mail } = programme;
  const { title, says, recycled, thanks, devices, reference } = texts[language];
  const { serials } = found;
  const figures = [[devices, String(serials.length)] as const, ...saved(kinds, language)];
  return pdf(programme, { title, language, at: found.outcome.at }, (sheet) => {
    const { colour } = look;
    const centred = { left, width, align: 'center' } as const;
    for (const [inset, thick] of [
      [30, 3],
      [38, 0.8],
    ] as const) {
      sheet.box({
        left: inset,
        top: inset,
        width: page.width - 2 * inset,
        height: page.height - 2 * inset,
        colour,
        thick,
      });
    }
    sheet.logo({ left: (page.width - 84) / 2, top: 78, side: 84 });
    sheet.words(name, { ...centred, top: 174, size: 18, height: 26, bold: true });
    sheet.words(title, { ...centred, top: 222, size: 30, height: 44, bold: true, colour });
    sheet.words(says(name), { ...centred, top: 278, size: 13, height: 18 });
    sheet.words(person.name, { ...centred, top: 300, size: 24, height: 62, bold: true });
    sheet.words(recycled(toldDay(on)[language]), { ...centred, top: 366, size: 13, height: 18 });
    sheet.words(thanks, { ...centred, top: 394, size: 13, colour: ink.quiet });
    sheet.line({ left, top: 424, width, colour: ink.line });
    const column = width / figures.length;
    for (const [at, [what, figure]] of figures.entries()) {
      const cell = { left: left + at * column + 4, width: column - 8, align: 'center' } as const;
      sheet.words(what, { ...cell, top: 484, size: 10, height: 28, colour: ink.quiet });
      sheet.words(figure, { ...cell, top: 444, size: 25, height: 36, bold: true, colour });
    }
    sheet.line({ left, top: 522, width, colour: ink.line });
    sheet.words(serials.join('  ·  '), { ...centred, top: 538, size: 11, height: 126 });
    sheet.words(`${reference} ${found.reference}`, { ...centred, top: 676, size: 14, height: 20, bold: true });
    const { legalName, taxId, postalAddress } = mail.sender;
    sheet.words(`${legalName} · ${taxId} · ${postalAddress}`, {
      ...centred,
      top: 700,
      size: 9,
      height: 14,
      colour: ink.quiet,
    });
    sheet.words(sourceOf(kinds, language), { ...centred, top: 734, size: 7, height: 52, colour: ink.quiet });
  });
}

/** What recycling saved, each figure with its name; none where there are no figures. */
function saved(kinds: readonly RecycledKind[] | NoFigures, language: Language): (readonly [string, string])[] {
  if (typeof kinds === 'string') return [];
  const { mass: weighed, co2e } = texts[language];
  const { grams, co2eGrams } = savedBy(kinds);
  return [
    [weighed, mass(grams, language)],
    [co2e, mass(co2eGrams, language)],
  ];
}

/** How the figures of each kind come about and whose they are, or why there are none. */
function sourceOf(kinds: readonly RecycledKind[] | NoFigures, language: Language): string {
  if (typeof kinds === 'string') return withoutFigures[kinds][language];
  const { formula } = texts[language];
  const sums = kinds.map(({ devices, impact: { grams, co2eGramsPerKg, source } }) => {
    const factor = `${new Intl.NumberFormat(language).format(co2eGramsPerKg)} g`;
    const { title: work, publisher, year, url } = source;
    return `${formula(devices, mass(grams, language), factor)} ${publisher} (${year}), ${work}. ${url}`;
  });
  return sums.join(' ');
}
