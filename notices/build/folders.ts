import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '#brands/programmes.ts';
import { inEachLanguage, type Notice, type NoticeDefinition } from '../notice.ts';
import { problemsOf } from './check.ts';
import { sourceOf, type TextSource } from './source.ts';

/** Where notices and brands lie, and which of the brands may word notices their own way. */
export interface Folders {
  readonly notices: string;
  readonly brands: string;
  readonly carried: readonly string[];
}

/** All notices with their texts as they are written, by language and by `points/deposit-receipt` or `retorno/points/deposit-receipt`. */
export interface Written {
  readonly layout: string;
  readonly notices: readonly Notice[];
  readonly texts: Readonly<Record<Language, Readonly<Record<string, TextSource>>>>;
}

/** The notices in a folder, as `points/deposit-receipt`. */
export const noticesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^[a-z-]+[/\\][a-z-]+[/\\]notice\.ts$/.test(file))
    .map((file) => file.split(/[/\\]/).slice(0, 2).join('/'))
    .sort();

/** Reads and checks every notice and its texts. Throws with all that is wrong, each with file and line. */
export async function readNotices(folders: Folders): Promise<Written> {
  const notices = await Promise.all(noticesIn(folders.notices).map((id) => noticeIn(folders.notices, id)));
  const problems = [...doubledIn(notices), ...strayIn(folders, notices)];
  const texts = inEachLanguage((): Record<string, TextSource> => ({}));
  for (const notice of notices) {
    problems.push(...looseEndsOf(notice, notices));
    for (const language of ['es', 'ca', 'en'] as const) {
      for (const { id, path, file, whose } of placesOf(notice, language, folders)) {
        if (!existsSync(path)) {
          if (whose === 'own') problems.push(`${file}:1: is missing: every notice has its text in ${language}`);
          continue;
        }
        const source = sourceOf(file, readFileSync(path, 'utf8'));
        texts[language][id] = source;
        problems.push(...problemsOf(notice, language, source, whose));
      }
    }
  }
  if (problems.length > 0) throw new Error(`the notices cannot be told:\n${problems.join('\n')}`);
  return { layout: readFileSync(join(folders.notices, 'layout/mail.html'), 'utf8'), notices, texts };
}

async function noticeIn(folder: string, id: string): Promise<Notice> {
  const [owner, name] = id.split('/') as [string, string];
  const { notice } = (await import(join(folder, id, 'notice.ts'))) as { notice?: NoticeDefinition };
  if (notice === undefined)
    throw new Error(`notices/${id}/notice.ts:1: must export its notice: export const notice = defineNotice({ … })`);
  return { ...notice, owner, name };
}

/** Where a notice's text in a language may lie: its own, and that of each brand that words it its own way. */
function placesOf({ owner, name }: Notice, language: Language, folders: Folders) {
  const id = `${owner}/${name}`;
  const file = `${id}/${language}.md`;
  return [
    { id, path: join(folders.notices, file), file: `notices/${file}`, whose: 'own' as const },
    ...folders.carried.map((brand) => ({
      id: `${brand}/${id}`,
      path: join(folders.brands, brand, 'notices', file),
      file: `brands/${brand}/notices/${file}`,
      whose: 'brand' as const,
    })),
  ];
}

const doubledIn = (notices: readonly Notice[]): string[] =>
  notices
    .filter(({ name }, at) => notices.findIndex((other) => other.name === name) !== at)
    .map(({ owner, name }) => `notices/${owner}/${name}/notice.ts:1: another notice is called ${name} too`);

/** Wordings of brands that are of no notice, such as one whose folder is misspelt. */
function strayIn({ brands, carried }: Folders, notices: readonly Notice[]): string[] {
  const known = new Set(
    notices.flatMap(({ owner, name }) => ['es', 'ca', 'en'].map((language) => join(owner, name, `${language}.md`))),
  );
  return carried.flatMap((brand) => {
    const folder = join(brands, brand, 'notices');
    const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
    return files
      .filter((file) => file.endsWith('.md') && !known.has(file))
      .map((file) => `brands/${brand}/notices/${file}:1: is of no notice`);
  });
}

/** What a notice says of itself that cannot be. */
function looseEndsOf({ owner, name, values, examples, overtakes = [] }: Notice, notices: readonly Notice[]): string[] {
  const file = `notices/${owner}/${name}/notice.ts:1`;
  const wrong = examples.flatMap((example) => values.safeParse(example).error?.issues ?? []);
  return [
    ...(examples.length === 0 ? [`${file}: has no example`] : []),
    ...wrong.map(({ path, message }) => `${file}: an example’s ${path.join('.')} is wrong: ${message}`),
    ...overtakes
      .filter((other) => !notices.some((each) => each.name === other))
      .map((other) => `${file}: overtakes ${other}, which there is not`),
  ];
}
