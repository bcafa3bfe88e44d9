import { beforeAll, describe, expect, it } from '@jest/globals';

process.env.BRANDS_DIR ??= new URL('../../node_modules/.cache/vuelta/brands', import.meta.url).pathname;
const { liveDay } = await import('./outages/day.ts');

describe('a day of all brands', () => {
  let calm: Awaited<ReturnType<typeof liveDay>>;
  beforeAll(async () => {
    calm = await liveDay({ seed: 1 });
  });

  it('comes to what it must while every service answers', () => {
    console.log(calm);
    expect(calm.broken).toEqual([]);
  });

  it.each(['mail'] as const)('in which the %s is out for half an hour comes to the same', async (out) => {
    const lived = await liveDay({ seed: 1, out });
    expect(lived.broken).toEqual([]);
    expect(lived.outcome).toEqual(calm.outcome);
  });
});
