import { describe, expect, it } from '@jest/globals';
import { cases } from './conformance/cases.ts';
import { worldSide } from './conformance/world-side.ts';

/** A world does now and then what AWS does now and then, as its seed says: what AWS promises holds under each. */
const seeds = [1, 2];

describe.each(Object.entries(cases))('in the world, %s', (_about, all) => {
  it.each(all.map((each) => [each.name, each] as const))('%s', async (_name, { act, gives }) => {
    for (const seed of seeds) expect(await act(worldSide(seed))).toEqual(gives);
  });
});
