import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { programmes } from '#brands/programmes.ts';
import { clockAt } from '../support/clock-in-hand.ts';
import { planCuts, planMeanwhile } from '../support/power-cuts.ts';
import { type ReturnsInMemory, returnsInMemory } from './returns-in-memory.ts';

const serial = 'MS-2024-118822';
const cases = '/api/recycling/cases';
const staff = (id: string) => `/api/staff/recycling/cases/${id}`;

beforeEach(() => clockAt('2026-11-25T10:00:00.000Z'));
afterEach(() => {
  planCuts();
  jest.restoreAllMocks();
});

/** A case whose label is on its way to the customer. */
async function labelled({ ask, settle }: ReturnsInMemory): Promise<{ id: string; tracking: string }> {
  const { body } = await ask('customer', 'POST', cases, { serial });
  await settle();
  return { id: body.id, tracking: (await ask('customer', 'GET', `${cases}/${body.id}`)).body.tracking };
}

const counted = (serials: readonly string[], missing = 0) => ({ good: serials.length, damaged: 0, missing, serials });
const stateOf = async ({ ask }: ReturnsInMemory, id: string) => (await ask('customer', 'GET', `${cases}/${id}`)).body;
const subjects = async ({ ses }: ReturnsInMemory) => (await ses.read()).map(({ subject }) => subject);
const attention = async ({ ask }: ReturnsInMemory, id: string) =>
  (await ask('agent', 'GET', staff(id))).body.attention as string | undefined;

