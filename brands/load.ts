import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { WorkingProgramme } from './schema/consistency.ts';
import type { Programme } from './schema/programme.ts';

/** Reads and checks the programme of every brand that has a folder in `folder`. Throws with the file, the field and the reason. */
export function loadProgrammes(folder: string): Record<string, Programme> {
  const brands = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory());
  const loaded: Record<string, Programme> = {};
  for (const { name } of brands.filter(({ name }) => name !== 'schema')) {
    const programme = programmeIn(folder, name);
    const twin = Object.values(loaded).find(({ initials }) => initials === programme.initials);
    if (twin !== undefined)
      throw new Error(`brands/${name}/programme.json: its initials are those of ${twin.id}, ${twin.initials}`);
    loaded[name] = programme;
  }
  return loaded;
}

function programmeIn(folder: string, brand: string): Programme {
  const file = `brands/${brand}/programme.json`;
  const read = WorkingProgramme.safeParse(jsonIn(join(folder, brand, 'programme.json'), file));
  if (!read.success) throw new Error(`${file} is not a programme:\n${z.prettifyError(read.error)}`);
  const { $schema: _, ...programme } = read.data;
  if (programme.id !== brand)
    throw new Error(`${file}: its id is ${programme.id}, so its folder must be named ${programme.id}`);
  return programme;
}

function jsonIn(path: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
}

/** Where the brands' folders are. */
export const brandsFolder = process.env.BRANDS_DIR ?? import.meta.dirname;

/**
 * The programmes of this deployment. In a bundle this file is replaced by the checked data itself, so that no function
 * reads or checks files as it starts.
 */
export const loaded = loadProgrammes(brandsFolder);
