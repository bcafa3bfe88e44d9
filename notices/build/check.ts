import type { Language } from '#brands/programmes.ts';
import type { NoticeDefinition } from '../notice.ts';
import { readMessage } from './message.ts';
import type { TextSource } from './source.ts';
import { kindsOf } from './value-kind.ts';

/**
 * What is wrong with a notice's text in a language, each with file and line. The notice's own text says every value; a brand's
 * may leave some out.
 */
export function problemsOf(
  notice: NoticeDefinition,
  language: Language,
  { file, front, paragraphs }: TextSource,
  whose: 'own' | 'brand',
): string[] {
  const needed = frontOf(notice);
  const kinds = kindsOf(notice);
  const readings = [...front.values(), ...paragraphs].map((source) => readMessage(source, language, kinds));
  const used = new Set(readings.flatMap(({ uses }) => uses));
  const unused = whose === 'own' ? Object.keys(notice.values.shape).filter((value) => !used.has(value)) : [];
  return [
    ...needed.filter((key) => !front.has(key)).map((key) => `${file}:1: its ${key} is missing`),
    ...[...front]
      .filter(([key]) => !needed.includes(key))
      .map(([key, { line }]) => `${file}:${line}: no ${key} is read here`),
    ...(paragraphs.length === 0 ? [`${file}:1: it says nothing`] : []),
    ...readings.flatMap(({ problems }) => problems.map(({ line, what }) => `${file}:${line}: ${what}`)),
    ...unused.map((value) => `${file}:1: it never says {${value}}`),
  ];
}

/** What stands above the paragraphs of a notice's texts. */
const frontOf = ({ attachment }: NoticeDefinition): string[] => [
  'subject',
  'button',
  ...(attachment ? ['attachment'] : []),
];
