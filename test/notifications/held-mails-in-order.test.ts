import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Programme, programmes } from '#brands/programmes.ts';
import { notificationSuppressed } from '#events/notifications/notification.suppressed.ts';
import { namesOf } from '#layers/runtime/names.ts';
import { local } from '../../infra/names.ts';
import { brand, casesAtNight, newsOf } from './case-news.ts';
import { asIn, type Mailroom } from './mailroom.ts';

const nine = '2026-11-23T08:00:00.000Z';
const minute = (n: number) => `2026-11-22T22:${String(n).padStart(2, '0')}:00.000Z`;

/** Ana by night, as several worlds begin with her. */
const night = await casesAtNight();
const { news } = night;
type Told = keyof typeof news;

/** Nothing is held any more, and nothing was put aside. */
const expectDone = ({ timers, dead }: Mailroom) => expect([timers(), dead()]).toEqual([[], []]);

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
  const inOrder = ['received', 'lost', 'refurbished', 'expired', 'cancelled', 'rejected', 'received'].map(
    (each) => `case-${each}`,
  );
  /** All of it is held. */
  async function held(seed?: number): Promise<Mailroom> {
    const room = await asIn(night, seed);
    await room.hears(...cases);
    return room;
  }

  it('leaves in the order of its causes, in whatever order they are heard', async () => {
    const orders = fc.shuffledSubarray(cases, { minLength: cases.length, maxLength: cases.length });
    await fc.assert(
      fc.asyncProperty(orders, fc.integer({ min: 1, max: 1_000 }), async (heard, seed) => {
        const room = await asIn(night, seed);
        for (const event of heard) await room.hears(event);
        expect(room.left()).toEqual([]);
        await room.passesTo('09:00');
        expect(room.left()).toEqual(inOrder);
        expectDone(room);
      }),
      { numRuns: 15 },
    );
  });

  it('reads so', async () => {
    const room = await held();
    await room.passesTo('09:00');
    const subjects = (await room.here.mails(room.to)).map(({ subject }) => subject).reverse();
    expect(subjects).toEqual([
      'Hemos recibido tu paquete',
      'Estamos buscando tu paquete',
      'Tu dispositivo tendrá una segunda vida',
      'Tu etiqueta ha caducado',
      'Hemos anulado tu devolución',
      'No hemos podido aceptar tu devolución',
      'Hemos recibido tu paquete',
    ]);
  });

  it('leaves so where all of it is heard at the same moment, the last of it first', async () => {
    const more = [0, 1, 2].map((n) => news.lost({ at: `2026-11-22T21:0${n}:00.000Z`, caseId: `k-1${n}` }));
    for (let seed = 1; seed <= 5; seed++) {
      const room = await asIn(night, seed);
      await room.hears(...[...more, ...cases].reverse());
      expect([room.timers().length, room.dead()]).toEqual([1, []]);
      await room.passesTo('09:00');
      expect(room.left()).toEqual([...more.map(() => 'case-lost'), ...inOrder]);
    }
  });

  it('waits for one timer, whatever there is of it', async () => {
    const room = await held();
    expect(room.timers()).toMatchObject([{ dueAt: nine, subject: `customer#${room.customerId}` }]);
  });

  it('leaves in that order though its timer comes several times at once', async () => {
    for (let seed = 1; seed <= 5; seed++) {
      const room = await held(seed);
      const [timer] = room.timers();
      await room.here.world.scheduler.passTo(Date.parse(nine));
      for (const _ of [1, 2, 3]) room.fires(timer);
      await room.settles();
      expect(room.left()).toEqual(inOrder);
      expectDone(room);
    }
  });

  it('begins with what happened weeks ago and is heard of last', async () => {
    const room = await asIn(night);
    await room.hears(...cases.slice(0, 2));
    await room.hears(news.refurbished({ at: '2026-10-29T12:00:00.000Z', caseId: 'k-9' }));
    await room.passesTo('09:00');
    expect(room.left()).toEqual(['case-refurbished', 'case-received', 'case-lost']);
  });

  it.each([[[0, 1]], [[1, 0]]])('of one time, has the cause before its effect, heard as %j', async (order) => {
    for (const id of ['a', 'b', 'c', 'd']) {
      const room = await asIn(night);
      const at = minute(1);
      const pair = [
        news.refurbished({ at, caseId: `k-${id}`, cause: id, recordedAt: '2026-11-22T22:01:00.010Z' }),
        news.rejected({ at, caseId: `k-${id}-2`, cause: id, recordedAt: '2026-11-22T22:01:00.090Z' }),
      ] as const;
      for (const n of order) await room.hears(pair[n as 0 | 1]);
      await room.passesTo('09:00');
      expect(room.left()).toEqual(['case-refurbished', 'case-rejected']);
    }
  });

  it('leaves whole though it is thirty letters', async () => {
    const room = await asIn(night);
    const thirty = Array.from({ length: 30 }, (_, n) =>
      n % 2 ? news.lost({ at: minute(n), caseId: `k-${n}` }) : news.received({ at: minute(n), caseId: `k-${n}` }),
    );
    await room.hears(...thirty.reverse());
    let fired = 0;
    room.here.world.scheduler.onTurn = (line) => {
      if (line.includes(`${local.queueName('notifications', 'timers')} delivers`)) fired += 1;
    };
    await room.passesTo('09:00');
    expect(fired).toBeGreaterThan(1);
    expect(room.left()).toEqual(thirty.map((_, n) => (n % 2 ? 'case-lost' : 'case-received')));
    expectDone(room);
    expect(room.mails().every(({ state }) => state === 'sent')).toBe(true);
  });

  it('waits for nobody else: each has a morning of their own', async () => {
    const room = await casesAtNight();
    const { here } = room;
    const berta = await here.registers(brand, 'berta', 'Berta');
    await (await here.as(berta)).send('PATCH', '/api/customers/me', { zone: 'Atlantic/Canary' });
    await room.hears(
      room.news.received({ at: minute(1) }),
      newsOf(berta.customerId).lost({ at: minute(2), caseId: 'k-2' }),
    );
    const newest = async (to: string) => (await here.mails(to))[0]?.subject;
    const [received, lost] = ['Hemos recibido tu paquete', 'Estamos buscando tu paquete'];
    await room.passesTo('09:00');
    expect([await newest(room.to), await newest(berta.email)]).toEqual([received, expect.not.stringContaining(lost)]);
    expect(room.mails(berta.customerId)).toContainEqual(expect.objectContaining({ state: 'held' }));
    await room.passesTo('10:00');
    expect([await newest(room.to), await newest(berta.email)]).toEqual([received, lost]);
    expect(room.timers()).toEqual([]);
  });
});

