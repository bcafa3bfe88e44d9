import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadProgrammes } from '#brands/load.ts';
import { root, type TextFile, textFiles } from './files.ts';

/** Something that may not be written in some files. `planted` is what each part of the pattern must refuse. */
interface Floor {
  readonly forbids: RegExp;
  readonly within: RegExp;
  readonly except?: RegExp;
  readonly planted: TextFile;
  readonly allowed?: TextFile;
}

const brands = Object.keys(loadProgrammes(join(root, 'brands')));
const thisFile = /^test\/floors\/text\.test\.ts$/;
const production = /^(brands|events|notices|layers|functions)\/.*\.ts$/;

/** A file that offends with each of its lines. */
const planted = (path: string, ...lines: string[]): TextFile => ({ path, text: lines.join('\n') });

const floors: Record<string, Floor> = {
  'only layers/time reads the clock': {
    forbids: /\bDate\.now\b|\bnew Date\b(?!\([^)])|(?<!new )\bDate\(|\bTemporal\.Now\b|\bperformance\.now\b|\bhrtime\b/,
    within: production,
    except: /^layers\/time\//,
    planted: planted(
      'layers/aws/sqs.ts',
      ...[
        'Date.now()',
        'new Date()',
        'new Date',
        'Date()',
        'Temporal.Now.instant()',
        'performance.now()',
        'process.hrtime()',
      ],
    ),
    allowed: planted('functions/points/rules.ts', 'new Date(epoch).toISOString()', 'Date.parse(at)'),
  },
  'a type that does not fit is mended, not talked over': {
    forbids: /\bas unknown as\b/,
    within: /^(brands|events|notices|layers|functions|infra)\/.*\.ts$/,
    planted: planted('functions/points/ledger.ts', 'item as unknown as Account'),
    allowed: planted('functions/points/ledger.ts', 'item as Account'),
  },
  'only commit puts items, in a transaction': {
    forbids: /\b((Put|BatchWrite)(Item)?|TransactWrite(Items)?|(BatchExecute|Execute)(Statement|Transaction))Command\b/,
    within: production,
    except: /^layers\/table\/commit\.ts$/,
    planted: planted(
      'functions/points/ledger.ts',
      ...['PutCommand', 'PutItemCommand', 'TransactWriteCommand', 'TransactWriteItemsCommand', 'BatchWriteCommand'],
      ...[
        'BatchWriteItemCommand',
        'ExecuteStatementCommand',
        'ExecuteTransactionCommand',
        'BatchExecuteStatementCommand',
      ],
    ),
    allowed: planted('layers/table/commit.ts', 'new TransactWriteCommand({})'),
  },
  'only layers/aws makes clients, so that what the product calls is seen in one place': {
    forbids: /\bnew [A-Za-z0-9]*Client\(|\bDynamoDBDocument(Client)?\.from\b/,
    within: /^(brands|events|layers|functions|infra)\/.*\.ts$/,
    except: /^layers\/aws\//,
    planted: planted('layers/table/read.ts', 'new DynamoDBClient({})', 'DynamoDBDocumentClient.from(client)'),
    allowed: planted('layers/aws/dynamodb.ts', 'new DynamoDBClient({})'),
  },
  'no code knows a brand: what tells them apart is data': {
    forbids: new RegExp(`\\b(${brands.join('|')})\\b`),
    within: /^(brands|layers|functions)\/.*\.ts$/,
    planted: planted('functions/points/rules.ts', ...brands.map((brand) => `if (brand === '${brand}') return 3;`)),
    allowed: planted('functions/points/rules.ts', '// Retorno wants this', 'if (brand === programme.id) return 3;'),
  },
  'only layers/environment.ts reads the environment, which is checked there': {
    forbids: /\bprocess\.env\b/,
    within: production,
    except: /^(layers\/environment|brands\/load)\.ts$/,
    planted: planted('functions/points/rules.ts', 'process.env.TABLE', "const { env } = process.env['TABLE']"),
    allowed: planted('layers/environment.ts', 'process.env.TABLE'),
  },
  'zod comes whole: its named import costs 360 kB a bundle': {
    forbids: /import (z\b|\{[^}]*\bz\b[^}]*\}).* from ['"]zod['"]|^\} from ['"]zod['"]/,
    within: /\.(ts|mjs)$/,
    except: thisFile,
    planted: planted(
      'test/a.ts',
      "import { z } from 'zod';",
      "import z from 'zod';",
      "import { type A, z } from 'zod';",
      "} from 'zod';",
    ),
    allowed: planted('test/a.ts', "import * as z from 'zod';", "import type * as z from 'zod';"),
  },
  'nothing speaks of places outside the repository': {
    forbids: /\.\.\/shared\b|\/work\/|registry\.(npmjs|yarnpkg|npmmirror)|npm\.pkg\.github|\bpypi\.org|python[h]osted/,
    within: /./,
    // Joined here, as this file is read too.
    planted: planted(
      'README.md',
      ['..', 'shared'].join('/'),
      ['', 'work', 'main'].join('/'),
      ['registry', 'npmjs'].join('.'),
    ),
    allowed: planted('README.md', 'layers/shared', 'see ../layers'),
  },
};

const offences = ({ forbids, within, except }: Floor, files: readonly TextFile[]): string[] =>
  files
    .filter(({ path }) => within.test(path) && !except?.test(path))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, at) => (forbids.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
    );

const files = textFiles();

test.each(Object.entries(floors))('%s', (_, floor) => {
  expect(offences(floor, files)).toEqual([]);
});

test.each(Object.entries(floors))('refused where planted: %s', (_, floor) => {
  expect(offences(floor, [floor.planted])).toHaveLength(floor.planted.text.split('\n').length);
  expect(offences(floor, floor.allowed ? [floor.allowed] : [])).toEqual([]);
});

const nameless = /(^|\/)(utils?|helpers?|commons?|types|index)(\.[a-z]+|\/)/;

test('a file or folder is named after what it holds', () => {
  expect(files.map(({ path }) => path).filter((path) => /\.(ts|mjs)$/.test(path) && nameless.test(path))).toEqual([]);
  for (const path of ['layers/utils.ts', 'functions/points/helpers/a.ts', 'events/index.ts'])
    expect(path).toMatch(nameless);
});

test('the lock file names no registry, so that each npm fetches from its own', () => {
  const lock = files.find(({ path }) => path === 'package-lock.json')?.text ?? '';
  const { packages } = JSON.parse(lock) as { packages: Record<string, { resolved?: string; link?: boolean }> };
  expect(Object.keys(packages).length).toBeGreaterThan(100);
  expect(Object.keys(packages).filter((path) => packages[path]?.resolved !== undefined)).toEqual([]);
});
