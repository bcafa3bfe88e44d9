import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { root } from './files.ts';

type Plant = readonly [file: string, imports: string];

/** For each floor, imports that it refuses. Every file here stands for itself: it offends against this floor only. */
const refused: Record<string, readonly Plant[]> = {
  'brands-stand-alone': [
    ['brands/reads-the-clock.ts', '#layers/time/clock.ts'],
    ['brands/reads-an-event.ts', '#events/deposit.ts'],
    ['brands/draws-a-package-in.ts', '@middy/core'],
  ],
  'events-stand-alone': [
    ['events/reads-the-clock.ts', '#layers/time/clock.ts'],
    ['events/reads-a-programme.ts', '#brands/programmes.ts'],
    ['events/reads-a-rule.ts', '../functions/points/rules.ts'],
    ['events/reads-a-file.ts', 'node:fs'],
  ],
  'notices-on-events': [
    ['notices/points/reads-the-clock.ts', '#layers/time/clock.ts'],
    ['notices/points/reads-a-rule.ts', '../../functions/points/rules.ts'],
    ['notices/points/parses-its-text.ts', '@messageformat/runtime'],
  ],
  'layers-below-notices': [['layers/runtime/says-something.ts', '#notices/notice.ts']],
  'layers-below-functions': [
    ['layers/runtime/reads-a-rule.ts', '../../functions/points/rules.ts'],
    ['layers/runtime/reads-infra.ts', '../../infra/stack.ts'],
    ['layers/runtime/reads-a-test.ts', '../../test/points/story.ts'],
  ],
  'functions-below-infra': [
    ['functions/points/reads-infra.ts', '../../infra/stack.ts'],
    ['functions/points/reads-a-tool.ts', '../../tools/cloud/cloud.ts'],
  ],
  'infra-below-tools': [
    ['infra/reads-a-tool.ts', '../tools/cloud/cloud.ts'],
    ['infra/reads-a-test.ts', '../test/points/story.ts'],
  ],
  'tools-below-test': [['tools/demo/reads-a-test.ts', '../../test/points/story.ts']],
  'capabilities-meet-in-events': [
    ['functions/points/reads-devices.ts', '../devices/rules.ts'],
    ['functions/devices/api.ts', '../points/ledger.ts'],
  ],
  'routes-for-api-and-documents': [
    ['functions/points/reads-its-routes.ts', './routes.ts'],
    ['functions/points/on-event.ts', './routes.ts'],
    ['tools/demo/reads-routes.ts', '../../functions/points/routes.ts'],
  ],
  'sdk-in-layers-aws': [
    ['functions/points/calls-sqs.ts', '@aws-sdk/client-sqs'],
    ['functions/points/calls-dynamodb.ts', '@aws-sdk/lib-dynamodb'],
    ['layers/runtime/calls-sqs.ts', '@aws-sdk/client-sqs'],
    ['infra/calls-sqs.ts', '@aws-sdk/client-sqs'],
  ],
  'table-speaks-dynamodb-only': [['layers/table/calls-sqs.ts', '@aws-sdk/client-sqs']],
  'civil-time-in-layers-time': [
    ['layers/table/computes-months.ts', 'temporal-polyfill'],
    ['functions/points/computes-months.ts', 'temporal-polyfill'],
  ],
  'production-without-development': [
    ['layers/runtime/needs-a-test-tool.ts', 'fast-check'],
    ['functions/points/needs-a-test-tool.ts', 'fast-check'],
  ],
  'declared-packages-only': [['functions/points/takes-what-is-there.ts', 'there-by-chance']],
  resolvable: [['layers/table/reads-nothing.ts', './gone.ts']],
  'no-circles': [['layers/table/egg.ts', './hen.ts']],
  'no-orphans': [['functions/points/forgotten.ts', '']],
};

/** The other half of the circle, which is told of once. */
const hen: Plant = ['layers/table/hen.ts', './egg.ts'];

