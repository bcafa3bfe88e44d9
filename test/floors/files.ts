import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** A file of this repository; its path is relative to the root, with `/`. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

const notOurs = new Set(['node_modules', '.git', '.local', 'cdk.out', 'coverage']);

/** All text files that the repository holds, or may come to hold. */
export function textFiles(folder = root): TextFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : textFiles(path);
    if (!entry.isFile()) return [];
    const text = readFileSync(path, 'utf8');
    return text.includes('\0') ? [] : [{ path: relative(root, path).split(sep).join('/'), text }];
  });
}
