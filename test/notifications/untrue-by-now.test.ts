import { describe, expect, it, jest } from '@jest/globals';
import type * as z from 'zod';
import { type Programme, programmes } from '#brands/programmes.ts';
import type { EventDefinition } from '#events/event.ts';
import { pointsAdjusted } from '#events/points/points.adjusted.ts';
import { pointsExpired } from '#events/points/points.expired.ts';
import { pointsExpiring } from '#events/points/points.expiring.ts';
import { pointsRedeemed } from '#events/points/points.redeemed.ts';
import { pointsReversed } from '#events/points/points.reversed.ts';
import { caseCancelled } from '#events/recycling/case.cancelled.ts';
import { caseExpired } from '#events/recycling/case.expired.ts';
import { caseExtended } from '#events/recycling/case.extended.ts';
import { caseInTransit } from '#events/recycling/case.in-transit.ts';
import { caseReceived } from '#events/recycling/case.received.ts';
import { commit } from '#layers/table/commit.ts';
import { envelopeOf, eventItem, say } from '#layers/table/event-item.ts';
import { origin } from '../support/origins.ts';
import { casesAtNight } from './case-news.ts';
import { asIn, type Mailroom, mailroom } from './mailroom.ts';

const minute = (n: number) => `2026-11-22T22:${String(n).padStart(2, '0')}:00.000Z`;

/** Ana by night, at a brand that takes things back and at one with points, as several worlds begin with her. */
const night = await casesAtNight();
const late = await mailroom();
await late.here.travelTo('23:30');

/** What becomes of something, by its reader's own hand or by somebody who tells them nothing. */
const happens = <Definition extends EventDefinition>(
  { brand, customerId }: Mailroom,
  definition: Definition,
  about: string,
  data: z.infer<Definition['data']>,
  at: string,
) => {
  const { owner, type } = definition;
  const cause = { id: `${type}-${at}`, subject: 'request#ana', time: at };
  const byAna = origin({ brand, owner, cause, hash: at, actor: { id: customerId, role: 'customer' } });
  return commit(byAna, { events: [say(definition, { about, effect: type, data })] });
};

describe('a letter about a return that waits for the morning', () => {
  it.each([
    ['that its label expires', 'expiring', 'the reader called it off themselves', caseCancelled],
    ['that its label expires', 'expiring', 'the parcel set off', caseInTransit],
    ['that its label has expired', 'expired', 'the reader called it off themselves', caseCancelled],
    ['that its label has expired', 'expired', 'the parcel set off', caseInTransit],
    ['that we look at it', 'received', 'it was called off', caseCancelled],
  ] as const)('%s (%s) stays in the drawer when %s', async (_, told, __, definition) => {
    const room = await asIn(night);
    await room.hears(night.news[told]({ at: minute(1) }));
    await happens(room, definition as EventDefinition, 'k-1', { ...definition.example, caseId: 'k-1' }, minute(2));
    await room.passesTo('09:00');
    expect(room.left()).not.toContain(`case-${told}`);
    expect(room.said()).toContain(`case-${told}: overtaken`);
    expect(room.timers()).toEqual([]);
  });

  it.each([
    ['lost', 'received', caseReceived],
    ['expiring', 'extended', caseExtended],
    ['expiring', 'expired', caseExpired],
  ] as const)('(%s) stays in the drawer also where the brand does not tell what came after it (%s)', async (...row) => {
    const [told, untold, definition] = row;
    const { microsmile } = programmes as { microsmile: Programme };
    const silent = { ...microsmile, notices: { [`case-${untold}`]: 'off' as const } };
    const off = jest.replaceProperty(programmes as { microsmile: Programme }, 'microsmile', silent);
    const room = await asIn(night);
    await room.hears(night.news[told]({ at: minute(1) }));
    await happens(room, definition as EventDefinition, 'k-1', { ...definition.example, caseId: 'k-1' }, minute(2));
    await room.passesTo('09:00');
    off.restore();
    expect([room.left(), room.said()]).toEqual([[], [`case-${told}: overtaken`]]);
  });

  it('leaves where that had happened before, or to another return', async () => {
    const room = await asIn(night);
    await room.hears(night.news.expiring({ at: minute(5) }));
    await happens(room, caseInTransit, 'k-1', { ...caseInTransit.example, caseId: 'k-1' }, minute(2));
    await happens(room, caseInTransit, 'k-2', { ...caseInTransit.example, caseId: 'k-2' }, minute(6));
    await room.passesTo('09:00');
    expect(room.left()).toEqual(['case-expiring']);
  });
});

it('a label that is mailed late, for the mail provider was away, stays in the drawer when the return was called off', async () => {
  const room = await asIn(night);
  room.here.world.mail.refusals.push(...Array.from({ length: 8 }, () => 'Throttling'));
  const hearing = room.hears(night.news.label({ at: minute(30) }));
  await happens(room, caseCancelled, 'k-1', { ...caseCancelled.example, caseId: 'k-1' }, minute(31));
  await hearing;
  expect(room.left()).toEqual([]);
  expect(room.said()).toContain('case-label: overtaken');
});

describe('the warning that points expire, which waits for the morning,', () => {
  const lot = '2027-11@Europe/Madrid';
  const other = '2027-10@Europe/Madrid';
  const { accountId: _, ...redeemed } = pointsRedeemed.example;

  /** The subject of the warning that 20 points expire, after what happened overnight; undefined where it stays in the drawer. */
  async function warned(...changes: [EventDefinition, object][]): Promise<string | undefined> {
    const room = await asIn(late);
    const { customerId: accountId, brand } = room;
    const cause = { id: 'w-1', subject: 'timer', time: minute(31) };
    const data = { ...pointsExpiring.example, accountId };
    const said = say(pointsExpiring, { about: accountId, effect: 'warning', data });
    await room.hears(envelopeOf(eventItem(origin({ brand, owner: 'points', cause }), said)));
    for (const [n, [definition, more]] of changes.entries()) {
      await happens(room, definition, accountId, { ...definition.example, ...more, accountId }, minute(32 + n));
    }
    await room.passesTo('09:00');
    expect([room.timers(), room.dead()]).toEqual([[], []]);
    const [mail] = room.left().includes('points-expiring') ? await room.here.mails(room.to) : [];
    expect(room.said()).toEqual([`points-expiring: ${mail === undefined ? 'overtaken' : 'sent'}`]);
    return mail?.subject;
  }

  it('says how many by then: less what was spent and taken, and what came back', async () => {
    expect(await warned()).toContain('20 puntos');
    expect(await warned([pointsRedeemed, { ...redeemed, points: 5, lots: [{ lot, points: 5 }] }])).toContain(
      '15 puntos',
    );
    expect(await warned([pointsReversed, { points: 5, lots: [{ lot, points: 5 }] }])).toContain('25 puntos');
    expect(await warned([pointsReversed, { points: -5, lots: [{ lot, points: 5 }] }])).toContain('15 puntos');
    expect(await warned([pointsAdjusted, { points: -1, lots: [{ lot, points: 1 }] }])).toContain('19 puntos');
  });

  it('is as it was where other points were spent', async () => {
    expect(await warned([pointsRedeemed, { points: 5, lots: [{ lot: other, points: 5 }] }])).toContain('20 puntos');
  });

  it('stays in the drawer where all of them were spent, or have expired', async () => {
    expect(await warned([pointsRedeemed, { points: 20, lots: [{ lot, points: 20 }] }])).toBeUndefined();
    expect(await warned([pointsExpired, { points: 20, lot }])).toBeUndefined();
  });
});
