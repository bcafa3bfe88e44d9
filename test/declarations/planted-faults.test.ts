import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { plantedFaults } from '../proofs/planted-faults.ts';

it.each(plantedFaults)('the fault "$name" can still be planted: its text stands once in $file', ({ file, text }) => {
  const source = readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
  expect(source.split(text)).toHaveLength(2);
});
