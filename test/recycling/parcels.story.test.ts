import { beforeAll, describe, expect, it } from '@jest/globals';
import { place } from '../support/place.ts';
import './quick-papers.ts';
import { expectEnd, labelled } from './cases.ts';
import { type Desk, deskOf, type Sender, sender, serialOf, unique } from './returns.ts';

const here = await place();
let desk: Desk;
let nuria: Sender;

beforeAll(async () => {
  await here.travelTo('12:00');
  desk = await deskOf(here, 'microsmile');
  nuria = await sender(here, 'microsmile', 'caminos');
});

const attentionTo = async (id: string) => (await desk.listed()).find((each) => each.id === id)?.attention;

describe('a parcel', () => {
  it('that was handed in too late goes on when it is seen: by the carrier, or only in the warehouse', async () => {
    const [seen, unseen] = [await labelled(nuria), await labelled(nuria)];
    await here.travel('P31D');
    expect((await nuria.sees(seen.id)).state).toBe('expired');
    await desk.carrierSays(seen.tracking, 'in-transit');
    expect((await nuria.sees(seen.id)).state).toBe('in-transit');
    for (const { id, serial } of [seen, unseen]) {
      expect((await desk.receive(id)).status).toBe(200);
      await desk.count(id, [serial]);
      await desk.decide(id, 'recycled');
      await expectEnd(here, nuria, id, 'recycled');
    }
  });

  it('that is three weeks under way is lost, and says so; if it turns up it goes on', async () => {
    const found = await labelled(nuria);
    await desk.carrierSays(found.tracking, 'in-transit');
    await here.travel('P22D');
    const { state, next } = await nuria.sees(found.id);
    expect([state, next.text, next.by !== undefined]).toEqual(['lost', 'Buscamos el paquete', true]);
    expect(await attentionTo(found.id)).toBe('lost');
    await desk.carrierSays(found.tracking, 'in-transit');
    expect((await nuria.sees(found.id)).state).toBe('in-transit');
    expect(await attentionTo(found.id)).toBeUndefined();
    await here.travel('P22D');
    expect((await nuria.sees(found.id)).state).toBe('lost');
    await desk.receive(found.id);
    await desk.count(found.id, [found.serial]);
    await desk.decide(found.id, 'refurbished');
    await expectEnd(here, nuria, found.id, 'refurbished');
  });

  it('that the carrier lost, for good, is given up after a month; what comes then stands aside', async () => {
    const found = await labelled(nuria);
    await desk.carrierSays(found.tracking, 'in-transit');
    await desk.carrierSays(found.tracking, 'lost');
    expect((await nuria.sees(found.id)).state).toBe('lost');
    await here.travel('P31D');
    await expectEnd(here, nuria, found.id, 'lost');
    const { body } = await desk.scan(found.tracking);
    expect(body).toMatchObject({ known: false, caseId: found.id });
  });

  it('that nobody knows stands aside under one name, until somebody says what became of it', async () => {
    const code = `?-${unique()}`;
    const first = await desk.scan(code);
    expect(first.body).toMatchObject({ known: false, parcelId: expect.stringMatching(/^p-/) });
    expect((await desk.scan(code)).body).toEqual(first.body);
    const listed = async () => (await desk.strays()).some((parcel) => parcel.code === code);
    expect(await listed()).toBe(true);
    expect((await desk.settle(first.body.parcelId, 'returned')).status).toBe(204);
    expect(await listed()).toBe(false);
    expect((await desk.settle(first.body.parcelId, 'returned')).status).toBe(204);
    expect((await desk.scan(code)).body).toEqual(first.body);
    expect(await listed()).toBe(true);
    expect((await desk.scan(`vuelta:keyphone:k-${'A'.repeat(22)}`)).body.known).toBe(false);
  });

  it('that nobody looks at in time is listed for somebody to see to', async () => {
    const { id, serial } = await labelled(nuria);
    await desk.receive(id);
    await here.travel('P8D');
    expect(await attentionTo(id)).toBe('overdue');
    await desk.count(id, [serial]);
    await desk.decide(id, 'refurbished');
    await expectEnd(here, nuria, id, 'refurbished');
    expect(await attentionTo(id)).toBeUndefined();
  });
});

