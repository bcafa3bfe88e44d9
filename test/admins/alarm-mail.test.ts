import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Alarm, alarmMail, brandOf, deadLetterQueue } from '../../functions/admins/alarm.ts';

const alarm: Alarm = {
  AlarmName: 'vuelta-points-events-dead',
  AlarmDescription: 'Messages lie in the dead-letter queue of points',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold crossed: 1 datapoint [3.0]',
  StateChangeTime: '2026-11-22T10:20:00.000+0000',
};

describe('the mail of an alarm', () => {
  it('says what happened, how often for which reason with an example, and since when', () => {
    const { subject, text } = alarmMail(alarm, [
      { code: 'wrong-clock', reason: 'sentAt is 900 s off' },
      { code: 'bad-body', reason: 'items: too small' },
      { code: 'wrong-clock', reason: 'sentAt is -301 s off' },
    ]);
    expect(subject).toBe('[Vuelta] vuelta-points-events-dead');
    expect(text).toContain('Messages lie in the dead-letter queue of points');
    expect(text).toContain('Among the first 3 messages');
    expect(text).toMatch(/^- wrong-clock \(2\): sentAt is 900 s off$/m);
    expect(text).toMatch(/^- bad-body \(1\): items: too small$/m);
    expect(text).toContain('since 2026-11-22T10:20:00.000+0000');
    expect(text).not.toContain('-301');
  });

  it('counts each message under one reason, whatever the reasons are called', () => {
    const letters = fc.array(
      fc.record({
        code: fc.constantFrom('bad-body', 'gave-up', 'constructor', '__proto__'),
        reason: fc.constant('why'),
      }),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(letters, (letters) => {
        const counts = [...alarmMail(alarm, letters).text.matchAll(/^- (\S+) \((\d+)\): why$/gm)];
        expect(counts.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(letters.length);
        expect(new Set(counts.map(([, code]) => code))).toEqual(new Set(letters.map(({ code }) => code)));
      }),
    );
  });

  it('of something else than dead letters speaks of no messages, and gives the reason where there is no description', () => {
    for (const AlarmDescription of [undefined, null, '']) {
      const { text } = alarmMail({ ...alarm, AlarmName: 'outbox-late', AlarmDescription }, []);
      expect(text).toContain('Threshold crossed');
      expect(text).not.toContain('messages put aside');
    }
  });

  it('looks into a queue only where the alarm is about one', () => {
    expect(deadLetterQueue(alarm)).toBe('vuelta-points-events-dead');
    expect(deadLetterQueue({ ...alarm, AlarmName: 'outbox-late' })).toBeUndefined();
  });

  it('is read from what CloudWatch sends, with or without a description', () => {
    const { AlarmDescription: _none, ...without } = alarm;
    expect(Alarm.parse({ ...alarm, AWSAccountId: '1', Trigger: {} })).toEqual(alarm);
    expect(Alarm.parse(without)).toEqual(without);
    expect(Alarm.safeParse({ ...alarm, NewStateValue: 'BROKEN' }).success).toBe(false);
  });
});

describe('the brand of a message that was put aside', () => {
  it.each([
    ['a device’s', { topic: 'vuelta/retorno/devices/rvm-0001/deposit', body: 'e30=' }],
    ['an event’s', { source: 'vuelta/devices', detail: { type: 'deposit.recorded', brand: 'retorno' } }],
    ['a timer’s', { pk: 'timer#notifications#retorno#customer#c-1', owner: 'notifications', brand: 'retorno' }],
  ])('is found in %s', (_, message) => {
    expect(brandOf(JSON.stringify(message))).toBe('retorno');
  });

  it('is not made up where there is none', () => {
    for (const body of ['', '{', 'null', '[]', '{}', '{"topic":7}', '{"topic":"vuelta"}', '{"detail":null}']) {
      expect(brandOf(body)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(() => brandOf(body)).not.toThrow();
      }),
    );
  });
});
