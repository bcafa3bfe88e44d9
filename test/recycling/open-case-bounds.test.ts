import { describe, expect, it } from '@jest/globals';
import './quick-papers.ts';
import { driver, type WorldDriver } from '../world/driver.ts';
import { type Sender, sender, serialOf, unconfirmed } from './returns.ts';

const brand = 'microsmile';

/** What somebody is answered who asks for so many cases, one after the other. */
async function asksFor(who: Sender, cases: number): Promise<(number | string)[]> {
  const answers: (number | string)[] = [];
  for (let n = 0; n < cases; n++) {
    const { status, body } = await who.asks({ serial: serialOf() });
    answers.push(status === 201 ? status : body.code);
  }
  return answers;
}

/** The serial of a device that somebody has proved to be theirs. */
async function claimed(here: WorldDriver, { me }: Sender): Promise<string> {
  const { serial, claimCode } = await here.provisions(brand, {});
  expect((await me.send('POST', '/api/devices/claims', { serial, code: claimCode })).status).toBe(201);
  await here.quiet();
  return serial;
}

describe('an account whose address nobody confirmed', () => {
  it('has two cases open at once, and is told what to do for more; each that ends makes room', async () => {
    const here = await driver();
    const olga = await unconfirmed(here, brand, 'sin-confirmar');
    expect(await asksFor(olga, 4)).toEqual([201, 201, 'address-unconfirmed', 'address-unconfirmed']);
    const refused = await olga.asks({ serial: serialOf() });
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('confirma tu correo')]);
    await here.quiet();
    const { body } = await olga.me.get<{ cases: { id: string }[] }>('/api/recycling/cases');
    await olga.cancels(body.cases[0]?.id ?? '');
    await here.quiet();
    expect(await asksFor(olga, 2)).toEqual([201, 'address-unconfirmed']);
  });

  it('is sent no more than two labels when the address is confirmed, and may ask for more then', async () => {
    const here = await driver();
    const olga = await unconfirmed(here, brand, 'sin-confirmar');
    await asksFor(olga, 10);
    await here.quiet();
    await olga.confirms();
    await here.quiet();
    expect((await olga.subjects()).filter((subject) => subject === 'Tu etiqueta de devolución')).toHaveLength(2);
    expect((await olga.asks({ serial: serialOf() })).status).toBe(201);
  });

  it.each([1, 2, 3, 4, 5])('has no more of them when all are asked for at once (%i)', async (seed) => {
    const here = await driver({ seed });
    const olga = await unconfirmed(here, brand, 'a-la-vez');
    const answers = await Promise.all(Array.from({ length: 6 }, () => olga.asks({ serial: serialOf() })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
  });
});

describe('a customer', () => {
  it('has five cases open at once with devices that nobody claimed', async () => {
    const here = await driver();
    const ana = await sender(here, brand, 'ana');
    expect(await asksFor(ana, 7)).toEqual([...Array(5).fill(201), 'too-many-unclaimed', 'too-many-unclaimed']);
    const refused = await ana.asks({ serial: serialOf() });
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('regístralo')]);
  });

  it('has as many as they like with devices of their own, such as a fleet', async () => {
    const here = await driver();
    const ana = await sender(here, brand, 'flota');
    await asksFor(ana, 5);
    for (let n = 0; n < 8; n++) expect((await ana.asks({ serial: await claimed(here, ana) })).status).toBe(201);
    expect(await asksFor(ana, 1)).toEqual(['too-many-unclaimed']);
    const mixed = await ana.asks({ serial: await claimed(here, ana), more: [serialOf()] });
    expect([mixed.status, mixed.body.code]).toEqual([409, 'too-many-unclaimed']);
  });

  it('is answered the same again for a request that comes again, also at the bound', async () => {
    const here = await driver();
    const olga = await unconfirmed(here, brand, 'otra-vez');
    await asksFor(olga, 1);
    const serial = serialOf();
    const second = await olga.asks({ serial }, 'the-same');
    const again = await olga.asks({ serial }, 'the-same');
    expect([second.status, again.status, again.body.id]).toEqual([201, 201, second.body.id]);
  });

  it('is told first that a serial is in a case of theirs already', async () => {
    const here = await driver();
    const olga = await unconfirmed(here, brand, 'repetido');
    const serial = serialOf();
    await olga.asks({ serial });
    await asksFor(olga, 1);
    expect((await olga.asks({ serial })).body.code).toBe('case-open');
  });
});
