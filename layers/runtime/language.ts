import { homeLanguage, type Language, type Programme } from '#brands/programmes.ts';

/** The language of a brand that an `Accept-Language` header asks for most, else the brand's own. */
export function preferredLanguage(programme: Programme, header = ''): Language {
  const asked = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('q='));
      return { language: tag.split('-')[0] as Language, q: q === undefined ? 1 : Number(q.slice(2)) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  return asked.find(({ language }) => programme.languages.includes(language))?.language ?? homeLanguage(programme);
}
