import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An index of the decisions: what each is about, when it was taken, and whether it holds. */
export function decisionsPage(project: string): string {
  const folder = join(project, 'docs/decisions');
  const pages = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md');
  return [
    '# Decisions',
    '',
    'Made by `npm run docs` from the first lines of each page.',
    '',
    '| decision | since | status |',
    '|---|---|---|',
    ...pages.map((file) => {
      const { title, since, status } = headOf(readFileSync(join(folder, file), 'utf8'), file);
      return `| [${title}](${file}) | ${since} | ${status} |`;
    }),
    '',
  ].join('\n');
}

/** A page begins with its title, then `*2026-11-20 · in force*`. */
function headOf(page: string, file: string) {
  const [, title, since, status] = /^# (.+)\n\n\*(\d{4}-\d\d-\d\d) · (.+)\*\n/.exec(page) ?? [];
  if (title === undefined)
    throw new Error(
      `docs/decisions/${file} must begin with "# <title>", an empty line and "*<date> · <in force, or what took its place>*"`,
    );
  return { title, since, status };
}
