import { day } from '../day.ts';
import type { Text } from '../notice.ts';
import type { Source, TextSource } from './source.ts';

/** `day` is found from where the compiled module lies: in `notices/`. */
export const options = {
  requireAllArguments: true,
  customFormatters: { day: { formatter: day, id: 'day', module: './day.ts' } },
};

/** The texts of a language, of which each message is made into something else. */
export const eachText = <Made>(
  texts: Readonly<Record<string, TextSource>>,
  made: (message: string) => Made,
): Record<string, Text<Made>> =>
  Object.fromEntries(Object.entries(texts).map(([id, source]) => [id, textOf(source, made)]));

function textOf<Made>({ front, paragraphs }: TextSource, made: (message: string) => Made): Text<Made> {
  const of = ({ text }: Source) => made(text.replaceAll('\n', ' '));
  return {
    ...(Object.fromEntries([...front].map(([key, source]) => [key, of(source)])) as Omit<Text<Made>, 'paragraphs'>),
    paragraphs: Object.fromEntries(paragraphs.map((source, at) => [at, of(source)])),
  };
}
