import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Programme, programmes } from '#brands/programmes.ts';
import { preferredLanguage } from '#layers/runtime/language.ts';

const speaking = (...languages: Programme['languages']) => ({ ...programmes.retorno, languages }) as Programme;
const all = speaking('es', 'ca', 'en');

describe('the language in which somebody is answered', () => {
  it.each([
    ['nothing is asked for', undefined, 'es'],
    ['one is asked for', 'ca', 'ca'],
    ['one of a country is', 'en-GB', 'en'],
    ['it is written in capitals', 'CA-es', 'ca'],
    ['the first comes first', 'en,ca', 'en'],
    ['another is liked more', 'en;q=0.2, ca;q=0.8', 'ca'],
    ['the one liked most is not spoken here', 'fr, de;q=0.9, en;q=0.1', 'en'],
    ['none of them is spoken here', 'fr,de', 'es'],
    ['any will do', '*', 'es'],
    ['a browser writes it', 'en-US,en;q=0.9,ca;q=0.8,es;q=0.7', 'en'],
    ['the one spoken here is refused', 'en;q=0', 'es'],
    ['one is refused and another liked', 'en;q=0, ca;q=0.1', 'ca'],
    ['it is garbage', ';;q=,,=;q=x', 'es'],
  ])('when %s', (_, header, language) => {
    expect(preferredLanguage(all, header)).toBe(language);
  });

  it('is the brand’s own where the brand does not speak the one asked for', () => {
    expect(preferredLanguage(speaking('en', 'es'), 'ca')).toBe('en');
    expect(preferredLanguage(speaking('ca'), 'es,en')).toBe('ca');
  });

  it('is always one that the brand speaks, whatever is asked for', () => {
    const languages = fc.uniqueArray(fc.constantFrom('es' as const, 'ca' as const, 'en' as const), { minLength: 1 });
    fc.assert(
      fc.property(fc.string(), languages, (header, languages) => {
        expect(languages).toContain(preferredLanguage(speaking(...languages), header));
      }),
    );
  });
});
