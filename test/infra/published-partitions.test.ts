import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import * as mailedLinks from '#layers/published/customers/mailed-links.ts';
import * as person from '#layers/published/customers/person.ts';
import * as mailed from '#layers/published/notifications/mailed.ts';
import * as caseDocuments from '#layers/published/recycling/case-documents.ts';
import { changedByCustomers, declaredCapabilities } from '../../infra/capabilities.ts';
import { local } from '../../infra/names.ts';
import { type Json, localStage } from './synthesised.ts';

const root = join(import.meta.dirname, '../..');
const functions = (await localStage()).functions();
const declared = await declaredCapabilities();

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`);

/** The partitions of which each published file tells. */
const partitions = new Map([
  ['layers/published/customers/mailed-links.ts', mailedLinks.partition],
  ['layers/published/customers/person.ts', person.partition],
  ['layers/published/notifications/mailed.ts', mailed.partition],
  ['layers/published/recycling/case-documents.ts', caseDocuments.partition],
]);

/** What a capability's functions are granted that is another's. Events are everybody's to read. */
function grantedOthers(capability: string): string[] {
  const may = [...functions]
    .filter(([name]) => name.startsWith(local.functionName(capability, '')))
    .flatMap(([, each]) => each.may);
  const patterns = may.flatMap(
    ({ Condition }: Json) => Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
  );
  return [...new Set<string>(patterns)].filter((pattern) => isAnothers(pattern, capability)).sort();
}

const isAnothers = (pattern: string | undefined, capability: string): boolean =>
  pattern !== undefined && !new RegExp(`^((timer#)?${capability}|event|stage|pending)(#|$)`).test(pattern);

/**
 * Of what the capability's code uses, and the people where they change something: then the runtime reads whether they were signed out.
 * That its contract asks for it proves no use.
 */
function usedPartitions(capability: string): string[] {
  const code = filesIn(`functions/${capability}`)
    .filter((file) => !file.endsWith('/contract.ts'))
    .map((file) => readFileSync(join(root, file), 'utf8'));
  const used = [...partitions].filter(([file]) => code.some((text) => text.includes(`'#${file}'`)));
  const people = declared.some(
    (each) => each.contract.capability === capability && changedByCustomers(each).length > 0,
  );
  return [...new Set([...used.map(([, partition]) => partition), ...(people ? [person.partition] : [])])]
    .filter((partition) => isAnothers(partition, capability))
    .sort();
}

const capabilities = readdirSync(join(root, 'functions')).filter((capability) => capability !== 'timers');

it.each(capabilities)('%s reaches what others publish where it uses it, and nothing else of theirs', (capability) => {
  expect(grantedOthers(capability)).toEqual(usedPartitions(capability));
});

it('each published file tells in which partitions it lies, after its owner', () => {
  expect([...partitions.keys()]).toEqual(filesIn('layers/published').sort());
  for (const [file, partition] of partitions) {
    const [, owner] = /^layers\/published\/([a-z]+)\//.exec(file) ?? [];
    expect(partition).toMatch(new RegExp(`^(${owner}#|link#${owner}#|event#)`));
  }
});
