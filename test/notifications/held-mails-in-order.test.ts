import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import '../support/environment.ts';
import { notificationSuppressed } from '#events/notification.suppressed.ts';
import { clockAt } from '../support/clock-in-hand.ts';
import { planCuts } from '../support/power-cuts.ts';
import { caseOffice, news } from './case-news.ts';
import { ana } from './post-office.ts';

const night = '2026-11-22T22:30:00.000Z';
const nine = '2026-11-23T08:00:00.000Z';
const minute = (n: number) => `2026-11-22T22:${String(n).padStart(2, '0')}:00.000Z`;

const subjects = {
  label: 'Tu etiqueta de devolución',
  extended: 'Tu etiqueta vale hasta el 20 de enero de 2027',
  expiring: 'Tu etiqueta caduca el 22 de diciembre de 2026',
  expired: 'Tu etiqueta ha caducado',
  received: 'Hemos recibido tu paquete',
  lost: 'Estamos buscando tu paquete',
  givenUp: 'No hemos encontrado tu paquete',
  refurbished: 'Tu dispositivo tendrá una segunda vida',
  rejected: 'No hemos podido aceptar tu devolución',
  cancelled: 'Hemos anulado tu devolución',
  certified: 'Tu certificado de reciclaje',
};
type Told = keyof typeof subjects;

beforeEach(() => clockAt(night));
afterEach(() => {
  planCuts();
  jest.restoreAllMocks();
});

describe('what was held for one person', () => {
  const cases = [
    news.received({ at: minute(1), caseId: 'k-1' }),
    news.lost({ at: minute(2), caseId: 'k-2' }),
    news.refurbished({ at: minute(3), caseId: 'k-3' }),
    news.expired({ at: minute(4), caseId: 'k-4' }),
    news.cancelled({ at: minute(5), caseId: 'k-2' }),
    news.rejected({ at: minute(6), caseId: 'k-5' }),
    news.received({ at: minute(7), caseId: 'k-6' }),
  ];
  const inOrder = [
    subjects.received,
    subjects.lost,
    subjects.refurbished,
    subjects.expired,
    subjects.cancelled,
    subjects.rejected,
    subjects.received,
  ];

  it('leaves in the order of its causes, in whatever order they are heard', async () => {
    const orders = fc.shuffledSubarray(cases, { minLength: cases.length, maxLength: cases.length });
    await fc.assert(
      fc.asyncProperty(orders, async (heard) => {
        clockAt(night);
        const office = await caseOffice();
        for (const event of heard) await office.hears(event);
        expect(await office.left()).toEqual([]);
        clockAt(nine);
        await office.firesAll();
        expect(await office.left()).toEqual(inOrder);
        expect([office.timers(), office.dead]).toEqual([[], []]);
      }),
      { numRuns: 15 },
    );
  });

  it('leaves so where all of it is heard at the same moment, the last of it first', async () => {
    const office = await caseOffice();
    const more = [0, 1, 2].map((n) => news.lost({ at: `2026-11-22T21:0${n}:00.000Z`, caseId: `k-1${n}` }));
    const again = await office.hearsAtOnce(...[...more, ...cases].reverse());
    expect(again).toEqual([]);
    expect(office.timers()).toHaveLength(1);
    clockAt(nine);
    await office.firesAll();
    expect(await office.left()).toEqual([...more.map(() => subjects.lost), ...inOrder]);
  });

  it('waits for one timer, whatever there is of it', async () => {
    const office = await caseOffice();
    for (const event of cases) await office.hears(event);
    expect(office.timers()).toMatchObject([{ dueAt: nine, subject: 'customer#c-1' }]);
  });

  it('leaves in that order though its timer comes several times at once', async () => {
    const office = await caseOffice();
    for (const event of cases) await office.hears(event);
    clockAt(nine);
    await office.firesAtOnce(office.timers()[0], 3);
    await office.firesAll();
    expect(await office.left()).toEqual(inOrder);
    expect([office.timers(), office.dead]).toEqual([[], []]);
  });

  it('begins with what happened weeks ago and is heard of last', async () => {
    const office = await caseOffice();
    for (const event of cases.slice(0, 2)) await office.hears(event);
    await office.hears(news.refurbished({ at: '2026-10-29T12:00:00.000Z', caseId: 'k-9' }));
    clockAt(nine);
    await office.firesAll();
    expect(await office.left()).toEqual([subjects.refurbished, subjects.received, subjects.lost]);
  });

  it.each([[[0, 1]], [[1, 0]]])('of one time, has the cause before its effect, heard as %j', async (order) => {
    for (const id of ['a', 'b', 'c', 'd']) {
      clockAt(night);
      const office = await caseOffice();
      const at = minute(1);
      const pair = [
        news.refurbished({ at, caseId: `k-${id}`, cause: id, recordedAt: '2026-11-22T22:01:00.010Z' }),
        news.rejected({ at, caseId: `k-${id}-2`, cause: id, recordedAt: '2026-11-22T22:01:00.090Z' }),
      ];
      for (const n of order) await office.hears(pair[n]);
      clockAt(nine);
      await office.firesAll();
      expect(await office.left()).toEqual([subjects.refurbished, subjects.rejected]);
    }
  });

  it('leaves whole though it is thirty letters', async () => {
    const office = await caseOffice();
    const thirty = Array.from({ length: 30 }, (_, n) =>
      n % 2 ? news.lost({ at: minute(n), caseId: `k-${n}` }) : news.received({ at: minute(n), caseId: `k-${n}` }),
    );
    for (const event of [...thirty].reverse()) await office.hears(event);
    clockAt(nine);
    const fired = await office.firesAll();
    expect(fired).toBeGreaterThan(1);
    expect(await office.left()).toEqual(thirty.map((_, n) => (n % 2 ? subjects.lost : subjects.received)));
    expect([office.timers(), office.dead]).toEqual([[], []]);
    expect(office.mails().every(({ state }) => state === 'sent')).toBe(true);
  });

  it('waits for nobody else: each has a morning of their own', async () => {
    const office = await caseOffice();
    await office.joins({ ...ana, customerId: 'c-2', email: 'berta@example.org', zone: 'Atlantic/Canary' });
    await office.hears(news.received({ at: minute(1) }));
    await office.hears(news.lost({ at: minute(2), caseId: 'k-2', customerId: 'c-2' }));
    clockAt(nine);
    await office.firesAll();
    expect(office.ses.left).toMatchObject([{ to: ['ana@example.org'] }]);
    expect(office.mails('c-2')).toMatchObject([{ state: 'held' }]);
    clockAt('2026-11-23T09:00:00.000Z');
    await office.firesAll();
    expect(office.ses.left).toMatchObject([{ to: ['ana@example.org'] }, { to: ['berta@example.org'] }]);
    expect(office.timers()).toEqual([]);
  });
});

