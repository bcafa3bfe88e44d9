import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import document from '../../infra/stage.schema.json' with { type: 'json' };
import { stageSchema } from '../../infra/stage-file.ts';
import production from '../../infra/stages/prod.example.json' with { type: 'json' };
import tests from '../../infra/stages/test.example.json' with { type: 'json' };

test('infra/stage.schema.json is what the schema says; if not, run `npm run docs`', () => {
  expect(document).toEqual(stageSchema());
});

test('an editor finds nothing wrong with the examples, and what is', () => {
  const ajv = new Ajv2020();
  formats.default(ajv);
  const isStage = ajv.compile(document);
  for (const stage of [production, tests]) {
    expect(isStage(stage)).toBe(true);
    expect(isStage({ ...stage, account: 'prod' })).toBe(false);
    expect(isStage({ ...stage, region: undefined })).toBe(false);
    expect(isStage({ ...stage, testClock: 'on' })).toBe(false);
  }
});
