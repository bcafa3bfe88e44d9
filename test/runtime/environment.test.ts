import { afterEach, describe, expect, it } from '@jest/globals';
import '../support/environment.ts';
import type { Context, SQSRecord } from 'aws-lambda';
import { environment } from '#layers/environment.ts';
import type { Needs } from '#layers/runtime/contract.ts';
import { entry } from '#layers/runtime/entry.ts';
import { type Arrival, onDevice } from '#layers/runtime/on-device.ts';

const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
});

describe('the environment of a function', () => {
  it('names what is missing at the first run, before anything is done', async () => {
    let ran = 0;
    const handler = entry(async () => ++ran, ['TABLE', 'BUS']);
    await expect(handler({}, {} as Context)).rejects.toThrow('BUS is missing in the environment');
    expect(ran).toBe(0);
  });

  it.each([
    ['HASH_KEY', { secrets: { 'hash-key': ['on-device'], 'link-key': ['on-event'] } }],
    ['ORIGINS', { origins: ['on-device'] }],
    ['REGISTRATIONS_PER_HOUR', { registers: ['on-device'] }],
    ['MAIL_INTERVAL', { sendsMail: ['on-device'], mailsCustomers: { 'on-device': 1 } }],
    ['THING_POLICY', { calls: { iot: ['on-device'] } }],
  ] satisfies [string, Needs][])(
    'is missed at the first run where it lacks %s and the contract needs it',
    async (name, needs) => {
      Object.assign(process.env, { THING_TYPE: 'device', LINK_KEY: '', THING_POLICY: 'device' });
      process.env[name] = '';
      const arrivals: Arrival[] = [];
      const handler = onDevice({ capability: 'things', hears: [], says: [], timers: {}, needs }, async (each) => {
        arrivals.push(each);
      });
      const Records = [{ messageId: 'm', body: '{}', attributes: {} } as SQSRecord];
      await expect(handler({ Records }, {} as Context)).rejects.toThrow(`${name} is missing in the environment`);
      expect(arrivals).toEqual([]);
    },
  );

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