describe('the carrier', () => {
  it('is heard once: its news comes doubled, late and out of order, and nobody else’s counts', async () => {
    const found = await labelled(nuria);
    const now = Date.parse((await nuria.sees(found.id)).steps[0]?.at as string);
    // Its clock is four minutes ahead.
    const news = { id: unique(), at: new Date(now + 240_000).toISOString() };
    const first = await desk.carrierSays(found.tracking, 'in-transit', news);
    expect([first.status, first.body]).toEqual([200, { known: true }]);
    expect((await desk.carrierSays(found.tracking, 'in-transit', news)).body).toEqual(first.body);
    const other = await desk.carrierSays(found.tracking, 'lost', news);
    expect([other.status, other.body.code]).toEqual([409, 'id-reused']);
    await desk.carrierSays(found.tracking, 'lost', { at: new Date(now).toISOString() });
    expect((await nuria.sees(found.id)).state).toBe('in-transit');
    const unknown = { id: unique(), at: news.at };
    expect((await desk.carrierSays('VU0000', 'in-transit', unknown)).body).toEqual({ known: false });
    expect((await desk.carrierSays('VU0000', 'in-transit', unknown)).body).toEqual({ known: false });
    const forged = await desk.carrier.send<{ code: string }>('POST', '/api/open/recycling/carrier', {
      ...news,
      tracking: found.tracking,
      status: 'lost',
    });
    expect([forged.status, forged.body.code]).toEqual([401, 'bad-signature']);
    await nuria.cancels(found.id);
    await desk.receive(found.id);
    await desk.receive(found.id, 'returned');
    await expectEnd(here, nuria, found.id, 'cancelled');
  });

  it('writes its instants by its own clock’s offset, to the second or finer', async () => {
    const found = await labelled(nuria);
    await here.travel('PT1M');
    const now = await here.now();
    const inZone = (hours: number) => new Date(Date.parse(now) + hours * 3_600_000).toISOString();
    const plain = inZone(1).replace(/\.\d+Z$/, '+01:00');
    const first = { id: unique(), at: plain };
    expect((await desk.carrierSays(found.tracking, 'in-transit', first)).body).toEqual({ known: true });
    const seen = (await nuria.sees(found.id)).steps.find(({ name }) => name === 'in-transit');
    expect(seen?.at).toBe(now.replace(/\.\d+Z$/, '.000Z'));
    // The same instant in another notation is the same content.
    const again = { ...first, at: inZone(-5).replace(/\.\d+Z$/, '.000000-05:00') };
    expect((await desk.carrierSays(found.tracking, 'in-transit', again)).status).toBe(200);
    expect((await desk.carrierSays(found.tracking, 'lost', { at: now.replace('Z', '') })).status).toBe(400);
    await nuria.cancels(found.id);
    await desk.receive(found.id);
    await desk.receive(found.id, 'returned');
    await expectEnd(here, nuria, found.id, 'cancelled');
  });
});

