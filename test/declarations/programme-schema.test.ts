import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { programmes } from '#brands/programmes.ts';
import document from '../../brands/programme.schema.json' with { type: 'json' };

test('an editor finds nothing wrong with the brands, and what is', () => {
  const ajv = new Ajv2020({ allErrors: true });
  formats.default(ajv);
  const isProgramme = ajv.compile(document);
  for (const [id, programme] of Object.entries(programmes)) {
    expect({ id, taken: isProgramme(programme) }).toEqual({ id, taken: true });
    expect({ id, taken: isProgramme({ ...programme, languages: ['fr'] }) }).toEqual({ id, taken: false });
    expect({ id, taken: isProgramme({ ...programme, pionts: {} }) }).toEqual({ id, taken: false });
  }
});
