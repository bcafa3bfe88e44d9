/**
 * How a call to the outside may end for the one who makes it. A process that dies hears nothing any more, and nobody hears of
 * it; one that lives gets an error, whether the call was carried out or not.
 */
export const cuts = ['dies before', 'dies after', 'fails', 'is carried out and times out'] as const;
export type Cut = (typeof cuts)[number];

let planned: ReadonlyMap<number, Cut | Error> = new Map();
let calls = 0;
let die: () => void = () => {};

/** From now on the n-th call ends as planned, or with an error of its own; all others are carried out and answered. */
export function planCuts(plan: Iterable<readonly [number, Cut | Error]> = []): void {
  planned = new Map(plan);
  interruption = undefined;
  calls = 0;
}

let interruption: { readonly before: number; readonly work: () => Promise<unknown> } | undefined;

/** Before the n-th call from now on is carried out, all of `work` happens. */
export function planMeanwhile(before: number, work: () => Promise<unknown>): void {
  planCuts();
  interruption = { before, work };
}

/** How many calls were made since the plan. */
export const callsMade = (): number => calls;

/** Every call that a fake of the outside carries out goes through here. */
export async function outside<T>(carryOut: () => T | Promise<T>): Promise<T> {
  const cut = planned.get(++calls);
  if (interruption?.before === calls) {
    const { work } = interruption;
    interruption = undefined;
    await work();
  }
  if (cut instanceof Error) throw cut;
  switch (cut) {
    case undefined:
      return carryOut();
    case 'dies before':
      die();
      return new Promise(() => {});
    case 'dies after':
      await carryOut();
      die();
      return new Promise(() => {});
    case 'fails':
      throw Object.assign(new Error('planned: it failed'), { name: 'InternalServerError' });
    case 'is carried out and times out':
      await carryOut();
      throw Object.assign(new Error('planned: it timed out'), { name: 'TimeoutError' });
  }
}

/** What `work` gives, or undefined where the process dies over it. */
export function unlessItDies<T>(work: () => Promise<T>): Promise<T | undefined> {
  const death = new Promise<undefined>((resolve) => {
    die = () => resolve(undefined);
  });
  return Promise.race([work(), death]);
}
