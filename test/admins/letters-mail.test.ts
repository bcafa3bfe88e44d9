import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { brandOf, type Letter, lettersByBrand, lettersMail } from '../../functions/admins/letters.ts';

const devices = 'vuelta-prod-devices-messages-dead';

const letter = (code: string, reason: string, queue = devices, brand?: string): Letter => ({
  ...{ id: `m-${reason}`, queue, code, reason },
  ...(brand && { brand }),
});

describe('the mail of dead letters', () => {
  it('says how many lie where, how often for which reason with an example, and what to do', () => {
    const { subject, text } = lettersMail(
      [
        letter('wrong-clock', 'sentAt is 900 s off'),
        letter('gave-up', 'failed 7 times', 'vuelta-prod-points-events-dead'),
        letter('bad-body', 'items: too small'),
        letter('wrong-clock', 'sentAt is -301 s off'),
      ],
      'prod',
    );
    expect(subject).toBe('[Vuelta] 4 messages were put aside');
    expect(text).toContain(
      `In ${devices} there are messages that devices could not handle:\n- wrong-clock (2): sentAt`,
    );
    expect(text).toMatch(/^- bad-body \(1\): items: too small$/m);
    expect(text).toContain('events that points could not handle:\n- gave-up (1): failed 7 times\nSee which and why');
    expect(text).toContain('npm run ops -- dead-letters devices');
    expect(text).not.toContain('-301');
    expect(lettersMail([letter('bad-body', 'why')], 'prod').subject).toBe('[Vuelta] a message was put aside');
  });

  it.each([
    ['rules', 'events that the bus could not deliver', 'npm run ops -- republish'],
    ['outbox', 'could not be published', 'npm run ops -- republish'],
    ['points-timers', 'timers that points could not handle', 'npm run ops -- dead-letters points'],
  ])('says of %s what lies there and what to do', (name, holds, remedy) => {
    const { text } = lettersMail([letter('gave-up', 'why', `vuelta-test-two-${name}-dead`)], 'test-two');
    expect(text).toContain(holds);
    expect(text).toContain(remedy);
  });

  it('counts each message under one reason, whatever the reasons are called', () => {
    const letters = fc.array(
      fc.record({
        code: fc.constantFrom('bad-body', 'gave-up', 'constructor', '__proto__'),
        queue: fc.constantFrom(devices, 'vuelta-prod-rules-dead'),
        reason: fc.constant('why'),
        id: fc.constant('m-1'),
      }),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(letters, (letters) => {
        const counts = [...lettersMail(letters, 'prod').text.matchAll(/^- (\S+) \((\d+)\): why$/gm)];
        expect(counts.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(letters.length);
        expect(new Set(counts.map(([, code]) => code))).toEqual(new Set(letters.map(({ code }) => code)));
      }),
    );
  });
});

describe('a message that was put aside', () => {
  it.each([
    ['a device’s', { topic: 'vuelta/retorno/devices/rvm-0001/deposit', body: 'e30=' }],
    ['an event’s', { source: 'vuelta/devices', detail: { type: 'deposit.recorded', brand: 'retorno' } }],
    ['a timer’s', { pk: 'timer#notifications#retorno#customer#c-1', owner: 'notifications', brand: 'retorno' }],
  ])('tells its brand where it is %s', (_, message) => {
    expect(brandOf(JSON.stringify(message))).toBe('retorno');
  });

  it('tells none where there is none', () => {
    for (const body of ['', '{', 'null', '[]', '{}', '{"topic":7}', '{"topic":"vuelta"}', '{"detail":null}']) {
      expect(brandOf(body)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        expect(() => brandOf(body)).not.toThrow();
      }),
    );
  });

  it('is told to its brand alone, and to all where it is of none that there is', () => {
    const own = letter('bad-body', 'own', devices, 'retorno');
    const nobodys = letter('bad-body', 'nobody’s');
    const strange = letter('bad-body', 'strange', devices, 'a brand of before');
    expect([...lettersByBrand([own, nobodys, strange], ['retorno', 'mixsoon'])]).toEqual([
      ['retorno', [own, nobodys, strange]],
      ['mixsoon', [nobodys, strange]],
    ]);
  });
});
