import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'parse5';
import { type Language, type Programme, programmes } from '#brands/programmes.ts';
import { noticeNamed, notices, textOf } from '#notices/catalogue.ts';
import type { Values } from '#notices/notice.ts';
import { render } from '../../functions/notifications/render.ts';
import { anyCharacter } from '../support/characters.ts';

const actionUrl = 'https://retorno.example/api/open/customers/confirmations/t0ken';
const unsubscribeUrl = 'https://retorno.example/api/open/notifications/unsubscribe/c-1.mac';
const { retorno } = programmes as { retorno: Programme };
const receipt = noticeNamed('deposit-receipt');

/** A notice as its example of this number reads. */
function rendered(notice: string, programme: Programme, language: Language, name = 'Ana', example = 0) {
  const found = noticeNamed(notice);
  const values = found.examples[example] as Values;
  return render(found, programme, { name, language }, { values, actionUrl, unsubscribeUrl });
}

const mails = Object.values(programmes).flatMap((programme) =>
  programme.languages.flatMap((language) =>
    [...notices.values()].flatMap(({ name: notice, examples }) =>
      examples.map((_, example) => ({ programme, language, notice, example, id: programme.id })),
    ),
  ),
);

describe.each(mails)('the mail $notice ($example) of $id in $language', ({ programme, language, notice, example }) => {
  const { subject, text, html } = rendered(notice, programme, language, 'Ana', example);

  it('has a subject, a text and the same words in HTML, in that language and the brand’s look', () => {
    expect(subject).not.toBe('');
    // To an address that nobody confirmed, nothing is said that a stranger may have typed in.
    expect(text.includes('Ana')).toBe(noticeNamed(notice).leadsTo !== 'confirmation');
    expect(text).toContain(programme.name);
    expect(html).toContain(`<html lang="${language}"`);
    expect(html).toContain(programme.look.colour);
    const words = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
    for (const paragraph of text.split('\n\n').filter((paragraph) => !paragraph.includes('https://'))) {
      expect(words).toContain(paragraph);
    }
  });

  it('is HTML without a fault, of at most 100 kB', () => {
    const faults: string[] = [];
    parse(html, { onParseError: ({ code, startLine }) => faults.push(`${code} in line ${startLine}`) });
    expect(faults).toEqual([]);
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  });

  it('names nothing by an id', () => {
    expect(`${subject}${text}`.replaceAll(/https:\S+/g, '')).not.toMatch(/\b[a-z]-[\w-]{20,}/);
  });

  it('leaves no gap where a figure or a word should stand', () => {
    expect(`${subject}${text}${html}`).not.toMatch(/undefined|null|NaN|Invalid|\[object|\$\{|\{\{/);
  });

  it('says another thing in each language', () => {
    const others = programme.languages.filter((other) => other !== language);
    for (const other of others) expect(rendered(notice, programme, other, 'Ana', example).text).not.toBe(text);
  });
});

/** By WCAG 2: how far apart a colour and white are, from 1 to 21. */
function contrastToWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

describe('a mail', () => {
  it('runs nothing and shows nothing that hides in a name', () => {
    const names = fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        '</title><b>',
        "' onclick='x",
        '&lt;script&gt;',
      ),
      fc.string({ unit: anyCharacter, minLength: 1 }),
    );
    const marks = (html: string) => [html.match(/</g)?.length, html.match(/>/g)?.length, html.match(/"/g)?.length];
    fc.assert(
      fc.property(names, fc.constantFrom(...notices.keys()), (name, notice) => {
        const plain = rendered(notice, retorno, 'es', 'Ana').html;
        expect(marks(rendered(notice, retorno, 'es', name).html)).toEqual(marks(plain));
      }),
      { numRuns: 300 },
    );
    expect(rendered('deposit-receipt', retorno, 'en', '<script>alert(1)</script>').html).toContain('&#60;script&#62;');
  });

  it('has the way out that it is given, as text and as link, and none where none is given', () => {
    const given = rendered('deposit-receipt', retorno, 'es');
    expect(given.text).toContain(unsubscribeUrl);
    expect(given.html).toContain(`href="${unsubscribeUrl}"`);
    const reader = { name: 'Ana', language: 'es' as const };
    const without = render(receipt, retorno, reader, { values: receipt.examples[0] as Values, actionUrl });
    expect(`${without.text}${without.html}`).not.toMatch(/unsubscribe|No quiero/);
  });

  it.each([...notices.keys()])('%s has one button, which leads where it is to', (notice) => {
    const { text, html } = rendered(notice, retorno, 'es');
    const button = textOf(noticeNamed(notice), 'retorno', 'es').button({ name: 'Ana', brand: 'Retorno' });
    expect(text).toContain(`${button}: ${actionUrl}`);
    expect(html.split(`href="${actionUrl}"`)).toHaveLength(2);
  });

  it.each(Object.values(programmes))('of $id says who sends it, and where privacy is told of', (programme) => {
    const { legalName, taxId, postalAddress, privacyUrl } = programme.mail.sender;
    const { text, html } = rendered('deposit-receipt', programme, 'es');
    for (const each of [legalName, taxId, postalAddress, privacyUrl]) {
      expect(text).toContain(each);
      expect(html).toContain(each);
    }
  });

  it.each(Object.values(programmes))('of $id can be read on its button', ({ look }) => {
    expect(contrastToWhite(look.colour)).toBeGreaterThan(4.5);
  });

  it('shows what comes after the greeting beside its subject', () => {
    expect(rendered('deposit-receipt', retorno, 'es').html).toMatch(/display:none[^>]*>Gracias por devolver/);
  });

  it('speaks of dates as people do', () => {
    expect(rendered('deposit-receipt', retorno, 'es').text).toContain('30 de noviembre de 2027');
    expect(rendered('deposit-receipt', retorno, 'ca').text).toContain('30 de novembre del 2027');
    expect(rendered('deposit-receipt', retorno, 'en').text).toContain('November 30, 2027');
  });

  it.each([
    ['es', '1 envase en', '2 envases en'],
    ['ca', '1 envàs a', '2 envasos a'],
    ['en', '1 container to', '2 containers to'],
  ] as const)('in %s counts one container and two', (language, one, two) => {
    const of = (containers: number) =>
      render(
        receipt,
        retorno,
        { name: 'Ana', language },
        { values: { ...receipt.examples[0], containers }, actionUrl },
      );
    expect(of(1).text).toContain(one);
    expect(of(2).text).toContain(two);
  });

  it.each([
    ['es', /\b1 punto\b/],
    ['ca', /\b1 punt\b/],
    ['en', /\b1 point\b/],
  ] as const)('in %s counts one point as it counts one container', (language, one) => {
    const values = { ...receipt.examples[0], points: 1 };
    const { subject, text } = render(receipt, retorno, { name: 'Ana', language }, { values, actionUrl });
    expect(subject).toMatch(one);
    expect(text).toMatch(one);
  });
});