describe('who moved while letters were held', () => {
  const west = 'Atlantic/Canary';

  /** Ana by night, who tells where she lives. */
  async function atNight() {
    const room = await casesAtNight();
    const ana = await room.signsIn();
    const moves = (zone: string) => ana.send('PATCH', '/api/customers/me', { zone });
    return { ...room, moves };
  }

  it('is not woken by the clocks of the old place', async () => {
    const room = await atNight();
    await room.hears(room.news.received({ at: minute(1) }));
    await room.moves(west);
    await room.passesTo('09:00');
    expect(room.left()).toEqual([]);
    await room.passesTo('10:00');
    expect(room.left()).toEqual(['case-received']);
  });

  it('gets what comes by day after what was held, and soon', async () => {
    const room = await atNight();
    await room.moves(west);
    await room.passesTo('08:30');
    await room.hears(room.news.received({ at: '2026-11-23T07:29:00.000Z' }));
    await room.moves('Europe/Madrid');
    await room.passesTo('09:10');
    expect(room.left()).toEqual([]);
    await room.hears(room.news.lost({ at: '2026-11-23T08:09:00.000Z', caseId: 'k-2' }));
    await room.settles();
    expect(room.left()).toEqual(['case-received', 'case-lost']);
    expect((await room.here.now()) < '2026-11-23T08:15:00.000Z').toBe(true);
    expect(room.timers()).toEqual([]);
  });

  it('gets at once what comes when nothing is held any more', async () => {
    const room = await asIn(night);
    await room.hears(news.received({ at: minute(1) }));
    await room.passesTo('09:00');
    await room.hears(news.lost({ at: await room.here.now(), caseId: 'k-2' }));
    expect(room.left()).toEqual(['case-received', 'case-lost']);
    expect(room.timers()).toEqual([]);
  });
});

