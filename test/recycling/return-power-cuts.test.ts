import { describe, expect, it } from '@jest/globals';
import { cuts } from '../world/faults.ts';
import { type Cut, comesBack, cutsOf, expires, inRuns, labelled, type Path, tell } from './cut-paths.ts';
import { labelFailsForGood, putAside, returning, saidOfCases } from './returning.ts';
import { serialOf } from './returns.ts';

/** Whether every call is cut off in every way, each in a run of its own, as `npm run prove -- returns` asks for. */
const whole = process.env.EVERY_CUT !== undefined;

/** Every call once, the ways in turn, from `first` on; one call of each deed in a run. */
const inTurn = (all: readonly Cut[], first: number): Cut[][] =>
  inRuns(all.filter(({ call, way }) => cuts[(call + first) % cuts.length] === way));

const known = new Map<Path, Promise<Cut[]>>();

/** All cuts of a path, found once. */
function allCutsOf(path: Path): Promise<Cut[]> {
  const found = known.get(path) ?? cutsOf(path);
  known.set(path, found);
  return found;
}

/** Tells a path with each cut of one way. The papers of whose mail nobody knew. */
async function cutOff(path: Path, way: Cut['way'], first: number): Promise<Set<string>> {
  const all = await allCutsOf(path);
  const runs = (whole ? all.map((cut) => [cut]) : inTurn(all, first)).map((run) =>
    run.filter((cut) => cut.way === way),
  );
  const doubts = new Set<string>();
  for (const run of runs.filter(({ length }) => length > 0)) {
    const told = await tell(path, run).catch((error: Error) => {
      error.message = `${JSON.stringify(run)}: ${error.message}`;
      throw error;
    });
    for (const document of told.doubts) doubts.add(document);
  }
  return doubts;
}

describe('a device comes back', () => {
  it('in twelve steps of its machine at most', async () => {
    const { here, id } = await tell(comesBack, []);
    expect((await here.statesOf(id)).length).toBeLessThanOrEqual(12);
    expect((await allCutsOf(comesBack)).length).toBeGreaterThan(60 * cuts.length);
  });

  it.each(cuts)(
    'once, though a call %s',
    async (way) => {
      const doubts = await cutOff(comesBack, way, 0);
      // What was said of the mail, or the mail itself, was cut off in some of them.
      if (whole) expect(doubts).toEqual(new Set(['label', 'certificate']));
    },
    600_000,
  );

  it.each(cuts)(
    'gets a label, once, though a call %s',
    async (way) => {
      const doubts = await cutOff(labelled, way, 2);
      if (whole) expect(doubts).toEqual(new Set(['label']));
    },
    600_000,
  );

  it.each(cuts)(
    'or expires, once, though a call %s',
    async (way) => {
      await cutOff(expires, way, 1);
    },
    600_000,
  );

  it('is an agent’s where a step fails again and again, who has it tried once more', async () => {
    const found = await returning();
    const { here, desk, ana } = found;
    const id = await labelFailsForGood(found, serialOf());
    const shown = await ana.sees(id);
    expect([shown.state, shown.next.who, shown.next.by !== undefined]).toEqual(['in-review', 'us', true]);
    const listed = await desk.listed();
    expect(listed).toEqual([expect.objectContaining({ id: id, attention: 'trouble', trouble: expect.any(String) })]);
    expect((await desk.review(id, 'accept')).body.code).toBe('not-in-review');
    expect((await desk.review(id, 'retry')).status).toBe(200);
    expect((await ana.sees(id)).state).toBe('label-sent');
    expect(saidOfCases(found).filter((type) => type === 'case.label-sent')).toHaveLength(1);
    await ana.cancels(id);
    await here.quiet();
    expect([await here.hasEnded(id), putAside(found)]).toEqual([true, 0]);
  });
});