describe('the warehouse', () => {
  it('scans twice, in any order, and sends again what was not answered: each thing happens once', async () => {
    const found = await labelled(nuria);
    expect((await desk.scan(found.serial)).body).toMatchObject({ known: true, caseId: found.id });
    expect((await desk.scan(found.serial)).body).toMatchObject({ known: true, caseId: found.id, state: 'received' });
    await desk.carrierSays(found.tracking, 'in-transit');
    const [one, other] = await Promise.all([1, 2].map(() => desk.count(found.id, [found.serial])));
    expect([one?.status, other?.status]).toEqual([200, 200]);
    expect((await desk.count(found.id, [found.serial])).status).toBe(200);
    expect((await desk.count(found.id, [], 1)).body.code).toBe('receipt-differs');
    await desk.decide(found.id, 'recycled');
    expect((await desk.decide(found.id, 'recycled')).status).toBe(200);
    expect((await desk.decide(found.id, 'rejected')).body.code).toBe('outcome-taken');
    await expectEnd(here, nuria, found.id, 'recycled');
    expect((await desk.scan(found.tracking)).body).toMatchObject({ known: false, state: 'closed' });
    const { steps } = await nuria.sees(found.id);
    expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
  });

  it('counts before anybody scanned, and is told what is wrong with a count', async () => {
    const { id, serial } = await labelled(nuria);
    const body = { good: 2, damaged: 0, missing: 0, serials: [serial] };
    const wrong = await desk.warehouse.send<{ code: string }>('POST', `/api/staff/recycling/cases/${id}/receipt`, body);
    expect(wrong.body.code).toBe('receipt-inconsistent');
    const doubled = { good: 2, damaged: 0, missing: 0, serials: [serial, serial.toLowerCase()] };
    expect(await desk.warehouse.send('POST', `/api/staff/recycling/cases/${id}/receipt`, doubled)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', errors: [{ field: 'body.serials', message: 'a serial stands twice' }] },
    });
    expect((await desk.decide(id, 'recycled')).body.code).toBe('not-inspected');
    await desk.count(id, [serial]);
    await desk.decide(id, 'recycled');
    await expectEnd(here, nuria, id, 'recycled');
  });

  it('finds the parcel in the house before the machine of the case so much as waits for it', async () => {
    const serial = serialOf();
    const { body } = await nuria.asks({ serial });
    const [received, counted, decided] = [
      await desk.receive(body.id),
      await desk.count(body.id, [serial]),
      await desk.decide(body.id, 'recycled'),
    ];
    expect([received.status, counted.status, decided.status]).toEqual([200, 200, 200]);
    await expectEnd(here, nuria, body.id, 'recycled');
  });

  it('finds several devices in one box: good, damaged and one that is missing, which may come another time', async () => {
    const { id, serials } = await labelled(nuria, 3);
    const [first = '', second = '', third = ''] = serials;
    expect((await desk.scan(third)).body.caseId).toBe(id);
    expect((await desk.count(id, [second, first], 1, 1)).status).toBe(200);
    expect((await nuria.sees(id)).state).toBe('inspected');
    await desk.decide(id, 'recycled');
    await expectEnd(here, nuria, id, 'recycled');
    const { body } = await nuria.me.get<{ entries: { type: string; text: string }[] }>('/api/customers/me/timeline');
    expect(body.entries.map(({ text }) => text)).toContain('Se recicló lo que devolviste: 2 dispositivos');
    expect((await nuria.asks({ serial: third })).status).toBe(201);
  });

  it('finds another device in it: an agent decides, and it goes back', async () => {
    const { id } = await labelled(nuria);
    await desk.count(id, [serialOf()]);
    const { state, next } = await nuria.sees(id);
    expect([state, next.who, next.by !== undefined]).toEqual(['in-review', 'us', true]);
    expect(await attentionTo(id)).toBe('differs');
    expect((await desk.decide(id, 'recycled')).body.code).toBe('in-review');
    expect((await desk.review(id, 'reject')).status).toBe(200);
    expect((await desk.review(id, 'reject')).status).toBe(200);
    expect((await nuria.sees(id)).next.text).toBe('Te lo enviamos de vuelta');
    await desk.receive(id, 'returned');
    await expectEnd(here, nuria, id, 'rejected');
  });

  it('finds another device in it: an agent takes it as it came', async () => {
    const { id } = await labelled(nuria);
    const other = serialOf();
    await desk.count(id, [other]);
    await nuria.sees(id);
    expect((await desk.review(id, 'accept')).status).toBe(200);
    await nuria.sees(id);
    expect((await desk.decide(id, 'recycled')).status).toBe(200);
    await expectEnd(here, nuria, id, 'recycled');
  });

  it('finds nothing in it: an agent says no, and there is nothing to send back', async () => {
    const { id } = await labelled(nuria);
    await desk.count(id, [], 1);
    expect((await nuria.sees(id)).state).toBe('in-review');
    await desk.review(id, 'reject');
    await expectEnd(here, nuria, id, 'rejected');
  });
});