describe('who moved while letters were held', () => {
  const west = 'Atlantic/Canary';

  it('is not woken by the clocks of the old place', async () => {
    const office = await caseOffice();
    await office.hears(news.received({ at: minute(1) }));
    await office.moves(west);
    clockAt(nine);
    await office.firesAll();
    expect(await office.left()).toEqual([]);
    clockAt('2026-11-23T09:00:00.000Z');
    await office.firesAll();
    expect(await office.left()).toEqual([subjects.received]);
  });

  it('gets what comes by day after what was held, and soon', async () => {
    const office = await caseOffice({ ...ana, zone: west });
    clockAt('2026-11-23T07:30:00.000Z');
    await office.hears(news.received({ at: '2026-11-23T07:29:00.000Z' }));
    await office.moves('Europe/Madrid');
    clockAt('2026-11-23T08:10:00.000Z');
    await office.hears(news.lost({ at: '2026-11-23T08:09:00.000Z', caseId: 'k-2' }));
    await office.firesAll();
    expect(await office.left()).toEqual([subjects.received, subjects.lost]);
    expect(office.timers()).toEqual([]);
  });

  it('gets at once what comes when nothing is held any more', async () => {
    const office = await caseOffice();
    await office.hears(news.received({ at: minute(1) }));
    clockAt(nine);
    await office.firesAll();
    await office.hears(news.lost({ at: nine, caseId: 'k-2' }));
    expect(await office.left()).toEqual([subjects.received, subjects.lost]);
    expect(office.timers()).toEqual([]);
  });
});

