import { describe, expect, it } from '@jest/globals';
import { type Programme, programmes, type Recycling } from '#brands/programmes.ts';
import type { Person } from '#layers/published/customers/person.ts';
import type { Case } from '../../functions/recycling/cases/case.ts';
import { certificatePdf } from '../../functions/recycling/papers/certificate.ts';
import { labelPdf } from '../../functions/recycling/papers/label.ts';
import { linesOf, pagesOf, scanned } from './read-paper.ts';

const at = '2026-11-25T10:00:00.000Z';
const label = { tracking: 'VU0123456789AB', at, expiresOn: '2026-12-25', expiresAt: '2026-12-25T23:00:00.000Z' };

const takingBack = Object.values(programmes).filter(
  (programme): programme is Programme & { recycling: Recycling } => programme.recycling !== undefined,
);

const found = (serials: string[]): Case => ({
  pk: '',
  sk: 'case',
  caseId: 'k-7HqT2mXb4a8Qk1eTzNwYgA',
  reference: 'MS-C7F3-K2QB',
  customerId: 'c-1',
  reason: 'take-back',
  serials,
  seq: 1,
  requestedAt: at,
  because: { id: 'x', subject: 'x', time: at },
});

const reader = (language: Person['language'], name = 'Núria Peña i Güell, Łódź'): Person => ({
  customerId: 'c-1',
  name,
  email: 'nuria@example.org',
  emailConfirmed: true,
  language,
  zone: 'Europe/Madrid',
  segments: [],
});

const papers = takingBack.flatMap((programme) =>
  programme.languages.map((language) => ({ programme, language, id: programme.id })),
);

describe.each(papers)('the papers of $id in $language', ({ programme, language }) => {
  const serials = ['SN-0001', 'SN-0002'];
  const day = (date: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));

  it('a label that says where it goes and what it holds, without a day, with a code that leads to the case', async () => {
    const { recycling } = programme;
    const paper = await labelPdf(programme, recycling, reader(language), found(serials), label);
    const lines = await linesOf(paper);
    expect(lines[0]).toMatch(new RegExp(`^${programme.name} `));
    for (const line of [...recycling.address, ...serials]) expect(lines).toContain(line);
    expect(lines.join(' ')).toContain('Núria Peña i Güell, Łódź');
    expect(lines).toContain(label.tracking);
    expect(lines).toContain('MS-C7F3-K2QB');
    expect(lines.join(' ')).not.toContain('k-7HqT');
    // An extension moves its last day, and the sheet may be printed by then.
    expect(lines.join(' ')).not.toMatch(/2026|2027/);
    expect(await scanned(paper)).toBe(`vuelta:${programme.id}:MS-C7F3-K2QB`);
  });

  it('a certificate whose figures follow from the factor that it names, with its source', async () => {
    const [impact] = Object.values(programme.recycling.impact);
    if (impact === undefined) throw new Error('no impact');
    const whole = {
      ...found(serials),
      receipt: { good: 2, damaged: 0, missing: 0, serials, at, verdict: 'matches' as const },
      outcome: { at, outcome: 'recycled' as const },
    };
    const paper = await certificatePdf(programme, [{ devices: 2, impact }], reader(language), whole, '2026-12-01');
    expect(await scanned(paper)).toBeUndefined();
    const text = (await linesOf(paper)).join(' ');
    const amount = (n: number) => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(n);
    const mass = (grams: number) => (grams < 1000 ? `${amount(grams)} g` : `${amount(grams / 1000)} kg`);
    const grams = 2 * impact.grams;
    expect(text).toContain(mass(grams));
    expect(text).toContain(mass(Math.round((grams * impact.co2eGramsPerKg) / 1000)));
    expect(text).toContain(`2 × ${mass(impact.grams)}`);
    expect(text).toContain(`${amount(impact.co2eGramsPerKg)} g`);
    expect(text).toContain(`${impact.source.publisher} (${impact.source.year})`);
    expect(text.replaceAll(' ', '')).toContain(impact.source.url);
    expect(text).toContain(day('2026-12-01'));
    for (const serial of serials) expect(text).toContain(serial);
  });
});

