import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { causesFirst, type Kept } from '#events/causes-first.ts';
import { depositRecorded } from '#events/devices/deposit.recorded.ts';
import { envelopeOf, eventItem, say } from '#layers/table/event-item.ts';
import { origin } from '../support/origins.ts';

const time = '2026-11-22T10:15:00.000Z';

/** An event of one instant, because of another or of nothing in the list. */
function kept(about: string, because: Kept | undefined, seq: number): Kept {
  const cause = because ? { id: because.event.id, subject: because.event.subject, time } : undefined;
  const from = origin({ cause: cause ?? { id: `m-${about}`, subject: 'device#rvm-0001', time } });
  const said = say(depositRecorded, { about, effect: `part:${9 - seq}`, data: depositRecorded.example });
  const item = eventItem(from, said, time, seq);
  return { pk: item.pk, sk: item.sk, event: envelopeOf(item) };
}

it('whatever led to what, a cause stands before its effect and a transaction in its own order', () => {
  const chains = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(chains, fc.integer(), (chain, salt) => {
      const changes: Kept[][] = [];
      for (const [n, [back, parts]] of chain.entries()) {
        const because = back === 0 ? undefined : changes[n - 1 - (back % Math.max(1, n))]?.at(-1);
        changes.push(Array.from({ length: parts }, (_, seq) => kept(`${salt}-${n}`, because, seq)));
      }
      const shuffled = changes.flat().sort((a, b) => (a.event.id < b.event.id ? -1 : 1));
      const sorted = causesFirst(shuffled).map(({ event }) => event.id);
      expect(sorted).toHaveLength(shuffled.length);
      for (const change of changes) {
        const places = change.map(({ event }) => sorted.indexOf(event.id));
        expect(places).toEqual([...places].sort((a, b) => a - b));
        const causeAt = sorted.indexOf(change[0]?.event.cause.id ?? '');
        expect(causeAt).toBeLessThan(places[0] as number);
      }
    }),
  );
});
