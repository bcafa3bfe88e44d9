import type { Programme, Recycling } from '#brands/programmes.ts';
import type { Person } from '#layers/published/customers/person.ts';
import type { Case, Label } from '../cases/case.ts';
import { qrOf } from '../parcels/parcels.ts';
import { ink, page } from './page.ts';
import { pdf, type Sheet } from './sheet.ts';

const texts = {
  es: {
    title: 'Etiqueta de devolución',
    to: 'PARA',
    from: 'DE',
    tracking: 'NÚMERO DE SEGUIMIENTO',
    cut: 'Recorta por aquí',
    how: 'Tu devolución en tres pasos',
    steps: [
      ['Mete en la caja solo esto', ''],
      [
        'Recorta la etiqueta y pégala por fuera',
        'Que se vean enteros el código QR y el de barras. Tapa las etiquetas viejas.',
      ],
      [
        'Entrega la caja en cualquier punto de recogida',
        'No pagas nada. En «Mis devoluciones» ves hasta cuándo puedes, y puedes ampliarlo una vez con esta misma etiqueta.',
      ],
    ],
    help: (reference: string) => `¿Dudas? Escríbenos y dinos tu referencia: ${reference}`,
  },
  ca: {
    title: 'Etiqueta de devolució',
    to: 'PER A',
    from: 'DE',
    tracking: 'NÚMERO DE SEGUIMENT',
    cut: 'Retalla per aquí',
    how: 'La teva devolució en tres passos',
    steps: [
      ['Posa a la caixa només això', ''],
      [
        'Retalla l’etiqueta i enganxa-la per fora',
        'Que es vegin sencers el codi QR i el de barres. Tapa les etiquetes velles.',
      ],
      [
        'Lliura la caixa en qualsevol punt de recollida',
        'No pagues res. A «Les meves devolucions» veus fins quan pots, i ho pots ampliar una vegada amb aquesta mateixa etiqueta.',
      ],
    ],
    help: (reference: string) => `Tens dubtes? Escriu-nos i digues-nos la teva referència: ${reference}`,
  },
  en: {
    title: 'Return label',
    to: 'TO',
    from: 'FROM',
    tracking: 'TRACKING NUMBER',
    cut: 'Cut here',
    how: 'Your return in three steps',
    steps: [
      ['Put this into the box, and nothing else', ''],
      ['Cut the label out and stick it on the outside', 'Keep the QR code and the barcode whole. Cover old labels.'],
      [
        'Hand the box in at any collection point',
        'You pay nothing. Your returns show until when you can, and you can extend that once with this same label.',
      ],
    ],
    help: (reference: string) => `Questions? Write to us and tell us your reference: ${reference}`,
  },
} as const;

const left = page.margin + 20;
const width = page.width - 2 * left;
/** How wide the right column is, with the QR code. */
const narrow = 140;
const right = left + width - narrow;
const wide = width - narrow - 24;
/** Where the sheet is cut: what is stuck on the box is above. */
const cut = 420;

/**
 * The label that a customer prints: above, to cut out, where the parcel goes and the codes for scanners; below, what to do in three
 * steps. No day stands on it, for that may move.
 */
export function labelPdf(
  programme: Programme,
  recycling: Recycling,
  person: Person,
  found: Pick<Case, 'reference' | 'serials'>,
  label: Pick<Label, 'tracking' | 'at'>,
): Promise<Uint8Array> {
  const { language } = person;
  return pdf(programme, { title: texts[language].title, language, at: label.at }, (sheet) => {
    toCutOut(sheet, programme, recycling.address, person, found.reference, label.tracking);
    sheet.words('✂', { left: page.margin, top: cut - 8, width: 16, size: 13, colour: ink.quiet });
    sheet.line({
      left: page.margin + 18,
      top: cut,
      width: page.width - 2 * page.margin - 18,
      colour: ink.quiet,
      dashed: true,
    });
    sheet.words(texts[language].cut, { left, top: cut + 4, width, size: 8, colour: ink.quiet, align: 'right' });
    steps(sheet, programme, person, found);
  });
}

function toCutOut(
  sheet: Sheet,
  { id, name, look: { colour } }: Programme,
  address: readonly string[],
  person: Person,
  reference: string,
  tracking: string,
): void {
  const { title, to, from, tracking: number } = texts[person.language];
  const caption = { size: 8, bold: true, colour };
  sheet.box({
    left: page.margin,
    top: page.margin,
    width: page.width - 2 * page.margin,
    height: cut - page.margin - 14,
    colour,
    thick: 2,
  });
  sheet.logo({ left, top: 50, side: 44 });
  sheet.words(name, { left: left + 56, top: 60, width: wide - 56, size: 20, height: 28, bold: true });
  sheet.words(title, {
    left: right - 60,
    top: 65,
    width: narrow + 60,
    size: 12,
    height: 18,
    colour: ink.quiet,
    align: 'right',
  });
  sheet.line({ left, top: 106, width, colour: ink.line });
  sheet.words(to, { left, top: 118, width: wide, ...caption });
  const [first = '', ...others] = address;
  const top = sheet.words(first, { left, top: 132, width: wide, size: 22, height: 52, bold: true }) + 4;
  sheet.words(others.join('\n'), { left, top, width: wide, size: 19, height: 296 - top });
  sheet.qr(qrOf(id, reference), { left: right, top: 122, side: narrow });
  sheet.words(reference, {
    left: right - 12,
    top: 270,
    width: narrow + 24,
    size: 17,
    height: 24,
    bold: true,
    align: 'center',
  });
  sheet.line({ left, top: 304, width, colour: ink.line });
  sheet.words(number, { left, top: 314, width: wide, ...caption });
  sheet.barcode(tracking, { left, top: 328, width: wide, height: 46 });
  sheet.words(tracking, { left, top: 379, width: wide, size: 13, height: 18, align: 'center' });
  sheet.words(from, { left: right, top: 314, width: narrow, ...caption });
  sheet.words(person.name, { left: right, top: 328, width: narrow, size: 12, height: 64 });
}

function steps(
  sheet: Sheet,
  { look: { colour }, mail: { sender } }: Programme,
  { language }: Person,
  { serials, reference }: Pick<Case, 'reference' | 'serials'>,
): void {
  const { how, steps: told, help } = texts[language];
  let top = sheet.words(how, { left, top: cut + 26, width, size: 17, bold: true }) + 10;
  for (const [at, [what, why]] of told.entries()) {
    sheet.disc({ left, top, across: 26, colour });
    sheet.words(String(at + 1), {
      left,
      top: top + 5,
      width: 26,
      size: 13,
      bold: true,
      colour: '#ffffff',
      align: 'center',
    });
    const beside = { left: left + 40, width: width - 40 };
    top = sheet.words(what, { ...beside, top: top + 4, size: 13, bold: true }) + 2;
    const devices = { ...beside, top, size: 11, height: 140 };
    top = (at === 0 ? sheet.words(serials.join('\n'), devices) : sheet.words(why, { ...beside, top, size: 11 })) + 14;
  }
  sheet.words(help(reference), { left, top: 772, width, size: 10, bold: true });
  const company = `${sender.legalName} · ${sender.taxId} · ${sender.postalAddress}`;
  sheet.words(company, { left, top: 790, width, size: 8, height: 12, colour: ink.quiet });
}
