import { describe, expect, it } from '@jest/globals';
import { cuts, endFaults, planCuts } from '../world/faults.ts';
import { commandsOnOrders } from './commands-on-orders.ts';
import { commandsOnPoints } from './commands-on-points.ts';
import { expectBalanced, freshWorld, standingAfter, world } from './ledger-commands.ts';

describe.each(Object.entries({ ...commandsOnPoints, ...commandsOnOrders }))(
  '%s',
  (_command, { before, run, leaves, also }) => {
    async function expectOneEffect(): Promise<void> {
      await world.scheduler.quiet();
      expectBalanced(leaves);
      await also?.();
    }

    it('has one effect, whichever call to the table is cut off in whichever way, and then tried again', async () => {
      const beginning = await standingAfter(before);
      const made = planCuts(world);
      await world.runs(run);
      const calls = made.calls();
      expect(calls).toBeGreaterThan(0);
      endFaults(world);
      await expectOneEffect();
      for (let at = 1; at <= calls; at++) {
        for (const [kind, cut] of cuts.entries()) {
          freshWorld(at * cuts.length + kind, beginning);
          planCuts(world, { [at]: cut });
          await world.runs(run).catch(() => {});
          endFaults(world);
          // A request that was carried out is answered from what was kept of it; here its handler runs again, and is refused.
          await world
            .runs(run)
            .catch((error: Error) =>
              expect(error.message).toMatch(
                /^(redemption-closed|reward-out-of-stock|adjustment-closed|not-enough-points)$/,
              ),
            );
          await expectOneEffect();
        }
      }
    });

    it('has one effect when it happens five times at once, in whichever order the seed has their calls take turns', async () => {
      const beginning = await standingAfter(before);
      for (let seed = 1; seed <= 3; seed++) {
        freshWorld(seed, beginning);
        await Promise.allSettled(Array.from({ length: 5 }, () => world.runs(run)));
        await world.runs(run).catch(() => {});
        await expectOneEffect();
      }
    });
  },
);