describe('a letter that a later one has overtaken', () => {
  /** What leaves of all that is told of one case by night, and what is left out. */
  async function overnight(...told: Told[]): Promise<{ left: Told[]; overtaken: string[] }> {
    const office = await caseOffice();
    for (const [n, what] of told.entries()) await office.hears(news[what]({ at: minute(n) }));
    clockAt(nine);
    await office.firesAll();
    expect([office.timers(), office.dead]).toEqual([[], []]);
    const left = (await office.left()).map(
      (subject) => Object.entries(subjects).find(([, each]) => each === subject)?.[0] as Told,
    );
    const overtaken = office.table
      .items()
      .filter(({ data }) => (data as { reason?: string })?.reason === 'overtaken')
      .map(({ data }) => (data as { template: string }).template);
    return { left, overtaken: overtaken.sort() };
  }

  it.each<[string, Told[], Told[]]>([
    ['that it arrived, when it is recycled', ['received', 'certified'], ['certified']],
    ['that it arrived, when it gets a second life', ['received', 'refurbished'], ['refurbished']],
    ['that it arrived, when it goes back', ['received', 'rejected'], ['rejected']],
    ['that we look at it, when the return is called off', ['received', 'cancelled'], ['cancelled']],
    ['that we look for it, when it arrived', ['lost', 'received'], ['received']],
    ['that we look for it, when it is not found', ['lost', 'givenUp'], ['givenUp']],
    ['that its label expires, when it has', ['expiring', 'expired'], ['expired']],
    ['that its label expires, when the parcel is there', ['expiring', 'received'], ['received']],
    ['that its label expires, when the return is called off', ['expiring', 'cancelled'], ['cancelled']],
    ['that its label expired, when the parcel is there', ['expired', 'received'], ['received']],
    ['all before the last', ['expiring', 'expired', 'lost', 'received', 'certified'], ['certified']],
  ])('is left out: %s', async (_, told, left) => {
    const gone = told.filter((each) => !left.includes(each)).map((each) => `case-${each}`);
    expect(await overnight(...told)).toEqual({ left, overtaken: gone.sort() });
  });

  it.each<[string, Told[]]>([
    ['that the return is called off, when the parcel comes for all that', ['cancelled', 'received']],
    ['that we look for it, when the return is called off', ['lost', 'cancelled']],
    ['the label, which leaves by night, when it expires', ['label', 'expiring']],
    ['the label, which has left when the parcel arrives', ['label', 'received']],
  ])('is not: %s', async (_, told) => {
    expect(await overnight(...told)).toEqual({ left: told, overtaken: [] });
  });

  it('is left out also where the later one did not wait', async () => {
    const office = await caseOffice();
    await office.hears(news.expiring({ at: minute(1) }));
    await office.hears(news.extended({ at: minute(2) }));
    const atNight = await office.left();
    expect(atNight).toHaveLength(1);
    clockAt(nine);
    await office.firesAll();
    expect(await office.left()).toEqual(atNight);
    expect(office.mails().map(({ template, state }) => [template, state])).toEqual([
      ['case-expiring', 'suppressed'],
      ['case-extended', 'sent'],
    ]);
  });

  it('is about the same case: of another one it leaves', async () => {
    const office = await caseOffice();
    await office.hears(news.received({ at: minute(1), caseId: 'k-1' }));
    await office.hears(news.refurbished({ at: minute(2), caseId: 'k-2' }));
    clockAt(nine);
    await office.firesAll();
    expect(await office.left()).toEqual([subjects.received, subjects.refurbished]);
  });

  it('is told of on the timeline, because of its own event, in the reader’s words', async () => {
    const office = await caseOffice();
    const arrival = news.received({ at: minute(1) });
    await office.hears(arrival);
    await office.hears(news.certified({ at: minute(2) }));
    clockAt(nine);
    await office.firesAll();
    const said = office.table.items().find(({ type }) => type === 'notification.suppressed');
    const reason = 'overtaken' as const;
    expect(said).toMatchObject({ cause: { id: arrival.id }, data: { template: 'case-received', reason } });
    const { es, ca, en } = notificationSuppressed.tells({ ...notificationSuppressed.example, reason });
    expect(es).toContain('ya no hacía falta');
    expect(ca).toContain('ja no calia');
    expect(en).toContain('no need for it any more');
  });
});
