import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { deviceClaimed } from '#events/devices/device.claimed.ts';
import { say } from '#layers/table/event-item.ts';
import { place } from '../support/place.ts';
import './quick-papers.ts';
import { type Labelled, labelled } from './cases.ts';
import { type Desk, deskOf, pages, type Sender, sender, serialOf, unique } from './returns.ts';

const here = await place();
const brand = 'microsmile';

let desk: Desk;
let ana: Sender;

beforeAll(async () => {
  desk = await deskOf(here, brand);
});
beforeEach(async () => {
  await here.travelTo('12:00');
  ana = await sender(here, brand, 'rarezas');
});

const stateOf = async ({ id }: Labelled) => (await ana.sees(id)).state;

/** The instant so many days after another. */
const daysAfter = (from: string, days: number) => new Date(Date.parse(from) + days * 86_400_000).toISOString();

describe('what the carrier says', () => {
  it('comes to the same in any order: what it lost it had', async () => {
    const found = await labelled(ana);
    const asked = await here.now();
    await here.travel('P3D');
    await desk.carrierSays(found.tracking, 'lost', { at: daysAfter(asked, 2.9) });
    expect(await stateOf(found)).toBe('lost');
    await desk.carrierSays(found.tracking, 'in-transit', { at: daysAfter(asked, 1.9) });
    expect(await stateOf(found)).toBe('lost');
    expect(await ana.subjects()).toContain('Estamos buscando tu paquete');
  });

  it('of a time before we took it for lost, or before we saw it under way, undoes neither', async () => {
    const found = await labelled(ana);
    const asked = await here.now();
    await here.travel('P2D');
    await desk.receive(found.id, 'in-transit');
    await desk.carrierSays(found.tracking, 'lost', { at: daysAfter(asked, 1) });
    expect(await stateOf(found)).toBe('in-transit');
    await here.travel('P22D');
    expect(await stateOf(found)).toBe('lost');
    await desk.carrierSays(found.tracking, 'in-transit', { at: daysAfter(asked, 3) });
    expect(await stateOf(found)).toBe('lost');
    await desk.carrierSays(found.tracking, 'in-transit');
    expect(await stateOf(found)).toBe('in-transit');
  });

  it('of a time to come silences nothing that it says later', async () => {
    const found = await labelled(ana);
    await desk.carrierSays(found.tracking, 'in-transit', { at: daysAfter(await here.now(), 1_500) });
    await here.travel('P4D');
    await desk.carrierSays(found.tracking, 'lost');
    expect(await stateOf(found)).toBe('lost');
  });

  it.each([
    ['of a time to come', 'lost', 10 / 24, 'to-come'],
    ['of a time before there was a label', 'lost', -2, 'before-label'],
    ['in a word that we do not know', 'at-customs', 0, 'unknown-status'],
  ])('%s decides nothing, and an agent reads it', async (_, status, days, why) => {
    const found = await labelled(ana);
    await desk.carrierSays(found.tracking, 'in-transit');
    const at = daysAfter(await here.now(), days);
    const told = await desk.carrierSays(found.tracking, status, { at });
    expect([told.status, told.body]).toEqual([200, { known: true }]);
    expect(await stateOf(found)).toBe('in-transit');
    expect(await desk.reads(found.id)).toMatchObject({
      attention: 'carrier',
      review: { carrier: [{ status, at, why }] },
    });
    await here.travel('P1D');
    await desk.carrierSays(found.tracking, 'lost');
    expect(await stateOf(found)).toBe('lost');
    await desk.receive(found.id);
    expect((await desk.reads(found.id)).attention).toBeUndefined();
  });

  it('within five minutes of our clock is believed', async () => {
    const found = await labelled(ana);
    await desk.carrierSays(found.tracking, 'in-transit', { at: daysAfter(await here.now(), 4 / 1440) });
    expect(await stateOf(found)).toBe('in-transit');
  });

  it('of a delivery is told to the customer as one, until it says something later or the parcel is scanned', async () => {
    const found = await labelled(ana);
    const asked = await here.now();
    await here.travel('P3D');
    await desk.carrierSays(found.tracking, 'delivered', { at: daysAfter(asked, 2) });
    await desk.carrierSays(found.tracking, 'in-transit', { at: daysAfter(asked, 1) });
    const { state, steps, next } = await ana.sees(found.id);
    expect([state, next.who]).toEqual(['delivered', 'us']);
    expect(steps.find(({ name }) => name === 'delivered')?.at).toBe(daysAfter(asked, 2));
    await desk.carrierSays(found.tracking, 'lost');
    expect(await stateOf(found)).toBe('lost');
    await desk.receive(found.id);
    expect(await stateOf(found)).toBe('received');
  });
});

describe('a serial', () => {
  it.each([
    ['in small letters', (serial: string) => serial.toLowerCase()],
    ['with other hyphens and a space before it', (serial: string) => ` ${serial.replaceAll('-', '–')}`],
    ['with an unseen space behind it', (serial: string) => `${serial}\u00a0`],
    ['with a space in it', (serial: string) => serial.replace('-', '- ')],
    ['with minus signs', (serial: string) => serial.replaceAll('-', '\u2212')],
    ['with letters that have no width', (serial: string) => serial.replace('-', '\u200b-').replace(/(.)$/, '\u00ad$1')],
  ])('is the same one however it is written: %s', async (_, spelt) => {
    const found = await labelled(ana);
    const written = spelt(found.serial);
    expect(written).not.toBe(found.serial);
    const other = await ana.asks({ serial: written });
    expect([other.status, other.body.code]).toEqual([409, 'case-open']);
    expect((await desk.scan(written)).body).toMatchObject({ known: true, caseId: found.id });
    await desk.count(found.id, [written]);
    expect(await stateOf(found)).toBe('inspected');
  });
});

