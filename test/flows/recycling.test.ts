import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderPaid } from '#events/order.paid.ts';
import { cloudEnvironment } from '../../local/emulator.ts';
import { readStack } from '../../local/stack.ts';
import { standIn } from '../../local/stand-in.ts';
import { quiet, travel } from '../../local/time-machine.ts';
import { endsFor, type Returns, returnsAt, type Sender, sender, serialOf, statesEntered } from './returns.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));
const day = 86_400_000;

describe('a toothbrush comes back', () => {
  let desk: Returns;
  let nuria: Sender;

  beforeAll(async () => {
    desk = await returnsAt(stack, 'microsmile');
    nuria = await sender(stack, 'microsmile', 'vuelve');
  });

  it('from the wish to the certificate, and its owner’s last purchase counts double', async () => {
    const { customerId } = nuria.person;
    const line = { line: '1', class: 'consumable', paid: 2000 };
    const order = { orderId: `o-${customerId}`, customerId, currency: 'EUR', paid: 2000, lines: [line] };
    await standIn(stack, 'microsmile', orderPaid, { about: order.orderId, data: order });
    await quiet(stack);
    const points = async () => (await nuria.me.get<{ pending: number }>('/api/points/balance')).body.pending;
    const before = await points();
    expect(before).toBeGreaterThan(0);

    const serial = serialOf();
    const asked = await nuria.asks({ serial });
    expect([asked.status, asked.body.state]).toEqual([201, 'requested']);
    const { id } = asked.body;
    const labelled = await nuria.sees(id);
    expect(labelled.state).toBe('label-sent');
    expect(labelled.mails).toEqual([{ document: 'label', state: 'sent', canBeSentAgain: false }]);
    const [mail] = await nuria.mails();
    expect(mail?.subject).toBe('Tu etiqueta de devolución');
    expect(mail?.attachments).toEqual([
      { filename: 'etiqueta.pdf', contentType: 'application/pdf', size: expect.any(Number) },
    ]);

    await travel(stack, 3 * day);
    expect(await desk.carrierSays(labelled.tracking, 'in-transit')).toEqual({ status: 200, body: { known: true } });
    const under = await nuria.sees(id);
    expect([under.state, under.next.who]).toEqual(['in-transit', 'carrier']);
    await travel(stack, 2 * day);
    expect((await desk.scan(`vuelta:microsmile:${id}`)).body).toMatchObject({ known: true, caseId: id });
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
    await endsFor(stack, id);
    await travel(stack, day); // its mail waits for the morning, if it is night
    expect((await nuria.mails()).map(({ subject }) => subject)).toEqual([
      'Tu certificado de reciclaje',
      'Hemos recibido tu paquete',
      'Tu etiqueta de devolución',
      'Confirma tu correo para MicroSmile',
    ]);
    expect((await statesEntered(stack, id)).length).toBeLessThanOrEqual(12);
  });
});
