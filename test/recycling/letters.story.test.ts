import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { place } from '../support/place.ts';
import './quick-papers.ts';
import { labelled } from './cases.ts';
import { type Desk, deskOf, type Sender, sender, unconfirmed } from './returns.ts';

const here = await place();
const brand = 'microsmile';

let desk: Desk;
let ana: Sender;

beforeAll(async () => {
  desk = await deskOf(here, brand);
});
/* Each letter is looked for among their own. */
beforeEach(async () => {
  await here.travelTo('12:00');
  ana = await sender(here, brand, 'cartas');
});

/** The text of the letter with this subject. */
async function letter(subject: string): Promise<string | undefined> {
  await here.quiet();
  return (await ana.mails()).find((mail) => mail.subject === subject)?.text;
}

/** The last day before an instant, as a letter spells it. */
const lastDayBefore = (end: string | undefined): string =>
  new Intl.DateTimeFormat('es', { dateStyle: 'long', timeZone: 'Europe/Madrid' }).format(Date.parse(`${end}`) - 1);

describe('a label that is extended', () => {
  it('is the same paper, on which no day stands, and its new last day is mailed', async () => {
    const { id } = await labelled(ana);
    const paper = async () => Buffer.from((await ana.loads(id, 'label')).body);
    const [before, first] = [await paper(), lastDayBefore((await ana.sees(id)).next.by)];
    expect((await ana.extends(id)).status).toBe(200);
    const second = lastDayBefore((await ana.sees(id)).next.by);
    expect(second).not.toBe(first);
    expect((await paper()).equals(before)).toBe(true);
    expect([first, second].some((day) => before.toString().includes(day))).toBe(false);
    const [newer, older] = await ana.mails();
    expect([older?.text.includes(first), newer?.text.includes(second)]).toEqual([true, true]);
  });
});

describe('a paper to an address that nobody confirmed', () => {
  it('is nobody’s to see to, and leaves when the address is confirmed', async () => {
    const olga = await unconfirmed(here, brand, 'sin-confirmar');
    const { id } = await labelled(olga);
    const papers = async () => (await olga.subjects()).filter((subject) => subject === 'Tu etiqueta de devolución');
    expect(await papers()).toEqual([]);
    expect((await desk.reads(id)).attention).toBeUndefined();
    expect((await olga.sees(id)).mails).toEqual([
      { document: 'label', state: 'unconfirmed-address', canBeSentAgain: false },
    ]);
    expect((await olga.confirms()).status).toBe(200);
    await here.quiet();
    expect(await papers()).toHaveLength(1);
    expect((await olga.sees(id)).mails).toEqual([{ document: 'label', state: 'sent', canBeSentAgain: false }]);
    expect((await olga.confirms()).status).toBe(200);
    await here.quiet();
    expect(await papers()).toHaveLength(1);
  });
});

describe('people are told how it ends', () => {
  it('an empty box that is refused: that nothing goes back', async () => {
    const { id } = await labelled(ana);
    await desk.count(id, [], 1);
    expect((await ana.sees(id)).next.text).not.toContain('escribe');
    await desk.review(id, 'reject');
    expect((await ana.me.get<{ next: { text: string } }>(`/api/recycling/cases/${id}`)).body.next.text).not.toContain(
      'de vuelta',
    );
    const text = await letter('No hemos podido aceptar tu devolución');
    expect(text).toContain('vacía');
    expect(text).not.toContain('de vuelta');
  });

  it('a parcel that never turned up: that it was given up', async () => {
    const { tracking } = await labelled(ana);
    await desk.carrierSays(tracking, 'in-transit');
    await desk.carrierSays(tracking, 'lost');
    await here.travel('P31D');
    await here.travelTo('12:00');
    expect((await ana.subjects())[0]).toBe('No hemos encontrado tu paquete');
  });

  it('a parcel that comes when its return is called off: that it goes back, and not that we look at it', async () => {
    const { id, tracking } = await labelled(ana);
    await desk.carrierSays(tracking, 'in-transit');
    await ana.cancels(id);
    await desk.receive(id);
    const text = await letter('Hemos recibido tu paquete');
    expect(text).toContain('de vuelta');
    expect(text).not.toContain('revisamos');
  });

  it('the end of a label, and to extend it only where that can still be done', async () => {
    const { id } = await labelled(ana);
    await here.travel('P21D');
    await ana.extends(id);
    await here.travel('P14D');
    const mails = (await ana.mails()).filter(({ subject }) => subject.includes('caduca'));
    expect(mails.map(({ text }) => text.includes('amplíala'))).toEqual([false, true]);
  });

  it.each([
    ['that an agent called off', true],
    ['not that they called off themselves', false],
  ])('a return: %s', async (_, byAgent) => {
    const { id } = await labelled(ana);
    expect((await (byAgent ? desk.calledOff(id) : ana.cancels(id))).status).toBe(200);
    await here.quiet();
    expect((await ana.subjects()).includes('Hemos anulado tu devolución')).toBe(byAgent);
  });
});

describe('a certificate that waited for the morning', () => {
  it('is known to have left', async () => {
    const { id, serial } = await labelled(ana);
    await desk.count(id, [serial]);
    await here.travelTo('23:30');
    await desk.decide(id, 'recycled');
    const certificate = 'Tu certificado de reciclaje';
    expect(await letter(certificate)).toBeUndefined();
    await here.travelTo('09:30');
    expect(await letter(certificate)).toBeDefined();
    const { mails } = await ana.sees(id);
    expect(mails.find(({ document }) => document === 'certificate')).toMatchObject({
      state: 'sent',
      canBeSentAgain: false,
    });
  });
});
