import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { orderPaid } from '#events/billing/order.paid.ts';
import { say } from '#layers/table/event-item.ts';
import { place } from '../support/place.ts';
import './quick-papers.ts';
import { expectEnd, labelled } from './cases.ts';
import { type Desk, deskOf, type Sender, sender, serialOf, unique } from './returns.ts';

const here = await place();
const brand = 'microsmile';

let desk: Desk;
let ana: Sender;
let bea: Sender;

beforeAll(async () => {
  desk = await deskOf(here, brand);
});
beforeEach(async () => {
  await here.travelTo('12:00');
  ana = await sender(here, brand, 'primera');
  bea = await sender(here, brand, 'segunda');
});

/** A device of Ana's that was recycled and certified, and the reference of its case. */
async function recycledOfAna(): Promise<{ serial: string; reference: string }> {
  const { id, serial } = await labelled(ana);
  await desk.count(id, [serial]);
  await desk.decide(id, 'recycled');
  await expectEnd(here, ana, id, 'recycled');
  return { serial, reference: (await ana.sees(id)).reference };
}

/** Somebody buys toothpaste: the points that wait, which a recycled device doubles. */
async function buys({ person: { customerId } }: Sender): Promise<void> {
  const line = { line: '1', class: 'consumable', paid: 2000 };
  const data = { orderId: `o-${unique()}`, customerId, currency: 'EUR', paid: 2000, lines: [line] };
  await here.says(brand, say(orderPaid, { about: data.orderId, effect: 'paid', data }), { id: unique() });
  await here.quiet();
}

/** The devices that a customer's points were doubled for. */
async function doubledFor({ me }: Sender): Promise<string[]> {
  await here.quiet();
  const { body } = await me.get<{ entries: { about: { serial?: string } }[] }>('/api/points/entries');
  return body.entries.flatMap(({ about: { serial } }) => (serial === undefined ? [] : [serial]));
}

const recycledOn = async ({ me }: Sender, devices: string) =>
  (await me.get<{ entries: { text: string }[] }>('/api/customers/me/timeline')).body.entries.some(
    ({ text }) => text === `Se recicló lo que devolviste: ${devices}`,
  );

describe('a device that was recycled before', () => {
  it.each([
    ['as it stands on it', (serial: string) => serial],
    [
      'in small letters, with hyphens that do not break',
      (serial: string) => serial.toLowerCase().replaceAll('-', '\u2011'),
    ],
    [
      'with hyphen bullets and signs that nobody sees',
      (serial: string) => serial.replaceAll('-', '\u034f\u2043\ufe0f'),
    ],
  ])('has no label until a person decided, who sees in which case it was: written %s', async (_, written) => {
    const { serial, reference } = await recycledOfAna();
    const asked = await bea.asks({ serial: written(serial) });
    expect(asked.status).toBe(201);
    expect((await bea.sees(asked.body.id)).state).toBe('in-review');
    expect(await bea.subjects()).not.toContain('Tu etiqueta de devolución');
    expect(await desk.reads(asked.body.id)).toMatchObject({
      attention: 'differs',
      review: {
        announced: [serial],
        doubts: [{ serial, why: 'recycled-before', reference, text: `Ya se recicló en el caso ${reference}` }],
        decisions: [],
      },
    });
    expect((await desk.review(asked.body.id, 'reject', { because: 'It is the same brush' })).status).toBe(200);
    await expectEnd(here, bea, asked.body.id, 'rejected');
    expect((await bea.mails()).filter(({ text }) => text.includes('vacía'))).toEqual([]);
  });

  it('is certified again where a person says so, knowingly and why', async () => {
    const { serial } = await recycledOfAna();
    const { id } = (await bea.asks({ serial })).body;
    await here.quiet();
    const blind = await desk.agent.send(
      'POST',
      `/api/staff/recycling/cases/${id}/review`,
      { decision: 'accept' },
      null,
    );
    expect(blind.status).toBe(400);
    expect((await desk.review(id, 'accept', { because: 'The number was given out twice' })).status).toBe(200);
    expect((await bea.sees(id)).state).toBe('label-sent');
    await desk.count(id, [serial]);
    expect((await bea.sees(id)).state).toBe('in-review');
    const counts = { because: 'Another brush with the same number', counting: [serial] };
    expect((await desk.review(id, 'accept', counts)).status).toBe(200);
    expect((await desk.reads(id)).review.decisions).toEqual([
      expect.objectContaining({ decision: 'accept', because: 'The number was given out twice' }),
      expect.objectContaining({ decision: 'accept', ...counts }),
    ]);
    await desk.decide(id, 'recycled');
    await expectEnd(here, bea, id, 'recycled');
  });

  it('is found at the count where it was not announced, and not certified unless a person says so', async () => {
    const { serial, reference } = await recycledOfAna();
    const own = await labelled(bea);
    await desk.count(own.id, [own.serial, serial]);
    expect((await bea.sees(own.id)).state).toBe('in-review');
    expect((await desk.reads(own.id)).review.doubts).toEqual([
      expect.objectContaining({ serial, why: 'recycled-before', reference }),
    ]);
    await desk.review(own.id, 'accept');
    await desk.decide(own.id, 'recycled');
    await expectEnd(here, bea, own.id, 'recycled');
    expect(await recycledOn(bea, '1 dispositivo')).toBe(true);
  });
});