describe('a letter that a later one has overtaken', () => {
  const named = (template = '') => template.replace('case-', '') as Told;

  /** What leaves of all that is told of one case by night, and what is left out. */
  async function overnight(...told: Told[]): Promise<{ left: Told[]; overtaken: Told[] }> {
    const room = await asIn(night);
    for (const [n, what] of told.entries()) await room.hears(news[what]({ at: minute(n) }));
    await room.passesTo('09:00');
    expectDone(room);
    const overtaken = room.said().flatMap((said) => (said.endsWith(': overtaken') ? named(said.split(':')[0]) : []));
    return { left: room.left().map(named), overtaken: overtaken.sort() };
  }

  it.each<[string, Told[], Told[]]>([
    ['that it arrived, when it is recycled', ['received', 'certificate'], ['certificate']],
    ['that it arrived, when it gets a second life', ['received', 'refurbished'], ['refurbished']],
    ['that it arrived, when it goes back', ['received', 'rejected'], ['rejected']],
    ['that we look at it, when the return is called off', ['received', 'cancelled'], ['cancelled']],
    ['that we look for it, when it arrived', ['lost', 'received'], ['received']],
    ['that we look for it, when it is not found', ['lost', 'given-up'], ['given-up']],
    ['that its label expires, when it has', ['expiring', 'expired'], ['expired']],
    ['that its label expires, when the parcel is there', ['expiring', 'received'], ['received']],
    ['that its label expires, when the return is called off', ['expiring', 'cancelled'], ['cancelled']],
    ['that its label expired, when the parcel is there', ['expired', 'received'], ['received']],
    ['all before the last', ['expiring', 'expired', 'lost', 'received', 'certificate'], ['certificate']],
  ])('is left out: %s', async (_, told, left) => {
    const gone = told.filter((each) => !left.includes(each));
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
    const room = await asIn(night);
    await room.hears(news.expiring({ at: minute(1) }));
    await room.hears(news.extended({ at: minute(2) }));
    const atNight = room.left();
    expect(atNight).toHaveLength(1);
    await room.passesTo('09:00');
    expect(room.left()).toEqual(atNight);
    expect(room.mails().map(({ template, state }) => [template, state])).toEqual([
      ['case-expiring', 'suppressed'],
      ['case-extended', 'sent'],
    ]);
  });

  it('is about the same case: of another one it leaves', async () => {
    const room = await asIn(night);
    await room.hears(news.received({ at: minute(1), caseId: 'k-1' }));
    await room.hears(news.refurbished({ at: minute(2), caseId: 'k-2' }));
    await room.passesTo('09:00');
    expect(room.left()).toEqual(['case-received', 'case-refurbished']);
  });

  it('is told of on the timeline, because of its own event, in the reader’s words', async () => {
    const room = await asIn(night);
    const arrival = news.received({ at: minute(1) });
    await room.hears(arrival);
    await room.hears(news.certificate({ at: minute(2) }));
    await room.passesTo('09:00');
    const said = room.saidOfMails().find(({ type }) => type === 'notification.suppressed');
    const reason = 'overtaken' as const;
    expect(said).toMatchObject({ cause: { id: arrival.id }, data: { template: 'case-received', reason } });
    const names = namesOf(programmes.microsmile as Programme, 'Europe/Madrid');
    expect(notificationSuppressed.tells({ ...notificationSuppressed.example, reason }, names)).toEqual({
      es: expect.stringContaining('ya no hacía falta'),
      ca: expect.stringContaining('ja no calia'),
      en: expect.stringContaining('no need for it any more'),
    });
  });
});
