/** The clock of a history moves on, and the timers run: as they become due, all at the end, or not at all. */
import type { Wait } from './histories.ts';
import { fired, instant } from './product.ts';
import { ringAll } from './reference.ts';
import { say, type Told } from './stage.ts';
import { bordersOf, type World } from './world.ts';

/** Whether any time passed. */
export async function waited(all: Told, { until, timers }: Wait): Promise<boolean> {
  const { world } = all;
  const target = targetOf(world, until);
  if (target <= world.now) return false;
  if (timers === 'in time') {
    for (let next = await nextDue(all); next !== undefined && next <= target; next = await nextDue(all)) {
      world.now = Math.max(next, world.now);
      await timersRun(all);
    }
  }
  world.now = target;
  await all.place.passTo(world.now);
  if (timers === 'late') await timersRun(all);
  say(
    all,
    `so much later, timers ${timers === 'in time' ? 'have run in time' : timers === 'late' ? 'run now' : 'have not run'}`,
  );
  return true;
}

function targetOf(world: World, until: Wait['until']): number {
  if ('at' in until) return Date.parse(until.at);
  if ('days' in until) return world.now + until.days * 86_400_000;
  if ('minutes' in until) return world.now + until.minutes * 60_000;
  const borders = bordersOf(world);
  return (borders[until.border % Math.max(1, borders.length)] ?? world.now) + until.off;
}

type Due = { readonly visibleAt: string; readonly pk: string; readonly sk: string };

async function due({ place }: Told): Promise<Due[]> {
  const armed = (await place.items()).filter((item) => item.duePk !== undefined) as Due[];
  return armed.sort((a, b) => (a.visibleAt < b.visibleAt ? -1 : 1));
}

async function nextDue(all: Told): Promise<number | undefined> {
  const [first] = await due(all);
  const alarms = all.world.brands.flatMap(({ books }) => books.alarms.map(({ due }) => due));
  const next = Math.min(...alarms, first === undefined ? Number.POSITIVE_INFINITY : Date.parse(first.visibleAt));
  return next === Number.POSITIVE_INFINITY ? undefined : next;
}

/**
 * Everything that is due fires, in order, until nothing is. One after the other, since what one of them arms anew may be due
 * before the next: where a debt is paid, their order decides from which lot.
 */
export async function timersRun(all: Told): Promise<void> {
  const { world, place } = all;
  const letters = place.dead().length;
  await place.passTo(world.now);
  for (let fires = 0; ; fires++) {
    const [timer] = await due(all);
    if (timer === undefined || timer.visibleAt > instant(world.now)) break;
    if (fires > 5000) throw new Error(`this timer does not end: ${JSON.stringify(timer)}`);
    const through = await fired(all, timer);
    if (!through) throw new Error(`the product wants the timer again: ${JSON.stringify(timer)}`);
    const dead = place.dead();
    if (dead.length > letters) throw new Error(`${JSON.stringify(timer)} is dead: ${dead.at(-1)?.reason}`);
  }
  for (const { books } of world.brands) ringAll(books, world.now);
}