/** All of a list, read so many at a time. */
async function pages<Each>(
  { ask }: ReturnsInMemory,
  role: 'customer' | 'warehouse' | 'agent',
  path: string,
  limits: Record<string, number>,
): Promise<Each[]> {
  const [[list, limit] = ['', 0]] = Object.entries(limits);
  const all: Each[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { body } = await ask(role, 'GET', `${path}?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    all.push(...body[list]);
    cursor = body.cursor;
  }
  return all;
}

describe('a label that is extended', () => {
  it('is the same paper, on which no day stands, and its new last day is mailed', async () => {
    const world = await returnsInMemory();
    const { ask, ses, settle } = world;
    const { id } = await labelled(world);
    const paper = async () =>
      Buffer.from((await ask('customer', 'GET', `${cases}/${id}/label`)).body, 'base64').toString();
    expect(await paper()).not.toMatch(/diciembre|2026-12/);
    expect((await ask('customer', 'POST', `${cases}/${id}/extension`)).status).toBe(200);
    await settle();
    const [first, second] = await ses.read();
    expect(first?.text).toContain('25 de diciembre de 2026');
    expect(second?.text).toContain('8 de enero de 2027');
  });

  it('is not called to mind by its old last day, whenever the extension comes', async () => {
    for (let at = 1; at <= 12; at++) {
      clockAt('2026-11-25T10:00:00.000Z');
      const world = await returnsInMemory();
      const { ask, settle, events } = world;
      const { id } = await labelled(world);
      const told = () =>
        events()
          .filter(({ type }) => type === 'case.label-expiring')
          .map(({ data }) => data.expiresOn);
      clockAt('2026-12-15T09:00:10.000Z');
      let before: unknown[] | undefined;
      planMeanwhile(at, async () => {
        before = told();
        await ask('customer', 'POST', `${cases}/${id}/extension`);
      });
      await settle();
      before ??= told();
      planCuts();
      await ask('customer', 'POST', `${cases}/${id}/extension`);
      expect(told()).toEqual(before);
      clockAt('2026-12-29T09:10:00.000Z');
      await settle();
      expect(told()).toEqual([...before, '2027-01-08']);
    }
  });
});

describe('what the carrier says', () => {
  it('comes to the same in any order: what it lost it had', async () => {
    const world = await returnsInMemory();
    const { carrierSays, settle } = world;
    const { id, tracking } = await labelled(world);
    clockAt('2026-11-28T10:00:00.000Z');
    await carrierSays(tracking, 'lost', '2026-11-28T09:00:00.000Z');
    await settle();
    expect((await stateOf(world, id)).state).toBe('lost');
    await carrierSays(tracking, 'in-transit', '2026-11-27T09:00:00.000Z');
    await settle();
    expect((await stateOf(world, id)).state).toBe('lost');
    expect(await subjects(world)).toContain('Estamos buscando tu paquete');
  });

  it('of a time before we took it for lost, or before we saw it under way, undoes neither', async () => {
    const world = await returnsInMemory();
    const { ask, carrierSays, settle } = world;
    const { id, tracking } = await labelled(world);
    clockAt('2026-11-27T10:00:00.000Z');
    await ask('warehouse', 'POST', `${staff(id)}/scans`, { scan: 'in-transit' });
    await carrierSays(tracking, 'lost', '2026-11-26T10:00:00.000Z');
    expect((await stateOf(world, id)).state).toBe('in-transit');
    clockAt('2026-12-19T10:00:00.000Z');
    await settle();
    expect((await stateOf(world, id)).state).toBe('lost');
    await carrierSays(tracking, 'in-transit', '2026-11-28T10:00:00.000Z');
    expect((await stateOf(world, id)).state).toBe('lost');
    await carrierSays(tracking, 'in-transit');
    expect((await stateOf(world, id)).state).toBe('in-transit');
  });

  it('of a time to come silences nothing that it says later', async () => {
    const world = await returnsInMemory();
    const { carrierSays } = world;
    const { id, tracking } = await labelled(world);
    await carrierSays(tracking, 'in-transit', '2031-01-01T00:00:00.000Z');
    clockAt('2026-11-29T10:00:00.000Z');
    await carrierSays(tracking, 'lost');
    expect((await stateOf(world, id)).state).toBe('lost');
  });
});

describe('a serial', () => {
  it.each([
    'ms-2024-118822',
    ' MS–2024–118822',
    'MS-2024-118822\u00a0',
    'MS-2024- 118822',
    'MS\u22122024\u2212118822',
    'MS-2024\u200b-118\u00ad822',
  ])('is the same one however it is written: %j', async (written) => {
    const world = await returnsInMemory();
    const { ask, settle } = world;
    const { id } = await labelled(world);
    const other = await ask('customer', 'POST', cases, { serial: written }, 'another');
    expect([other.status, other.body.code]).toEqual([409, 'case-open']);
    const scanned = await ask('warehouse', 'POST', '/api/staff/recycling/scans', { code: written, scan: 'received' });
    expect(scanned.body).toMatchObject({ known: true, caseId: id });
    await ask('warehouse', 'POST', `${staff(id)}/receipt`, counted([written]));
    await settle();
    expect((await stateOf(world, id)).state).toBe('inspected');
  });
});

describe('a paper to an address that nobody confirmed', () => {
  it('is nobody’s to see to, and leaves when the address is confirmed', async () => {
    const world = await returnsInMemory();
    const { confirmAddress, settle } = world;
    await confirmAddress(false);
    const { id } = await labelled(world);
    expect(await subjects(world)).toEqual([]);
    expect(await attention(world, id)).toBeUndefined();
    expect((await stateOf(world, id)).mails).toEqual([
      { document: 'label', state: 'unconfirmed-address', canBeSentAgain: false },
    ]);
    await confirmAddress(true);
    await settle();
    expect(await subjects(world)).toEqual(['Tu etiqueta de devolución']);
    expect((await stateOf(world, id)).mails).toEqual([{ document: 'label', state: 'sent', canBeSentAgain: false }]);
    await confirmAddress(true);
    await settle();
    expect(await subjects(world)).toEqual(['Tu etiqueta de devolución']);
  });

  it('leaves once, in whatever moment the address is confirmed', async () => {
    for (let at = 1, meanwhile = true; meanwhile; at++) {
      clockAt('2026-11-25T10:00:00.000Z');
      const world = await returnsInMemory();
      const { ask, confirmAddress, settle } = world;
      await confirmAddress(false);
      await ask('customer', 'POST', cases, { serial });
      meanwhile = false;
      planMeanwhile(at, async () => {
        meanwhile = true;
        await confirmAddress(true);
      });
      await settle();
      if (!meanwhile) await confirmAddress(true);
      await settle();
      planCuts();
      expect([at, await subjects(world)]).toEqual([at, ['Tu etiqueta de devolución']]);
    }
  });
});

describe('the list of cases that somebody must see to', () => {
  it('is read page by page, each case once', async () => {
    const world = await returnsInMemory();
    const { ask, settle } = world;
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) {
      const { body } = await ask('customer', 'POST', cases, { serial: `MS-2024-00000${n}` }, `case-${n}`);
      ids.push(body.id);
    }
    await settle();
    for (const id of ids) await ask('warehouse', 'POST', `${staff(id)}/receipt`, counted(['SOMETHING-ELSE']));
    const listed = await pages<{ id: string }>(world, 'agent', '/api/staff/recycling/cases', { cases: 3 });
    expect(listed.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });
});

describe('the list of parcels that stand aside', () => {
  it('is read page by page, each parcel once', async () => {
    const world = await returnsInMemory();
    const { ask } = world;
    const codes = Array.from({ length: 5 }, (_, n) => `UNKNOWN-${n}`);
    for (const code of codes) await ask('warehouse', 'POST', '/api/staff/recycling/scans', { code, scan: 'received' });
    const listed = await pages<{ code: string }>(world, 'warehouse', '/api/staff/recycling/parcels', { parcels: 2 });
    expect(listed.map(({ code }) => code).toSorted()).toEqual(codes);
  });
});

describe('people are told how it ends', () => {
  it('an empty box that is refused: that nothing goes back', async () => {
    const world = await returnsInMemory();
    const { ask, ses, settle } = world;
    const { id } = await labelled(world);
    await ask('warehouse', 'POST', `${staff(id)}/receipt`, counted([], 1));
    expect((await stateOf(world, id)).next.text).not.toContain('escribe');
    await ask('agent', 'POST', `${staff(id)}/review`, { decision: 'reject' });
    expect((await stateOf(world, id)).next.text).not.toContain('de vuelta');
    await settle();
    const mail = (await ses.read()).find(({ subject }) => subject === 'No hemos podido aceptar tu devolución');
    expect(mail?.text).toContain('vacía');
    expect(mail?.text).not.toContain('de vuelta');
  });

  it('a parcel that never turned up: that it was given up', async () => {
    const world = await returnsInMemory();
    const { carrierSays, settle } = world;
    const { tracking } = await labelled(world);
    await carrierSays(tracking, 'in-transit');
    await carrierSays(tracking, 'lost');
    await settle();
    clockAt('2027-01-05T10:00:00.000Z');
    await settle();
    expect((await subjects(world)).at(-1)).toBe('No hemos encontrado tu paquete');
  });

  it('a parcel that comes when its return is called off: that it goes back, and not that we look at it', async () => {
    const world = await returnsInMemory();
    const { ask, carrierSays, ses, settle } = world;
    const { id, tracking } = await labelled(world);
    await carrierSays(tracking, 'in-transit');
    await ask('customer', 'POST', `${cases}/${id}/cancel`);
    await ask('warehouse', 'POST', `${staff(id)}/scans`, { scan: 'received' });
    await settle();
    const mail = (await ses.read()).find(({ subject }) => subject === 'Hemos recibido tu paquete');
    expect(mail?.text).toContain('de vuelta');
    expect(mail?.text).not.toContain('revisamos');
  });

  it('the end of a label, and to extend it only where that can still be done', async () => {
    const world = await returnsInMemory();
    const { ask, ses, settle } = world;
    const { id } = await labelled(world);
    clockAt('2026-12-15T09:00:10.000Z');
    await settle();
    await ask('customer', 'POST', `${cases}/${id}/extension`);
    clockAt('2026-12-29T09:00:10.000Z');
    await settle();
    const mails = (await ses.read()).filter(({ subject }) => subject?.includes('caduca'));
    expect(mails.map(({ text }) => text?.includes('amplíala'))).toEqual([true, false]);
  });

  it('a return that an agent called off; not who called it off themselves', async () => {
    for (const [by, told] of [
      ['agent', true],
      ['customer', false],
    ] as const) {
      const world = await returnsInMemory();
      const { ask, settle } = world;
      const { id } = await labelled(world);
      await ask(by, 'POST', by === 'agent' ? `${staff(id)}/cancel` : `${cases}/${id}/cancel`);
      await settle();
      expect((await subjects(world)).includes('Hemos anulado tu devolución')).toBe(told);
    }
  });

  it('not of a label where the parcel came before it', async () => {
    const world = await returnsInMemory();
    const { ask, settle } = world;
    const { body } = await ask('customer', 'POST', cases, { serial });
    await ask('warehouse', 'POST', `${staff(body.id)}/receipt`, counted([serial]));
    await settle();
    expect(await subjects(world)).not.toContain('Tu etiqueta de devolución');
    await ask('warehouse', 'POST', `${staff(body.id)}/outcome`, { outcome: 'refurbished' });
    await settle();
    const { state, steps } = await stateOf(world, body.id);
    expect([state, steps.map(({ name }: { name: string }) => name)]).toEqual([
      'closed',
      ['requested', 'received', 'inspected', 'refurbished', 'closed'],
    ]);
  });
});

describe('a certificate that waited for the morning', () => {
  const certified = async (world: ReturnsInMemory, refusal?: string) => {
    const { ask, ses, settle } = world;
    clockAt('2026-11-25T21:00:00.000Z');
    const { id } = await labelled(world);
    await ask('warehouse', 'POST', `${staff(id)}/receipt`, counted([serial]));
    clockAt('2026-11-25T22:30:00.000Z');
    await ask('warehouse', 'POST', `${staff(id)}/outcome`, { outcome: 'recycled' });
    await settle();
    expect(await subjects(world)).not.toContain('Tu certificado de reciclaje');
    clockAt('2026-11-26T08:30:00.000Z');
    if (refusal !== undefined) ses.refusals.push(refusal, refusal);
    await settle();
    return id;
  };
  const ofCertificate = async (world: ReturnsInMemory, id: string) =>
    (await stateOf(world, id)).mails.find(({ document }: { document: string }) => document === 'certificate');

  it('is known to have left', async () => {
    const world = await returnsInMemory();
    const id = await certified(world);
    expect(await ofCertificate(world, id)).toMatchObject({ state: 'sent', canBeSentAgain: false });
  });

  it('or of which nobody knows is for somebody to see to, who can send it again', async () => {
    const world = await returnsInMemory();
    const id = await certified(world, 'TimeoutError');
    expect(await ofCertificate(world, id)).toMatchObject({ state: 'unknown-outcome', canBeSentAgain: true });
    expect(await attention(world, id)).toBe('mail');
  });
});

describe('a case in flight', () => {
  it('goes on as it was promised when the programme gives more time', async () => {
    const { recycling } = programmes.microsmile as { recycling: { lateDays: number; lostAfterDays: number } };
    const before = { ...recycling };
    try {
      const world = await returnsInMemory();
      const { ask, settle, carrierSays } = world;
      const expiring = await labelled(world);
      const { body } = await ask('customer', 'POST', cases, { serial: 'MS-2024-118823' }, 'another');
      await settle();
      clockAt('2026-12-20T10:00:00.000Z');
      await carrierSays((await stateOf(world, body.id)).tracking, 'in-transit');
      clockAt('2026-12-26T10:00:00.000Z');
      await settle();
      Object.assign(recycling, { lateDays: 60, lostAfterDays: 60 });
      clockAt('2027-03-26T10:00:00.000Z');
      await settle();
      expect((await stateOf(world, expiring.id)).result).toBe('expired');
      expect((await stateOf(world, body.id)).state).toBe('lost');
    } finally {
      Object.assign(recycling, before);
    }
  });
});

describe('a label of whose mail nobody knows', () => {
  it('is nobody’s to see to once its parcel is there, and is not mailed again', async () => {
    const world = await returnsInMemory();
    const { ask, ses, settle } = world;
    ses.refusals.push('TimeoutError');
    const { id } = await labelled(world);
    expect(await attention(world, id)).toBe('mail');
    await ask('warehouse', 'POST', `${staff(id)}/scans`, { scan: 'received' });
    await settle();
    expect(await attention(world, id)).toBeUndefined();
    expect((await stateOf(world, id)).mails).toEqual([
      { document: 'label', state: 'unknown-outcome', canBeSentAgain: false },
    ]);
    expect((await ask('agent', 'POST', `${staff(id)}/mails/label/again`)).status).toBe(409);
  });
});

describe('the warehouse', () => {
  it('sends a parcel back that came when its return was called off, whether or not anybody scanned its arrival', async () => {
    const world = await returnsInMemory();
    const { ask, carrierSays, settle } = world;
    const { id, tracking } = await labelled(world);
    await carrierSays(tracking, 'in-transit');
    await ask('customer', 'POST', `${cases}/${id}/cancel`);
    expect((await stateOf(world, id)).next).toMatchObject({
      who: 'carrier',
      text: expect.stringContaining('de vuelta'),
    });
    expect((await ask('warehouse', 'POST', `${staff(id)}/receipt`, counted([serial]))).body.code).toBe(
      'case-cancelled',
    );
    expect((await ask('warehouse', 'POST', `${staff(id)}/scans`, { scan: 'returned' })).status).toBe(200);
    await settle();
    expect((await stateOf(world, id)).result).toBe('cancelled');
  });

  it('scans the way back twice, and nothing stands aside that has left', async () => {
    const world = await returnsInMemory();
    const { ask, settle } = world;
    const { id } = await labelled(world);
    await ask('warehouse', 'POST', `${staff(id)}/receipt`, counted([serial]));
    await ask('warehouse', 'POST', `${staff(id)}/outcome`, { outcome: 'rejected' });
    const back = () => ask('warehouse', 'POST', '/api/staff/recycling/scans', { code: serial, scan: 'returned' });
    expect((await back()).body).toMatchObject({ known: true, caseId: id });
    await settle();
    expect((await back()).body).toEqual({ known: false });
    expect((await ask('warehouse', 'GET', '/api/staff/recycling/parcels')).body.parcels).toEqual([]);
  });

  it('sets a parcel aside whose case ends while it is scanned', async () => {
    const found: string[] = [];
    for (let at = 1; at <= 6; at++) {
      clockAt('2026-11-25T10:00:00.000Z');
      const world = await returnsInMemory();
      const { ask } = world;
      const { id, tracking } = await labelled(world);
      planMeanwhile(at, () => ask('customer', 'POST', `${cases}/${id}/cancel`));
      const scan = await ask('warehouse', 'POST', '/api/staff/recycling/scans', { code: tracking, scan: 'received' });
      planCuts();
      const aside = (await ask('warehouse', 'GET', '/api/staff/recycling/parcels')).body.parcels.length;
      expect([scan.status, scan.body.known ? aside === 0 : aside === 1]).toEqual([200, true]);
      found.push(`${scan.body.known}`);
    }
    expect(new Set(found)).toEqual(new Set(['true', 'false']));
  });

  it('knows a stray however its code is typed, and says once what became of it', async () => {
    const { ask } = await returnsInMemory();
    const scan = async (code: string) =>
      (await ask('warehouse', 'POST', '/api/staff/recycling/scans', { code, scan: 'received' })).body.parcelId;
    const parcel = await scan('VU12AB');
    expect(await scan('vu12ab')).toBe(parcel);
    expect(await scan('\ufdfa'.repeat(150))).toMatch(/^p-/);
    const settle = (settled: string) =>
      ask('warehouse', 'POST', `/api/staff/recycling/parcels/${parcel}/settle`, { settled });
    expect((await settle('returned')).status).toBe(204);
    expect((await settle('returned')).status).toBe(204);
    expect((await settle('disposed')).body.code).toBe('parcel-settled');
  });

  it('finds a device of somebody else in the box: an agent decides', async () => {
    const world = await returnsInMemory();
    const { claimed, settle, ask } = world;
    const { id } = await labelled(world);
    await claimed(serial, 'c-2');
    await settle();
    await ask('warehouse', 'POST', `${staff(id)}/receipt`, counted([serial]));
    expect((await stateOf(world, id)).state).toBe('in-review');
  });
});

describe('a step that is tried again', () => {
  it('is tried once, though the agent asks twice', async () => {
    const world = await returnsInMemory();
    const { ask, settle } = world;
    const { body } = await ask('customer', 'POST', cases, { serial });
    planCuts(Array.from({ length: 7 }, (_, at) => [at + 1, 'fails'] as const));
    await settle();
    planCuts();
    const retry = () => ask('agent', 'POST', `${staff(body.id)}/review`, { decision: 'retry' });
    expect([(await retry()).status, (await retry()).status]).toEqual([200, 200]);
  });
});

describe('somebody with very many returns', () => {
  it('sees them all, page by page, and gets every label when their address is confirmed', async () => {
    const world = await returnsInMemory();
    const { ask, confirmAddress, settle } = world;
    await confirmAddress(false);
    for (let n = 0; n < 103; n++) await ask('customer', 'POST', cases, { serial: `MS-2024-${1000 + n}` }, `case-${n}`);
    await settle();
    const seen = await pages<{ id: string }>(world, 'customer', cases, { cases: 40 });
    expect([seen.length, new Set(seen.map(({ id }) => id)).size]).toEqual([103, 103]);
    await confirmAddress(true);
    await settle();
    expect(await subjects(world)).toHaveLength(103);
  });
});

describe('a paper', () => {
  it('is not given out where it is void, nor promised where it will never be made', async () => {
    const world = await returnsInMemory();
    const { ask, settle } = world;
    const { id } = await labelled(world);
    const load = async (paper: string) => (await ask('customer', 'GET', `${cases}/${id}/${paper}`)).body.code;
    expect([await load('label'), await load('certificate')]).toEqual([undefined, 'not-made-yet']);
    await ask('customer', 'POST', `${cases}/${id}/cancel`);
    await settle();
    expect([await load('label'), await load('certificate')]).toEqual(['label-void', 'not-found']);
  });
});

describe('an extension', () => {
  it('of a label whose parcel is under way is none, extended before or not', async () => {
    const world = await returnsInMemory();
    const { ask, carrierSays } = world;
    const { id, tracking } = await labelled(world);
    await ask('customer', 'POST', `${cases}/${id}/extension`);
    await carrierSays(tracking, 'in-transit');
    const again = await ask('customer', 'POST', `${cases}/${id}/extension`, undefined, 'another');
    expect(again.body.code).toBe('nothing-to-extend');
  });
});

describe('a label that could not be made in time', () => {
  it('is not made when its parcel is under way', async () => {
    const world = await returnsInMemory();
    const { ask, settle } = world;
    const { body } = await ask('customer', 'POST', cases, { serial });
    planCuts(Array.from({ length: 7 }, (_, at) => [at + 1, 'fails'] as const));
    await settle();
    planCuts();
    await ask('warehouse', 'POST', `${staff(body.id)}/scans`, { scan: 'in-transit' });
    await ask('agent', 'POST', `${staff(body.id)}/review`, { decision: 'retry' });
    await settle();
    expect((await stateOf(world, body.id)).state).toBe('in-transit');
    expect(await subjects(world)).not.toContain('Tu etiqueta de devolución');
  });
});

describe('a second parcel under the label of a case that is closed', () => {
  it('stands aside until somebody says what became of it', async () => {
    const world = await returnsInMemory();
    const { ask, settle } = world;
    const { id, tracking } = await labelled(world);
    await ask('warehouse', 'POST', `${staff(id)}/receipt`, counted([serial]));
    await ask('warehouse', 'POST', `${staff(id)}/outcome`, { outcome: 'recycled' });
    await settle();
    const scan = await ask('warehouse', 'POST', '/api/staff/recycling/scans', { code: tracking, scan: 'received' });
    expect(scan.body).toMatchObject({
      known: false,
      caseId: id,
      state: 'closed',
      parcelId: expect.stringMatching(/^p-/),
    });
    const { body } = await ask('warehouse', 'GET', '/api/staff/recycling/parcels');
    expect(body.parcels).toEqual([expect.objectContaining({ code: tracking, caseId: id })]);
  });
});
