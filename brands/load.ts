import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Programme } from './schema.ts';

/** Reads and checks every brand's file in `folder`. Throws with the file, the field and the reason. */
export function loadProgrammes(folder: string): Record<string, Programme> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(files.map((file) => [file.slice(0, -'.json'.length), programmeIn(folder, file)]));
}

function programmeIn(folder: string, file: string): Programme {
  const read = Programme.safeParse(jsonIn(folder, file));
  if (!read.success) throw new Error(`brands/${file} is not a programme:\n${z.prettifyError(read.error)}`);
  if (`${read.data.id}.json` !== file)
    throw new Error(`brands/${file}: its id is ${read.data.id}, so it must be named ${read.data.id}.json`);
  return read.data;
}

function jsonIn(folder: string, file: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    throw new Error(`brands/${file} is not JSON: ${(error as Error).message}`);
  }
}

/**
 * The programmes of this deployment. In a bundle this file is replaced by the checked data itself, so that no function
 * reads or checks files as it starts.
 */
export const loaded = loadProgrammes(process.env.BRANDS_DIR ?? import.meta.dirname);