describe('a device of somebody else in the box', () => {
  it('that is in their open case earns the sender nothing, and their own case and doubling go on', async () => {
    const [hers, theirs] = [await labelled(ana), await labelled(bea)];
    await buys(ana);
    await buys(ana);
    await buys(bea);
    await desk.count(hers.id, [hers.serial, theirs.serial]);
    expect((await ana.sees(hers.id)).state).toBe('in-review');
    await desk.review(hers.id, 'accept');
    await desk.decide(hers.id, 'recycled');
    await expectEnd(here, ana, hers.id, 'recycled');
    expect(await recycledOn(ana, '1 dispositivo')).toBe(true);
    expect(await doubledFor(ana)).toEqual([hers.serial]);
    expect((await bea.sees(theirs.id)).state).toBe('label-sent');
    await desk.count(theirs.id, [theirs.serial]);
    await desk.decide(theirs.id, 'recycled');
    await expectEnd(here, bea, theirs.id, 'recycled');
    expect(await doubledFor(bea)).toEqual([theirs.serial]);
  });

  it('is shown to who decides: whose it is, and in which case', async () => {
    const [hers, theirs] = [await labelled(ana), await labelled(bea)];
    await desk.count(hers.id, [theirs.serial], 1);
    const { reference } = await bea.sees(theirs.id);
    const { customerId } = bea.person;
    expect((await desk.reads(hers.id)).review).toEqual({
      announced: [hers.serial],
      counted: [theirs.serial],
      missing: [hers.serial],
      unannounced: [theirs.serial],
      doubts: [
        {
          serial: theirs.serial,
          why: 'in-another-case',
          reference,
          whose: { customerId, name: expect.any(String) },
          text: `Está en el caso abierto ${reference}`,
        },
      ],
      carrier: [],
      decisions: [],
    });
    const seenByWarehouse = await desk.warehouse.get(`/api/staff/recycling/cases/${hers.id}`);
    expect(JSON.stringify(seenByWarehouse.body)).not.toContain(customerId);
    const wrong = await desk.review(hers.id, 'accept', { counting: [serialOf()] });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'not-in-doubt']);
  });

  it('that went into their case after it was counted goes back to a person before it is recycled', async () => {
    const hers = await labelled(ana);
    const other = serialOf();
    await desk.count(hers.id, [hers.serial, other]);
    await desk.review(hers.id, 'accept');
    const theirs = (await bea.asks({ serial: other })).body;
    await desk.decide(hers.id, 'recycled');
    expect((await ana.sees(hers.id)).state).toBe('in-review');
    expect((await desk.reads(hers.id)).review.doubts).toEqual([
      expect.objectContaining({ serial: other, why: 'in-another-case', reference: theirs.reference }),
    ]);
    await desk.review(hers.id, 'accept');
    await desk.decide(hers.id, 'recycled');
    await expectEnd(here, ana, hers.id, 'recycled');
    expect(await recycledOn(ana, '1 dispositivo')).toBe(true);
  });
});

describe('what did not arrive', () => {
  it('is named to its owner, in the case and by mail', async () => {
    const { id, serials } = await labelled(ana, 3);
    const [first = '', second = '', third = ''] = serials;
    await desk.count(id, [third, first], 1);
    expect((await ana.sees(id)).missing).toEqual([second]);
    const letter = (await ana.mails()).find(({ subject }) => subject === 'No ha llegado todo lo que anunciaste');
    expect([second, third].map((serial) => letter?.text.includes(serial))).toEqual([true, false]);
  });
});

describe('a label', () => {
  it('of a return that was called off when its parcel was here is gone, and its reader learns what to do', async () => {
    const { id } = await labelled(ana);
    await desk.receive(id);
    await ana.cancels(id);
    const { status, body } = await ana.me.get<{ code?: string }>(`/api/recycling/cases/${id}/label`);
    expect([status, body.code]).toEqual([410, 'label-void']);
  });
});

describe('a device whose serial a stranger asked with first', () => {
  it('is its owner’s to send back all the same, once they have proved that it is theirs', async () => {
    const { serial, claimCode } = await here.provisions(brand, {});
    const strangers = await ana.asks({ serial });
    expect(strangers.status).toBe(201);
    expect((await bea.asks({ serial })).body.code).toBe('case-elsewhere');
    expect((await bea.me.send('POST', '/api/devices/claims', { serial, code: claimCode })).status).toBe(201);
    await here.quiet();
    const { status, body } = await bea.asks({ serial });
    expect(status).toBe(201);
    expect((await bea.asks({ serial })).body.code).toBe('case-open');
    await ana.cancels(strangers.body.id);
    await expectEnd(here, ana, strangers.body.id, 'cancelled');
    expect((await bea.asks({ serial })).body.code).toBe('case-open');
    await desk.count(body.id, [serial]);
    await desk.decide(body.id, 'recycled');
    await expectEnd(here, bea, body.id, 'recycled');
  });
});
