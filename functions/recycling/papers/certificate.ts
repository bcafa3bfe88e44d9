import type { Language, Programme, Recycling } from '#brands/programmes.ts';
import { toldDay } from '#events/values/day.ts';
import type { Person } from '#layers/published/customers/person.ts';
import type { Case } from '../cases/case.ts';
import { impactOf } from '../rules.ts';
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

/** Grams up to a kilogram, then kilograms, as the language writes them. */
function mass(grams: number, language: Language): string {
  const [value, unit] = grams < 1000 ? [grams, 'g'] : [grams / 1000, 'kg'];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value)} ${unit}`;
}

const left = 92;
const width = page.width - 2 * left;

/** The certificate: what was recycled when, and what that saved by whose figures. One to hang up, or to file. */
export function certificatePdf(
  programme: Programme,
  impact: Recycling['impact'][string],
  person: Person,
  found: Pick<Case, 'reference' | 'serials'> & { outcome: NonNullable<Case['outcome']> },
  on: string,
): Promise<Uint8Array> {
  const { language } = person;
  const { name, look, mail } = programme;
  const { title, says, recycled, thanks, devices, mass: weighed, co2e, reference, formula } = texts[language];
  const { serials } = found;
  const { grams, co2eGrams } = impactOf(impact, serials.length);
  const figures = [
    [devices, String(serials.length)],
    [weighed, mass(grams, language)],
    [co2e, mass(co2eGrams, language)],
  ] as const;
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
    const { title: work, publisher, year, url } = impact.source;
    const factor = `${new Intl.NumberFormat(language).format(impact.co2eGramsPerKg)} g`;
    const sum = formula(serials.length, mass(impact.grams, language), factor);
    const source = `${sum} ${publisher} (${year}), ${work}. ${url}`;
    sheet.words(source, { ...centred, top: 734, size: 7, height: 52, colour: ink.quiet });
  });
}
