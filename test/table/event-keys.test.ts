import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import { pointsEarned } from '#events/points/points.earned.ts';
import { envelopeOf, eventItem, eventKey, say } from '#layers/table/event-item.ts';
import { eventHash, heardBy } from '#layers/table/origin.ts';
import { origin } from '../support/origins.ts';

const said = (effect = 'deposit') =>
  say(depositRecorded, { about: 'rvm-0001', effect, data: { ...depositRecorded.example } });

const ids = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const instants = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

describe('the key of an event', () => {
  it('follows from its cause alone: not from when it is recorded, by whose hands, or what was decided', () => {
    fc.assert(
      fc.property(ids, instants, instants, instants, ids, (id, time, recorded, again, actor) => {
        const cause = { id, subject: 'device#rvm-0001', time };
        const first = eventItem(origin({ cause }), said(), recorded);
        const second = eventItem(
          origin({ cause, hash: 'another', actor: { id: actor, role: 'system' } }),
          { ...said(), data: { ...depositRecorded.example, containers: [] } },
          again,
          7,
        );
        expect([second.pk, second.sk, second.id]).toEqual([first.pk, first.sk, first.id]);
        expect(first).toMatchObject({ pk: 'event#retorno#device#rvm-0001', sk: `${time}#${id}#devices#deposit`, time });
      }),
    );
  });

  it('is another for another cause, time, subject, effect, owner or brand', () => {
    const cause = origin().cause;
    const keys = [
      eventKey(origin(), 'device#rvm-0001', 'deposit'),
      eventKey(origin({ cause: { ...cause, id: 'm-2' } }), 'device#rvm-0001', 'deposit'),
      eventKey(origin({ cause: { ...cause, time: '2026-11-22T10:15:00.001Z' } }), 'device#rvm-0001', 'deposit'),
      eventKey(origin(), 'device#rvm-0002', 'deposit'),
      eventKey(origin(), 'device#rvm-0001', 'line:1'),
      eventKey(origin({ owner: 'points' }), 'device#rvm-0001', 'deposit'),
      eventKey(origin({ brand: 'mixsoon' }), 'device#rvm-0001', 'deposit'),
    ];
    expect(new Set(keys.map(({ pk, sk }) => `${pk}\n${sk}`)).size).toBe(keys.length);
  });
});

describe('an event', () => {
  it('has an id of 22 characters, safe anywhere, that follows from its key', () => {
    const ids = [
      eventItem(origin(), said()).id,
      eventItem(origin(), said()).id,
      eventItem(origin(), said('line:1')).id,
    ];
    expect(ids[0]).toMatch(/^[\w-]{22}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('can be said by its owner only', () => {
    expect(() => eventItem(origin({ owner: 'points' }), said())).toThrow('points may not say deposit.recorded');
    const earned = say(pointsEarned, { about: 'c-1', effect: 'containers', data: pointsEarned.example });
    expect(() => eventItem(origin(), earned)).toThrow('devices may not say points.earned');
  });

  it('carries what its schema names and drops everything else, so that nothing personal slips in', () => {
    const data = {
      ...depositRecorded.example,
      email: 'a@example.org',
      containers: [{ material: 'pet', count: 1, grams: 2, by: 'Ana' }],
    };
    const item = eventItem(origin(), { ...said(), data });
    expect(item.data).toEqual({ ...depositRecorded.example, containers: [{ material: 'pet', count: 1, grams: 2 }] });
    expect(JSON.stringify(item)).not.toMatch(/example\.org|Ana/);
  });

  it('cannot be said with data that its schema refuses', () => {
    expect(() => eventItem(origin(), { ...said(), data: { deviceId: 'rvm-0001' } })).toThrow('siteId');
  });

  it('travels without its key and without the hash of its cause', () => {
    const item = eventItem(origin(), said(), '2026-11-22T10:16:00.000Z');
    expect(envelopeOf(item)).toEqual({
      specversion: '1.0',
      id: item.id,
      type: 'deposit.recorded',
      dataschema: 'vuelta:deposit.recorded:1',
      source: 'vuelta/devices',
      subject: 'device#rvm-0001',
      time: '2026-11-22T10:15:00.000Z',
      data: depositRecorded.example,
      brand: 'retorno',
      cause: origin().cause,
      actor: { id: 'rvm-0001', role: 'device' },
      recordedAt: '2026-11-22T10:16:00.000Z',
    });
  });
});

describe('what is done because an event was heard', () => {
  const event = envelopeOf(eventItem(origin(), said(), '2026-11-22T10:16:00.000Z'));

  it('has that event as its cause', () => {
    expect(heardBy('points', event)).toMatchObject({
      owner: 'points',
      brand: 'retorno',
      cause: { id: event.id, subject: event.subject, time: event.time },
      actor: event.actor,
    });
  });

  it('is the same when the event is sent again, and another when it says something else', () => {
    expect(eventHash({ ...event, recordedAt: '2027-01-01T00:00:00.000Z', seq: 3 })).toBe(eventHash(event));
    expect(eventHash({ ...event, data: { ...event.data, siteId: 'elsewhere' } })).not.toBe(eventHash(event));
    expect(eventHash({ ...event, dataschema: 'vuelta:deposit.recorded:2' })).not.toBe(eventHash(event));
  });
});
