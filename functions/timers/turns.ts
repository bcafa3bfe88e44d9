/** One of each crowd after the other, each crowd in its order, so that a large one keeps no small one waiting. */
export function inTurns<Each>(crowds: readonly (readonly Each[])[]): Each[] {
  const longest = Math.max(0, ...crowds.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => crowds.flatMap((crowd) => crowd.slice(at, at + 1))).flat();
}