describe('the longest of everything', () => {
  const address = [
    'Centro Logístico de Devoluciones Circulares del Mediterráneo',
    'Polígono Industrial Can Salvatella, nave 14, puerta B',
    'Avinguda de la Serra, 1200, planta baixa',
    '08210 Barberà del Vallès (Barcelona)',
    'España',
  ];
  const serials = Array.from({ length: 20 }, (_, n) => `W${String(n).padStart(3, '0')}`.repeat(16));

  it.each(papers)('stays on one page of $id in $language, each word once', async ({ programme, language }) => {
    const recycling = { ...programme.recycling, address };
    const [impact] = Object.values(recycling.impact) as [Recycling['impact'][string]];
    const kinds = Array.from({ length: 4 }, () => ({ devices: 5, impact }));
    const whole = {
      ...found(serials),
      receipt: { good: 20, damaged: 0, missing: 0, serials, at, verdict: 'matches' as const },
      outcome: { at, outcome: 'recycled' as const },
    };
    const made = [
      await labelPdf(programme, recycling, reader(language, 'Ñ'.repeat(100)), whole, label),
      await certificatePdf(programme, kinds, reader(language, 'Ñ'.repeat(100)), whole, '2026-12-01'),
      await certificatePdf(programme, 'kind-unknown', reader(language, 'Ñ'.repeat(100)), whole, '2026-12-01'),
    ];
    for (const paper of made) {
      expect(await pagesOf(paper)).toBe(1);
      const text = (await linesOf(paper)).join('').replaceAll(' ', '');
      for (const serial of serials) expect(text.split(serial)).toHaveLength(2);
      expect(text).toContain('Ñ'.repeat(100));
    }
    const text = (await linesOf(made[0] as Uint8Array)).join('').replaceAll(' ', '');
    for (const line of address) expect(text).toContain(line.replaceAll(' ', ''));
  });
});

describe('a label of twenty devices with the longest serials and the longest name', () => {
  it('shows them all, and its code can be read', async () => {
    const [programme] = takingBack;
    if (programme === undefined) throw new Error('no programme takes anything back');
    const serials = Array.from({ length: 20 }, (_, n) => `W${String(n).padStart(3, '0')}`.repeat(16));
    const paper = await labelPdf(programme, programme.recycling, reader('es', 'Ñ'.repeat(100)), found(serials), label);
    const text = (await linesOf(paper)).join('');
    for (const serial of serials) expect(text).toContain(serial);
    expect(await scanned(paper)).toContain('MS-C7F3-K2QB');
  });
});

describe('a paper', () => {
  it('is the same bytes when it is made again', async () => {
    const [programme] = takingBack;
    if (programme === undefined) throw new Error('no programme takes anything back');
    const make = () => labelPdf(programme, programme.recycling, reader('ca'), found(['SN-0001']), label);
    expect(Buffer.from(await make()).equals(Buffer.from(await make()))).toBe(true);
  });

  it('states factors as published: metric tons for each short ton, turned into grams for each kilogram', () => {
    const published = { 'Portable Electronic Devices': 1.0656024887156048, 'Flat-Panel Displays': 0.995452585934257 };
    const kilogramsOfShortTon = 907.18474;
    for (const { co2eGramsPerKg, source } of takingBack.flatMap(({ recycling }) => Object.values(recycling.impact))) {
      const [material, tons] = Object.entries(published).find(([name]) => source.title.includes(name)) ?? [];
      expect(material).toBeDefined();
      expect(co2eGramsPerKg).toBe(Math.round(((tons as number) / kilogramsOfShortTon) * 1_000_000));
    }
  });
});
