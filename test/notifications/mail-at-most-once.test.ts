import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Event } from '#events/event.ts';
import { envelopeOf } from '#layers/table/event-item.ts';
import { cuts, endFaults, everyCut, planCuts } from '../world/faults.ts';
import type { Fate } from '../world/process.ts';
import { asIn, asks, earnedBy, emptyMailroom, type Mailroom, mailroom, onlyMails } from './mailroom.ts';

/** Ana, who has had her welcome, as several worlds begin with her. */
const morning = await mailroom();
const [earned, earnedToo] = [earnedBy(morning), earnedBy(morning, 'e-2')];
const evening = await mailroom();
await evening.here.travelTo('23:30');
const beforeNine = await asIn(evening);
await beforeNine.hears(earned);
await beforeNine.here.travelTo('08:59');

/** How a mail comes about: what stands before, and what may be cut off at any moment. */
const ways: Record<string, { begin: (seed?: number) => Promise<Mailroom>; run: (room: Mailroom) => Promise<unknown> }> =
  {
    'a receipt by day': {
      begin: (seed) => asIn(morning, seed),
      run: ({ gathers }) => gathers(earned),
    },
    'two receipts by day, which come to one': {
      begin: (seed) => asIn(morning, seed),
      run: ({ gathers }) => gathers(earned, earnedToo),
    },
    'a welcome': { begin: (seed) => emptyMailroom({ seed }), run: asks },
    'a receipt by night, in the morning': {
      begin: (seed) => asIn(beforeNine, seed),
      run: ({ passesTo }) => passesTo('09:00'),
    },
    'a receipt by night, in the evening and in the morning': {
      begin: (seed) => asIn(evening, seed),
      async run({ hears, passesTo }) {
        await hears(earned);
        await passesTo('09:00');
      },
    },
  };

/** It left at most once; what became of it is said once, and no more than is known. */
function expectSettled({ left, mails, said, timers, dead }: Mailroom): void {
  const [mail, ...others] = mails().filter(({ state }) => state !== 'joined');
  expect(others).toEqual([]);
  if (mail?.state === 'sent') {
    expect([left(), said()]).toEqual([[mail.template], [`${mail.template}: sent`]]);
  } else {
    expect(mail?.state).toBe('unknown');
    expect(left().length).toBeLessThanOrEqual(1);
    expect(said()).toEqual([`${mail?.template}: unknown-outcome`]);
  }
  expect([timers(), dead()]).toEqual([[], []]);
}

/** What led to the mail, as it is heard. */
function causeIn({ items }: Mailroom, way: string): Event {
  const registered = items().find(({ type }) => type === 'customer.registered');
  return way === 'a welcome' && registered !== undefined ? envelopeOf(registered) : earned;
}

describe.each(Object.entries(ways))('%s', (way, { begin, run }) => {
  /** Lets the mail come about while calls end as planned. */
  async function cutOff(plan: Readonly<Record<number, Fate>>, seed?: number) {
    const room = await begin(seed);
    const made = planCuts(room.here.world, plan);
    if (way !== 'a welcome') onlyMails(room);
    await run(room);
    endFaults(room.here.world);
    expectSettled(room);
    return { room, operations: made.operations };
  }

  it('leaves once, and it is said', async () => {
    const { room } = await cutOff({});
    expect(room.left()).toHaveLength(1);
    expect(await room.here.mails(room.to)).toMatchObject([{ to: [room.to] }]);
  });

  it('leaves at most once, whichever call to the outside is the last that the function makes', async () => {
    const { operations } = await cutOff({});
    for (const { call, cut } of everyCut(operations)) {
      const { room } = await cutOff({ [call]: cut });
      const [before, left] = [room.items(), room.left()];
      // The queue may bring it once more.
      await room.hears(causeIn(room, way));
      expect([room.items(), room.left()]).toEqual([before, left]);
    }
  });

  it('does not leave any more once it was given up, wherever the function stood still meanwhile', async () => {
    const { operations } = await cutOff({});
    for (const [before, operation] of operations.entries()) {
      const { room } = await cutOff({ [before + 1]: 'done, then frozen' });
      // After this call it has left, and nobody could know.
      if (operation === 'SendRawEmail') continue;
      const given = room.mails().map(({ state }) => state);
      expect([before + 1, given, room.left().length]).toEqual([before + 1, given, given[0] === 'unknown' ? 0 : 1]);
    }
  });

  it('leaves at most once, whichever two or three calls go wrong', async () => {
    const { operations } = await cutOff({});
    const call = fc.integer({ min: 1, max: operations.length + 4 });
    const plans = fc.array(fc.tuple(call, fc.constantFrom(...cuts, 'done, then frozen' as const)), {
      minLength: 2,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(plans, fc.integer({ min: 1, max: 1_000 }), async (plan, seed) => {
        await cutOff(Object.fromEntries(plan), seed);
      }),
      { numRuns: 25 },
    );
  });
});
