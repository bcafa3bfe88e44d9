import type { Language } from '#brands/programmes.ts';
import type { EventDefinition } from '#events/event.ts';
import { notices as all, layout, texts } from './load.ts';
import type { Notice, Text } from './notice.ts';

/** How every mail looks, with what is filled in left open. */
export { layout };

/** Every notice of the product, by name: whatever lies in `notices/<owner>/`. */
export const notices: ReadonlyMap<string, Notice> = new Map(all.map((notice) => [notice.name, notice]));

/** The events that some notice is about. */
export const eventsTold: readonly EventDefinition[] = [
  ...new Set(all.flatMap(({ because }) => because.map(({ event }) => event))),
];

/** The notices that an event may lead to, by its type. */
export const noticesAbout = (type: string): Notice[] =>
  all.filter(({ because }) => because.some(({ event }) => event.type === type));

/** The notice of this name. Throws where there is none. */
export function noticeNamed(name: string): Notice {
  const notice = notices.get(name);
  if (notice === undefined) throw new Error(`there is no notice ${name}`);
  return notice;
}

/** A notice's text in a language: as the brand words it, else its own. */
export function textOf({ owner, name }: Notice, brand: string, language: Language): Text {
  const written = texts[language];
  const text = written[`${brand}/${owner}/${name}`] ?? written[`${owner}/${name}`];
  if (text === undefined) throw new Error(`${owner}/${name} has no text in ${language}`);
  return text;
}