/** What the same floors let through. */
const allowed: readonly Plant[] = [
  ['brands/programmes.ts', './schema/programme.ts'],
  ['brands/schema/programme.ts', 'zod'],
  ['brands/load.ts', 'node:fs'],
  ['events/deposit.ts', 'zod'],
  ['notices/notice.ts', '#events/deposit.ts'],
  ['notices/points/notice.ts', '#layers/time/month.ts'],
  ['notices/build/compile.ts', '@messageformat/core'],
  ['layers/runtime/on-api.ts', '#brands/programmes.ts'],
  ['layers/runtime/contract.ts', '#events/deposit.ts'],
  ['layers/aws/sqs.ts', '@aws-sdk/client-sqs'],
  ['layers/table/read.ts', '@aws-sdk/lib-dynamodb'],
  ['layers/time/civil.ts', 'temporal-polyfill'],
  ['functions/points/rules.ts', 'temporal-polyfill'],
  ['functions/points/api.ts', './routes.ts'],
  ['functions/points/ledger.ts', '#layers/table/read.ts'],
  ['functions/points/on-timer.ts', './ledger.ts'],
  ['infra/app.ts', '../functions/points/routes.ts'],
  ['infra/carries-brands.ts', '#brands/programmes.ts'],
  ['tools/cloud/start.ts', '../../infra/stack.ts'],
  ['tools/cloud/calls-sqs.ts', '@aws-sdk/client-sqs'],
  ['test/cloud/story.ts', '../../tools/cloud/cloud.ts'],
  ['test/points/points.test.ts', '../../functions/points/routes.ts'],
  ['tools/bench/run.ts', '../cloud/cloud.ts'],
  ['tools/docs/documents.ts', '../../infra/stack.ts'],
];

const packages = [
  'zod',
  '@middy/core',
  '@aws-sdk/client-sqs',
  '@aws-sdk/lib-dynamodb',
  'temporal-polyfill',
  'fast-check',
  '@messageformat/core',
  '@messageformat/runtime',
];

const config = join(root, '.dependency-cruiser.mjs');
let house: string;

beforeAll(() => {
  house = realpathSync(mkdtempSync(join(tmpdir(), 'vuelta-floors-')));
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(house, file));
  for (const name of [...packages, 'there-by-chance']) {
    plant(
      `node_modules/${name}/package.json`,
      JSON.stringify({ name, version: '1.0.0', type: 'module', exports: './a.js' }),
    );
    plant(`node_modules/${name}/a.js`, 'export {};\n');
  }
  for (const [file, imports] of [...Object.values(refused).flat(), hen, ...allowed]) {
    plant(file, imports === '' ? 'export {};\n' : `import * as it from '${imports}';\nexport { it };\n`);
    const target = imports.startsWith('#') ? join(house, imports.slice(1)) : resolve(house, dirname(file), imports);
    if (/^[#.]/.test(imports) && !imports.endsWith('/gone.ts') && !existsSync(target)) plant(target, 'export {};\n');
  }
});

afterAll(() => rmSync(house, { recursive: true }));

function plant(file: string, text: string): void {
  const path = resolve(house, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

test('each floor refuses what offends against it, and nothing else', async () => {
  const expected = Object.entries(refused).flatMap(([rule, plants]) => plants.map(([file]) => `${rule}: ${file}`));
  expect(await offences()).toEqual(expected.sort());
});

test('every floor is proved here', async () => {
  const { default: floors } = (await import(config)) as { default: { forbidden: { name: string }[] } };
  expect(Object.keys(refused).sort()).toEqual(floors.forbidden.map(({ name }) => name).sort());
});

/** The offences in the planted house, as `<floor>: <file>`. */
function offences(): Promise<string[]> {
  const cruiser = join(root, 'node_modules/.bin/depcruise');
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [cruiser, '--config', config, '--output-type', 'json', '.'],
      { cwd: house },
      (error, stdout) => {
        if (stdout === '') return reject(error);
        const { summary } = JSON.parse(stdout) as {
          summary: { violations: { rule: { name: string }; from: string }[] };
        };
        resolve([...new Set(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`))].sort());
      },
    );
  });
}
