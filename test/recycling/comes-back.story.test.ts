import { describe, expect, it } from '@jest/globals';
import { orderDelivered } from '#events/billing/order.delivered.ts';
import { orderPaid } from '#events/billing/order.paid.ts';
import { type Said, say } from '#layers/table/event-item.ts';
import { idFrom } from '#layers/table/hash.ts';
import type { Message } from '../../tools/cloud/mail.ts';
import { place } from '../support/place.ts';
import { expectEnd } from './cases.ts';
import { linesOf, scanned } from './read-paper.ts';
import { deskOf, sender, serialOf } from './returns.ts';

const here = await place();
const says = (brand: string, said: Said) => here.says(brand, said, { id: idFrom(brand, said.about) });

describe('a toothbrush comes back', () => {
  it('from the wish to the certificate, and its owner’s last purchase counts double', async () => {
    await here.travelTo('12:00'); // by day, so that each letter leaves when its step is taken
    const desk = await deskOf(here, 'microsmile');
    const nuria = await sender(here, 'microsmile', 'vuelve', 'Núria 李');
    const { customerId } = nuria.person;
    const line = { line: '1', class: 'consumable', paid: 2000 };
    const order = { orderId: `o-${customerId}`, customerId, currency: 'EUR', paid: 2000, lines: [line] };
    await says('microsmile', say(orderPaid, { about: order.orderId, effect: 'paid', data: order }));
    await here.quiet();
    const points = async () => (await nuria.me.get<{ pending: number }>('/api/points/balance')).body.pending;
    const before = await points();
    expect(before).toBeGreaterThan(0);

    const serial = serialOf();
    const asked = await nuria.asks({ serial });
    expect(asked.status).toBe(201);
    expect(['requested', 'label-sent']).toContain(asked.body.state); // as quick as the label is
    const { id, reference } = asked.body;
    const labelled = await nuria.sees(id);
    expect(labelled.state).toBe('label-sent');
    expect(labelled.mails).toEqual([{ document: 'label', state: 'sent', canBeSentAgain: false }]);
    const [mail] = (await nuria.mails()) as [Message];
    expect(mail.subject).toBe('Tu etiqueta de devolución');
    expect(mail.attachments).toEqual([
      { filename: 'etiqueta.pdf', contentType: 'application/pdf', size: expect.any(Number) },
    ]);

    const label = await here.attachment(mail);
    expect(await scanned(label)).toBe(`vuelta:microsmile:${reference}`);
    const { next, tracking = '' } = labelled;
    const lines = await linesOf(label);
    expect(lines[0]).toMatch(/^MicroSmile /);
    for (const line of ['MicroSmile Circular', 'España', 'Núria 李', tracking, serial, reference]) {
      expect(lines).toContain(line);
    }
    expect(mail.text).toContain(`Referencia: ${reference}`);
    expect(mail.text).toContain(`/returns/${reference}`);
    expect(`${mail.text}${mail.html}`).not.toContain(id);
    expect(mail.text).toContain(spelt(new Date(Date.parse(next.by as string) - 1)));

    await here.travel('P3D');
    expect((await desk.carrierSays(labelled.tracking, 'in-transit')).body).toEqual({ known: true });
    const under = await nuria.sees(id);
    expect([under.state, under.next.who]).toEqual(['in-transit', 'carrier']);
    await here.travel('P2D');
    expect((await desk.scan(`vuelta:microsmile:${reference}`)).body).toMatchObject({
      known: true,
      caseId: id,
      reference,
    });
    expect((await nuria.sees(id)).state).toBe('received');
    expect((await desk.count(id, [serial])).status).toBe(200);
    expect((await nuria.sees(id)).state).toBe('inspected');
    expect((await desk.decide(id, 'recycled')).status).toBe(200);

    const done = await nuria.sees(id);
    expect([done.state, done.result, done.next.who]).toEqual(['closed', 'recycled', 'nobody']);
    expect(done.steps.map(({ name }) => name)).toEqual([
      'requested',
      'label-sent',
      'in-transit',
      'received',
      'inspected',
      'recycled',
      'certified',
      'closed',
    ]);
    expect(done.steps.every(({ at }) => at !== undefined)).toBe(true);
    expect(await points()).toBe(2 * before);
    await expectEnd(here, nuria, id, 'recycled');
    expect(await nuria.subjects()).toEqual([
      'Tu certificado de reciclaje',
      'Hemos recibido tu paquete',
      'Tu etiqueta de devolución',
      'Confirma tu correo para MicroSmile',
    ]);
    expect((await here.statesOf(id)).length).toBeLessThanOrEqual(12);

    const [certificate] = (await nuria.mails()) as [Message];
    const words = (await linesOf(await here.attachment(certificate))).join(' ');
    const at = (name: string) => new Date(done.steps.find((step) => step.name === name)?.at as string);
    for (const word of ['MicroSmile certifica', 'Núria 李', serial, reference, spelt(at('recycled'))]) {
      expect(words).toContain(word);
    }
    const { body } = await nuria.me.get<{ entries: { text: string }[] }>('/api/customers/me/timeline');
    const certified = body.entries.find(({ text }) => text.startsWith('Emitimos el certificado'))?.text ?? '';
    const [, grams, co2e] = /: (\d+) g, (\d+) g de CO₂e/.exec(certified) ?? [];
    expect(words).toContain(`Peso de lo reciclado ${grams} g CO₂e evitado ${co2e} g`);
    const booked = await nuria.me.get<{ entries: { title: string; about: { serial?: string } }[] }>(
      '/api/points/entries',
    );
    expect(booked.body.entries[0]).toMatchObject({
      title: expect.stringContaining('porque se recicló tu dispositivo'),
      about: { serial },
    });
  });
});

