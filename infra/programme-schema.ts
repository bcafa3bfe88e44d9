import { Programme } from '#brands/schema/programme.ts';
import { type JsonSchema, jsonSchema } from './json-schema.ts';

/** What an editor checks and completes a brand's `programme.json` by. */
export const programmeSchema = (): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A brand’s programme',
  ...jsonSchema(Programme, { io: 'input' }),
});
