/** A message as it is written, and the line of its file on which it begins. */
export interface Source {
  readonly text: string;
  readonly line: number;
}

/** What a text's file holds. */
export interface TextSource {
  /** As it is named to people: `notices/points/deposit-receipt/es.md`. */
  readonly file: string;
  /** `subject: …` and the like, from between the two lines `---` at its beginning. */
  readonly front: ReadonlyMap<string, Source>;
  readonly paragraphs: readonly Source[];
}

/** Takes a text's file apart. A blank line ends a paragraph. Throws with file and line where the front matter is none. */
export function sourceOf(file: string, content: string): TextSource {
  const lines = content.split(/\r?\n/);
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end === -1)
    throw new Error(`${file}:1: must begin with its subject between two lines of ---`);
  const front = new Map<string, Source>();
  for (const [at, line] of lines.slice(1, end).entries()) {
    const [, key, text] = /^([a-z]+): (.+)$/.exec(line) ?? [];
    if (key === undefined || text === undefined) throw new Error(`${file}:${at + 2}: must read as "subject: …"`);
    front.set(key, { text, line: at + 2 });
  }
  return { file, front, paragraphs: paragraphsOf(lines, end + 1) };
}

function paragraphsOf(lines: readonly string[], from: number): Source[] {
  const paragraphs: Source[] = [];
  for (let at = from; at < lines.length; at++) {
    if (lines[at]?.trim() === '') continue;
    const blank = lines.findIndex((line, later) => later > at && line.trim() === '');
    const end = blank === -1 ? lines.length : blank;
    const text = lines.slice(at, end).map((line) => line.trim());
    paragraphs.push({ text: text.join('\n'), line: at + 1 });
    at = end;
  }
  return paragraphs;
}