/** A day as it stands on a paper. */
const spelt = (day: Date): string =>
  new Intl.DateTimeFormat('es', { dateStyle: 'long', timeZone: 'Europe/Madrid' }).format(day);

describe('the same case, as other brands’ data say', () => {
  const delivered = async (customerId: string) => {
    const orderId = `o-${customerId}`;
    await says('keyphone', say(orderDelivered, { about: orderId, effect: 'delivered', data: { orderId, customerId } }));
    await here.quiet();
  };

  it('carries a return in the first month, until its last day is over, and says nothing of money', async () => {
    const desk = await deskOf(here, 'keyphone');
    const [early, late] = [await sender(here, 'keyphone', 'mes'), await sender(here, 'keyphone', 'mes')];
    for (const { person } of [early, late]) await delivered(person.customerId);
    await here.travel('P30D');
    const serial = serialOf();
    const asked = await early.asks({ serial, reason: 'first-month' });
    expect(asked.status).toBe(201);
    await here.travel('P1D');
    const refused = await late.asks({ serial: serialOf(), reason: 'first-month' });
    expect([refused.status, refused.body.code]).toEqual([409, 'return-window-over']);
    expect((await late.asks({ serial: serialOf(), reason: 'take-back' })).status).toBe(201);

    const { id } = asked.body;
    await desk.receive(id);
    await here.quiet(); // of two letters of one instant either may leave first
    await desk.count(id, [serial]);
    await desk.decide(id, 'refurbished');
    await expectEnd(here, early, id, 'refurbished');
    // Nothing was recycled: there is no certificate, and there will be none.
    expect((await early.me.get(`/api/recycling/cases/${id}/certificate`)).status).toBe(404);
    await here.travel('P1D');
    expect((await early.mails())[0]?.subject).toBe('Tu dispositivo tendrá una segunda vida');
  });

  it('takes a mirror back when it is renewed: its owner’s and nobody else’s, with a certificate of its weight', async () => {
    const { serial, claimCode } = await here.provisions('smartmirror', {});
    const owner = await sender(here, 'smartmirror', 'espejo');
    expect((await owner.me.send('POST', '/api/devices/claims', { serial, code: claimCode })).status).toBe(201);
    await here.quiet();
    const other = await sender(here, 'smartmirror', 'espejo');
    expect((await other.asks({ serial })).status).toBe(404);
    const asked = await owner.asks({ serial });
    expect([asked.status, asked.body.reason]).toEqual([201, 'renewal']);
    const { id } = asked.body;
    await here.quiet();
    const desk = await deskOf(here, 'smartmirror');
    await desk.receive(id);
    await desk.count(id, [serial]);
    await desk.decide(id, 'recycled');
    await expectEnd(here, owner, id, 'recycled');
    const certificate = await owner.loads(id, 'certificate');
    expect(certificate.headers.get('content-type')).toBe('application/pdf');
    const words = (await linesOf(certificate.body)).join(' ');
    expect(words).toContain('Peso de lo reciclado 14,5 kg CO₂e evitado 15,91 kg');
  });
});
