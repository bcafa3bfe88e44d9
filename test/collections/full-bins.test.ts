import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import '../support/environment.ts';
import { type Programme, programmes } from '#brands/programmes.ts';
import { create } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { instant } from '#layers/time/clock.ts';
import { noteEmptying, noteFill } from '../../functions/devices/filling.ts';
import type { Message } from '../../functions/devices/message.ts';
import { type Device, deviceKey, statusKey } from '../../functions/devices/registry.ts';
import { noteStatus } from '../../functions/devices/status.ts';
import { origin } from '../support/origins.ts';
import { type BareWorld, bareWorld } from '../world/bare-world.ts';
import { cuts, endFaults, planCuts } from '../world/faults.ts';

const programme = programmes.retorno as Programme;
const device = {
  brand: 'retorno',
  deviceId: 'rvm-0001',
  siteId: 'plaza-mayor',
  organisationId: 'ayuntamiento',
} as Device;
const at = (minute: number) => instant(Date.parse('2026-11-22T00:00:00.000Z') + minute * 60_000);

type Fact = { readonly minute: number } & (
  | { readonly kind: 'status'; readonly fill: number }
  | { readonly kind: 'emptied' }
);

let world: BareWorld;

beforeEach(begin);

async function begin(): Promise<void> {
  world = bareWorld();
  await commit(origin(), { changes: [create({ ...deviceKey('retorno', 'rvm-0001'), ...device })] });
}

async function happen(fact: Fact): Promise<void> {
  const time = at(fact.minute);
  const cause = { id: `${fact.kind}-${fact.minute}`, subject: 'device#rvm-0001', time };
  if (fact.kind === 'emptied') return noteEmptying(origin({ cause }), 'rvm-0001', time);
  return noteFill(origin({ cause }), programme, device, { at: time, fill: fact.fill });
}

/** The minutes at which a bin was said to be full. */
const said = (): number[] =>
  [...world.table.items()]
    .flatMap(({ type, data }) => (type === 'device.full' ? [(data as { fullAt: string }).fullAt] : []))
    .map((fullAt) => (Date.parse(fullAt) - Date.parse(at(0))) / 60_000)
    .sort((a, b) => a - b);

const status = (minute: number, fill = 0.95): Fact => ({ kind: 'status', minute, fill });
const emptied = (minute: number): Fact => ({ kind: 'emptied', minute });

describe('a full bin', () => {
  it.each<[string, Fact[], number[]]>([
    ['is said once until it is emptied', [status(1), status(2), status(3, 1)], [1]],
    ['is not said below the brand’s threshold', [status(1, 0.89), status(2, 0)], []],
    ['is said at the threshold', [status(1, 0.9)], [1]],
    ['is said again once it was emptied', [status(1), emptied(2), status(3), status(4)], [1, 3]],
    ['is not said by a word from before it was emptied', [status(1), emptied(5), status(4)], [1]],
    ['is said at once where it filled up before the emptying was reported', [status(1), status(9), emptied(5)], [1, 9]],
    ['is not said twice where that was said already', [status(9), emptied(5), status(10)], [9]],
    ['is not cleared by a late report of an older emptying', [emptied(5), status(6), emptied(4), status(7)], [6]],
    ['stays said though the sensor jumps back', [status(1), status(2, 0.1), status(3)], [1]],
  ])('%s', async (_, facts, minutes) => {
    for (const fact of facts) await happen(fact);
    expect(said()).toEqual(minutes);
  });

  it('is said once a filling at most, and the last one surely, in whatever order and however often all is heard', async () => {
    const facts = fc.uniqueArray(
      fc.oneof(
        fc.record({
          kind: fc.constant('status' as const),
          minute: fc.nat({ max: 60 }),
          fill: fc.constantFrom(0.2, 0.95),
        }),
        fc.record({ kind: fc.constant('emptied' as const), minute: fc.nat({ max: 60 }) }),
      ),
      { maxLength: 14, selector: ({ minute }) => minute },
    );
    const told = facts.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
    );
    await fc.assert(
      fc.asyncProperty(told, async ([all, order]) => {
        await begin();
        for (const fact of order) await happen(fact);
        const cuts = all.filter(({ kind }) => kind === 'emptied').map(({ minute }) => minute);
        const filling = (minute: number) => cuts.filter((cut) => cut < minute).length;
        const fillings = said().map(filling);
        expect(new Set(fillings).size).toBe(fillings.length);
        const full = all.some(
          (fact) => fact.kind === 'status' && fact.fill > 0.9 && filling(fact.minute) === cuts.length,
        );
        expect(fillings.includes(cuts.length)).toBe(full);
      }),
      { numRuns: 150 },
    );
  });
});

/** A status as the machine sends it: noted, and judged whether it says that the bin is full. */
const told = (minute: number, fill: number) =>
  noteStatus(
    device,
    {
      id: `status-${minute}`,
      at: at(minute),
      sentAt: at(minute),
      hash: `${fill}`,
      content: { type: 'status', data: { fill } },
    } satisfies Message,
    programme,
  );

describe('power cuts', () => {
  it.each<[string, () => Promise<unknown>, () => Promise<unknown>, number[]]>([
    ['a status', async () => {}, () => told(1, 0.95), [1]],
    ['a status after an emptying', () => happen(emptied(1)), () => told(2, 0.95), [2]],
    [
      'an emptying that is told when the bin is full again',
      async () => {
        await told(1, 0.95);
        await told(9, 0.95);
      },
      () => happen(emptied(5)),
      [1, 9],
    ],
  ])('at any call to the table, then another try, have one effect: %s', async (_what, earlier, run, minutes) => {
    await earlier();
    const made = planCuts(world);
    await world.does(run);
    const calls = made.calls();
    expect(calls).toBeGreaterThan(1);
    for (let call = 1; call <= calls; call++) {
      for (const cut of cuts) {
        await begin();
        await earlier();
        planCuts(world, { [call]: cut });
        await world.does(run).catch(() => {});
        endFaults(world);
        await world.does(run);
        expect(said()).toEqual(minutes);
      }
    }
  });

  it('leave the last word of the machine on itself', async () => {
    await told(2, 0.95);
    await told(1, 0.2);
    expect(world.table.at(statusKey('retorno', 'rvm-0001'))).toMatchObject({ fill: 0.95, lastSeen: at(2) });
  });
});
