import { beforeAll, describe, expect, it } from '@jest/globals';
import { place } from '../support/place.ts';
import './quick-papers.ts';
import { expectEnd, labelled } from './cases.ts';
import { type Sender, sender, serialOf, unique } from './returns.ts';

const here = await place();
let nuria: Sender;

beforeAll(async () => {
  await here.travelTo('12:00');
  nuria = await sender(here, 'microsmile', 'caminos');
});

describe('a label', () => {
  const about = async (who: Sender) => (await who.subjects()).map((subject) => subject.replace(/\d.*/, '…'));

  it('is called to mind 10 and 3 days before its end, expires, and the case is over a month later', async () => {
    const olga = await sender(here, 'microsmile', 'caduca');
    const { id, serial } = await labelled(olga);
    await here.travel('P19D');
    expect((await about(olga)).filter((subject) => subject.includes('caduca'))).toHaveLength(0);
    await here.travel('P2D');
    expect((await about(olga)).filter((subject) => subject.includes('caduca'))).toHaveLength(1);
    await here.travel('P8D');
    expect((await about(olga)).filter((subject) => subject.includes('caduca'))).toHaveLength(2);
    await here.travel('P3D');
    const { state, next } = await olga.sees(id);
    expect([state, next.who]).toEqual(['expired', 'you']);
    expect((await about(olga))[0]).toBe('Tu etiqueta ha caducado');
    expect((await olga.extends(id)).body.code).toBe('nothing-to-extend');
    await here.travel('P31D');
    await expectEnd(here, olga, id, 'expired');
    expect((await olga.asks({ serial })).status).toBe(201);
  });

  it('is good for two weeks more, once', async () => {
    const olga = await sender(here, 'microsmile', 'amplia');
    const { id } = await labelled(olga);
    const ends = async () => (await olga.sees(id)).next.by as string;
    const before = await ends();
    const key = unique();
    expect((await olga.extends(id, key)).status).toBe(200);
    expect((await olga.extends(id, key)).status).toBe(200);
    expect((await olga.extends(id)).body.code).toBe('extended-already');
    expect(Math.round((Date.parse(await ends()) - Date.parse(before)) / 86_400_000)).toBe(14);
    await here.travel('P32D');
    expect((await olga.sees(id)).state).toBe('label-sent');
    expect((await about(olga)).filter((subject) => subject.includes('caduca'))).toHaveLength(0);
    await here.travel('P4D');
    expect((await about(olga)).filter((subject) => subject.includes('caduca'))).toHaveLength(1);
    await here.travel('P10D');
    expect((await olga.sees(id)).state).toBe('expired');
    await olga.cancels(id);
    await expectEnd(here, olga, id, 'cancelled');
  });
});

describe('a case', () => {
  it('is not opened twice for one device, and not with another’s', async () => {
    const serial = serialOf();
    const key = unique();
    const first = await nuria.asks({ serial }, key);
    expect((await nuria.asks({ serial }, key)).body.id).toBe(first.body.id);
    expect((await nuria.asks({ serial })).body.code).toBe('case-open');
    expect((await nuria.asks({ serial: serialOf(), reason: 'no-such' })).body.code).toBe('reason-unknown');
    const brush = await here.provisions('microsmile', {});
    const olga = await sender(here, 'microsmile', 'cepillo');
    const claim = { serial: brush.serial, code: brush.claimCode };
    expect((await olga.me.send('POST', '/api/devices/claims', claim)).status).toBe(201);
    await here.quiet();
    expect((await nuria.asks({ serial: brush.serial })).status).toBe(404);
    await nuria.cancels(first.body.id);
    await expectEnd(here, nuria, first.body.id, 'cancelled');
  });
});
