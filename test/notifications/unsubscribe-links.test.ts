import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unsubscriber, unsubscribeUrl } from '../../functions/notifications/unsubscribe.ts';
import { anyCharacter } from '../support/characters.ts';
import { emptyMailroom } from './mailroom.ts';

await emptyMailroom();

const start = 'https://retorno.example/api/open/notifications/unsubscribe/';
const token = async (customerId = 'c-1', brand = 'retorno') =>
  (await unsubscribeUrl(brand, customerId, 'receipts')).split('/').at(-1) as string;

describe('the link by which somebody unsubscribes', () => {
  it('leads to the brand’s own pages and knows whose it is, for ever', async () => {
    expect(await unsubscribeUrl('retorno', 'c-1', 'receipts')).toMatch(
      new RegExp(`^${start}c-1\\.receipts\\.[\\w-]{22}$`),
    );
    expect(await unsubscriber('retorno', await token())).toEqual({ customerId: 'c-1', topic: 'receipts' });
    expect(await token()).toBe(await token());
  });

  it('works for no other customer, topic or brand', async () => {
    const mac = (await token()).split('.')[2];
    expect(await unsubscriber('retorno', `c-2.receipts.${mac}`)).toBeUndefined();
    expect(await unsubscriber('retorno', `c-1.expiry.${mac}`)).toBeUndefined();
    expect(await unsubscriber('mixsoon', await token())).toBeUndefined();
    expect(await unsubscriber('retorno', await token('c-1', 'mixsoon'))).toBeUndefined();
  });

  it('cannot be made up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: anyCharacter }), fc.stringMatching(/^c-1\.receipts\.[\w-]{22}$/)),
        async (made) => {
          fc.pre(made !== (await token()));
          expect(await unsubscriber('retorno', made)).toBeUndefined();
        },
      ),
    );
    for (const made of [
      '',
      '.',
      'c-1',
      'c-1.',
      `${(await token()).slice(0, -1)}`,
      `.${(await token()).split('.')[1]}`,
    ]) {
      expect(await unsubscriber('retorno', made)).toBeUndefined();
    }
  });
});
