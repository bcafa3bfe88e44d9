import { Parser } from '@asyncapi/parser';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import document from '../../docs/asyncapi.json' with { type: 'json' };
import { declaredCapabilities } from '../../infra/capabilities.ts';

const parser = new Parser();
const errorsIn = async (text: string): Promise<string[]> => {
  const { diagnostics } = await parser.parse(text);
  return diagnostics
    .filter(({ severity }) => severity === 0)
    .map(({ path, message }) => `${path.join('.')}: ${message}`);
};

test('the parser of AsyncAPI finds no error in it', async () => {
  expect(await errorsIn(JSON.stringify(document))).toEqual([]);
});

test('the parser finds the errors that are planted', async () => {
  const small = {
    asyncapi: '3.0.0',
    info: { title: 'bus', version: '1' },
    channels: { bus: { address: 'bus', messages: { said: { payload: { type: 'object' } } } } },
    operations: { hears: { action: 'receive', channel: { $ref: '#/channels/bus' } } },
  };
  const text = JSON.stringify(small);
  expect(await errorsIn(text.replace('"receive"', '"listen"'))).not.toEqual([]);
  expect(await errorsIn(text.replace('#/channels/bus', '#/channels/gone'))).not.toEqual([]);
});

test('every message has an example, which its schema allows', () => {
  const ajv = new Ajv({ strict: true, allErrors: true }).addVocabulary(['components']);
  formats.default(ajv);
  for (const { name, payload, examples } of Object.values(document.components.messages)) {
    const isMessage = ajv.compile({ ...payload, components: document.components });
    const [example] = examples.map((each) => each.payload);
    expect({ name, valid: isMessage(example), errors: isMessage.errors }).toEqual({ name, valid: true, errors: null });
    for (const broken of [
      { ...example, type: 'other' },
      { ...example, id: 7 },
      { ...example, data: 'none' },
    ]) {
      expect({ name, broken, valid: isMessage(broken) }).toEqual({ name, broken, valid: false });
    }
  }
});

test('who says and hears what is what the contracts say', async () => {
  const operations = document.operations as Record<string, { messages: { $ref: string }[] }>;
  const typesIn = (...names: string[]) =>
    names.flatMap((name) => operations[name]?.messages.map(({ $ref }) => $ref.split('/').at(-1)) ?? []).sort();
  for (const { contract } of await declaredCapabilities()) {
    const { capability, says, hears } = contract;
    expect(typesIn(`${capability}.says`, `${capability}.records`)).toEqual(says.map(({ type }) => type).sort());
    expect(typesIn(`${capability}.hears`)).toEqual(hears.map(({ type }) => type).sort());
  }
});
