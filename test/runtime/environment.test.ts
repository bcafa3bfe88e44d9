import { afterEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import type { Context } from 'aws-lambda';
import { environment } from '#layers/environment.ts';
import { entry } from '#layers/runtime/entry.ts';

const before = { ...process.env };

afterEach(() => {
  for (const name of ['TABLE', 'ORIGINS', 'IDENTITY']) process.env[name] = before[name];
});

describe('the environment of a function', () => {
  it('names what is missing at the first run, before anything is done', async () => {
    let ran = 0;
    const handler = entry(async () => ++ran, ['TABLE', 'BUS']);
    await expect(handler({}, {} as Context)).rejects.toThrow('BUS is missing in the environment');
    expect(ran).toBe(0);
  });

  it('is read whole: what a text holds is checked', () => {
    process.env.ORIGINS = '{"retorno":"https://retorno.example"}';
    expect(environment.ORIGINS.retorno).toBe('https://retorno.example');
    process.env.ORIGINS = '{"retorno":8083}';
    expect(() => environment.ORIGINS).toThrow(/^ORIGINS in the environment: .*retorno/s);
    process.env.IDENTITY = 'not JSON';
    expect(() => environment.IDENTITY).toThrow(/^IDENTITY in the environment/);
  });

  it('takes an empty text for a missing one', () => {
    process.env.TABLE = '';
    expect(() => environment.TABLE).toThrow('TABLE is missing');
  });
});
