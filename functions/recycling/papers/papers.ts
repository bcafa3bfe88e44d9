import type { Language, Programme, Recycling } from '#brands/programmes.ts';
import type { Person } from '#layers/published/customers/person.ts';
import type { Case, Label } from '../cases/case.ts';
import { qrOf } from '../parcels/parcels.ts';
import { impactOf } from '../rules.ts';
import { type Paper, pdf } from './paper.ts';

const day = (date: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date.slice(0, 10)}T00:00:00Z`),
  );

const labelTexts = {
  es: {
    title: 'Etiqueta de devolución',
    how: 'Mete el dispositivo en una caja, pega esta hoja por fuera y entrégala en cualquier punto de recogida. No pagas nada. En «Mis devoluciones» ves hasta cuándo puedes, y puedes ampliarlo una vez con esta misma hoja.',
    to: 'Para',
    from: 'De',
    tracking: 'Número de seguimiento',
    holds: 'Contiene',
    case: 'Caso',
  },
  ca: {
    title: 'Etiqueta de devolució',
    how: 'Posa el dispositiu en una caixa, enganxa aquest full per fora i lliura-la en qualsevol punt de recollida. No pagues res. A «Les meves devolucions» veus fins quan pots, i ho pots ampliar una vegada amb aquest mateix full.',
    to: 'Per a',
    from: 'De',
    tracking: 'Número de seguiment',
    holds: 'Conté',
    case: 'Cas',
  },
  en: {
    title: 'Return label',
    how: 'Put the device into a box, stick this sheet on it and hand it in at any collection point. You pay nothing. Your returns show until when you can, and you can extend that once with this same sheet.',
    to: 'To',
    from: 'From',
    tracking: 'Tracking number',
    holds: 'Holds',
    case: 'Case',
  },
};

/** The label that a customer prints: where it goes, what it is, and a code for the scanner. No day, for that may move. */
export function labelPdf(programme: Programme, recycling: Recycling, person: Person, found: Case, label: Label) {
  const { language } = person;
  const texts = labelTexts[language];
  const paper: Paper = {
    title: texts.title,
    language,
    at: label.at,
    paragraphs: [texts.how],
    rows: [
      { name: texts.to, text: recycling.address.join('\n') },
      { name: texts.from, text: person.name },
      { name: texts.tracking, text: label.tracking },
      { name: texts.holds, text: found.serials.join('\n') },
      { name: texts.case, text: found.reference },
    ],
    qr: qrOf(programme.id, found.reference),
  };
  return pdf(programme, paper);
}

const certificateTexts = {
  es: {
    title: 'Certificado de reciclaje',
    says: (name: string, brand: string, on: string) =>
      `${brand} certifica que lo que ${name} devolvió se recicló el ${on}. Gracias por cerrar el círculo.`,
    serials: 'Dispositivos reciclados',
    mass: 'Peso de lo reciclado',
    co2e: 'CO₂e evitado',
    case: 'Caso',
    formula: (devices: number, grams: string, factor: string) =>
      `Cálculo: ${devices} × ${grams} por dispositivo × ${factor} de CO₂e evitado por kg. Fuente:`,
  },
  ca: {
    title: 'Certificat de reciclatge',
    says: (name: string, brand: string, on: string) =>
      `${brand} certifica que el que ${name} va tornar es va reciclar el ${on}. Gràcies per tancar el cercle.`,
    serials: 'Dispositius reciclats',
    mass: 'Pes del que es va reciclar',
    co2e: 'CO₂e evitat',
    case: 'Cas',
    formula: (devices: number, grams: string, factor: string) =>
      `Càlcul: ${devices} × ${grams} per dispositiu × ${factor} de CO₂e evitat per kg. Font:`,
  },
  en: {
    title: 'Certificate of recycling',
    says: (name: string, brand: string, on: string) =>
      `${brand} certifies that what ${name} returned was recycled on ${on}. Thank you for closing the circle.`,
    serials: 'Devices recycled',
    mass: 'Mass recycled',
    co2e: 'CO₂e avoided',
    case: 'Case',
    formula: (devices: number, grams: string, factor: string) =>
      `Formula: ${devices} × ${grams} a device × ${factor} of CO₂e avoided per kg. Source:`,
  },
};

/** Grams up to a kilogram, then kilograms, as the language writes them. */
function mass(grams: number, language: Language): string {
  const [value, unit] = grams < 1000 ? [grams, 'g'] : [grams / 1000, 'kg'];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value)} ${unit}`;
}

/** The certificate: what was recycled when, and what that saved by whose figures. */
export function certificatePdf(
  programme: Programme,
  impact: Recycling['impact'][string],
  person: Person,
  found: Case & { receipt: NonNullable<Case['receipt']>; outcome: NonNullable<Case['outcome']> },
  on: string,
) {
  const { language } = person;
  const texts = certificateTexts[language];
  const { serials } = found.receipt;
  const { grams, co2eGrams } = impactOf(impact, serials.length);
  const { title, publisher, year, url } = impact.source;
  const factor = `${new Intl.NumberFormat(language).format(impact.co2eGramsPerKg)} g`;
  const paper: Paper = {
    title: texts.title,
    language,
    at: found.outcome.at,
    paragraphs: [texts.says(person.name, programme.name, day(on, language))],
    rows: [
      { name: texts.serials, text: serials.join('\n') },
      { name: texts.mass, text: mass(grams, language) },
      { name: texts.co2e, text: mass(co2eGrams, language) },
      { name: texts.case, text: found.reference },
    ],
    foot: `${texts.formula(serials.length, mass(impact.grams, language), factor)} ${publisher} (${year}), ${title}. ${url}`,
  };
  return pdf(programme, paper);
}