describe('a list is read page by page, each thing once', () => {
  it('of cases that somebody must see to', async () => {
    const ids: string[] = [];
    const bruno = await sender(here, brand, 'listadas');
    for (const by of [ana, bruno, ana, bruno, ana, bruno, ana]) ids.push((await labelled(by)).id);
    for (const id of ids) await desk.count(id, [serialOf()]);
    await here.quiet();
    const listed = (await desk.listed(3)).map(({ id }) => id);
    expect(listed.filter((id) => ids.includes(id)).toSorted()).toEqual(ids.toSorted());
  });

  it('of parcels that stand aside', async () => {
    const codes = Array.from({ length: 5 }, (_, n) => `UNKNOWN-${n}-${unique()}`);
    for (const code of codes) await desk.scan(code);
    const listed = (await desk.strays(2)).map(({ code }) => code);
    expect(listed.filter((code) => codes.includes(code)).toSorted()).toEqual(codes.toSorted());
  });

  it('of somebody’s returns', async () => {
    const olga = await sender(here, brand, 'listas');
    for (let n = 0; n < 5; n++) await olga.asks({ serial: serialOf() });
    const seen = await pages<{ id: string }>(olga.me, '/api/recycling/cases', 'cases', 2);
    expect([seen.length, new Set(seen.map(({ id }) => id)).size]).toEqual([5, 5]);
  });
});

describe('the warehouse', () => {
  it('sends a parcel back that came when its return was called off, whether or not anybody scanned its arrival', async () => {
    const { id, tracking, serial } = await labelled(ana);
    await desk.carrierSays(tracking, 'in-transit');
    await ana.cancels(id);
    expect((await ana.sees(id)).next).toMatchObject({ who: 'carrier', text: expect.stringContaining('de vuelta') });
    expect((await desk.count(id, [serial])).body.code).toBe('case-cancelled');
    expect((await desk.receive(id, 'returned')).status).toBe(200);
    expect((await ana.sees(id)).result).toBe('cancelled');
  });

  it('scans the way back twice, and nothing stands aside that has left', async () => {
    const { id, serial } = await labelled(ana);
    await desk.count(id, [serial]);
    await desk.decide(id, 'rejected');
    expect((await desk.scan(serial, 'returned')).body).toMatchObject({ known: true, caseId: id });
    await here.quiet();
    expect((await desk.scan(serial, 'returned')).body).toEqual({ known: false });
    expect((await desk.strays()).filter(({ code }) => code === serial)).toEqual([]);
  });

  it('knows a stray however its code is typed, and says once what became of it', async () => {
    const code = `VU12AB${unique()}`.toUpperCase();
    const parcel = (await desk.scan(code)).body.parcelId;
    expect((await desk.scan(code.toLowerCase())).body.parcelId).toBe(parcel);
    expect((await desk.scan('\ufdfa'.repeat(150))).body.parcelId).toMatch(/^p-/);
    expect((await desk.settle(parcel, 'returned')).status).toBe(204);
    expect((await desk.settle(parcel, 'returned')).status).toBe(204);
    expect((await desk.settle(parcel, 'disposed')).body.code).toBe('parcel-settled');
  });

  it('finds a device of somebody else in the box: an agent decides', async () => {
    const found = await labelled(ana);
    const deviceId = `brush-${unique()}`;
    const customerId = `c-${unique()}`;
    const data = { customerId, deviceId, kind: 'toothbrush', serial: found.serial };
    await here.says(brand, say(deviceClaimed, { about: customerId, effect: deviceId, data }), { id: unique() });
    await here.quiet();
    await desk.count(found.id, [found.serial]);
    expect(await stateOf(found)).toBe('in-review');
  });
});

describe('a paper', () => {
  it('is not given out where it is void, nor promised where it will never be made', async () => {
    const { id } = await labelled(ana);
    const load = async (paper: string) =>
      (await ana.me.get<{ code?: string }>(`/api/recycling/cases/${id}/${paper}`)).body.code;
    expect([await load('label'), await load('certificate')]).toEqual([undefined, 'not-made-yet']);
    await ana.cancels(id);
    await here.quiet();
    expect([await load('label'), await load('certificate')]).toEqual(['label-void', 'not-found']);
  });
});

describe('an extension', () => {
  it('of a label whose parcel is under way is none, extended before or not', async () => {
    const { id, tracking } = await labelled(ana);
    await ana.extends(id);
    await desk.carrierSays(tracking, 'in-transit');
    expect((await ana.extends(id)).body.code).toBe('nothing-to-extend');
  });
});

describe('a second parcel under the label of a case that is closed', () => {
  it('stands aside until somebody says what became of it', async () => {
    const { id, serial, tracking } = await labelled(ana);
    await desk.count(id, [serial]);
    await desk.decide(id, 'recycled');
    await here.quiet();
    const { body } = await desk.scan(tracking);
    expect(body).toMatchObject({ known: false, caseId: id, state: 'closed', parcelId: expect.stringMatching(/^p-/) });
    const aside = (await desk.strays()).filter(({ code }) => code === tracking);
    expect(aside).toEqual([expect.objectContaining({ code: tracking, caseId: id })]);
  });
});
