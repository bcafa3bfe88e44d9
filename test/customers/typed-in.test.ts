import { describe, expect, it } from '@jest/globals';
import { Zone } from '#brands/schema/values.ts';
import { emailAddress, Name } from '../../functions/customers/values.ts';
import { driver } from '../world/driver.ts';

const password = 'Vuelta-2026!';

describe('a name', () => {
  it.each([
    'Ana Núñez',
    'Núria Peña i Solà',
    'Jean-Luc O’Neill',
    'Mª del Carmen',
    'J. R. R. Tolkien',
    'Nguyễn Thị Minh',
    '李小龍',
    'محمد',
    'अनिल',
  ])('may be %s', (name) => {
    expect(Name.parse(name)).toBe(name.normalize('NFC'));
  });

  it.each([
    ['is empty', '  '],
    ['has a line break', 'Ana\nLlama al 900 900 900'],
    ['has another line break', 'Ana\u2028Llama'],
    ['turns the direction of writing', 'Ana \u202Eeroc'],
    ['hides a character', 'A\u200Bna'],
    ['is made of letters that do not show', '\u3164\u3164'],
    ['piles up marks', `A${'\u0301\u0302\u0303\u0304\u0305'}na`],
    ['is an address', 'Premio en https://evil.example'],
    ['is an address of another width', 'Premio ：／／evil'],
    ['begins an address', 'mira www.evil.example'],
    ['reads as a domain with a path', 'mira evil.example/premio'],
    ['is a mailbox', 'ana@evil.example'],
    ['has no letter', '900 900 900'],
    ['is too long', 'a'.repeat(101)],
  ])('is refused that %s', (_, name) => {
    expect(Name.safeParse(name).success).toBe(false);
  });

  it('has single spaces and composed letters', () => {
    expect(Name.parse(' Ana\u00A0 Nu\u0301n\u0303ez ')).toBe('Ana Núñez');
  });
});

describe('an e-mail address', () => {
  it.each([
    ['ana+vuelta@retorno.example', 'ana+vuelta@retorno.example'],
    ["Ana.O'Neill@Mail.Retorno.Example", "Ana.O'Neill@mail.retorno.example"],
    ['ana@españa.example', 'ana@xn--espaa-rta.example'],
    ['ana@xn--espaa-rta.example', 'ana@xn--espaa-rta.example'],
    ['ana@пример.рф', 'ana@xn--e1afmkfd.xn--p1ai'],
    [`ana@${'a'.repeat(60)}.${'b'.repeat(60)}.museum`, `ana@${'a'.repeat(60)}.${'b'.repeat(60)}.museum`],
  ])('%s is %s', (typed, address) => {
    expect(emailAddress(typed)).toBe(address);
  });

  it.each([
    '',
    'no',
    '@a.example',
    'a@',
    'a@b',
    'a b@c.example',
    'a@b c.example',
    'a..b@c.example',
    'a@1.2.3.4',
    'a\r\n@b.example',
    'a@b.example/x',
    'a,b@c.example',
  ])('%j is none', (typed) => {
    expect(emailAddress(typed)).toBeUndefined();
  });
});

describe('a zone', () => {
  it.each(['Europe/Madrid', 'Europe/Kyiv', 'Europe/Kiev', 'Asia/Kolkata', 'America/Nuuk', 'UTC'])(
    'may be %s',
    (zone) => {
      expect(Zone.safeParse(zone).success).toBe(true);
    },
  );

  it.each(['+01:00', '-05', 'Europe/Vuelta', '', 'CET-1CEST'])('may not be %j', (zone) => {
    expect(Zone.safeParse(zone).success).toBe(false);
  });
});

describe('a language', () => {
  it.each([
    ['ca-ES', undefined, 'ca'],
    ['es-MX', undefined, 'es'],
    ['EN', undefined, 'en'],
    ['ca-ES-valencia', undefined, 'ca'],
    ['fr', 'en', 'es'],
    [undefined, 'ca-ES,ca;q=0.9', 'ca'],
    [undefined, undefined, 'es'],
  ])('registered with as %s, by a browser that asks for %s, is %s', async (language, header, spoken) => {
    const here = await driver();
    const asked = { name: 'Ana', email: 'ana@retorno.example', password, language, zone: 'Europe/Kyiv' };
    const { body } = await here
      .stranger('retorno')
      .send<{ customerId: string }>(
        'POST',
        '/api/open/customers',
        asked,
        'a',
        header ? { 'accept-language': header } : {},
      );
    const me = await here.as({ brand: 'retorno', role: 'customer', username: body.customerId, password });
    expect((await me.get('/api/customers/me')).body).toMatchObject({ language: spoken, zone: 'Europe/Kyiv' });
    const changed = await me.send('PATCH', '/api/customers/me', { language: 'en-GB', zone: 'Asia/Kolkata' }, null);
    expect(changed.body).toMatchObject({ language: 'en', zone: 'Asia/Kolkata' });
  });
});
