/** What one change says of several accounts of a customer: the points of all of them, and all else as the first one says it. */
export function asOneSum<Data extends { readonly points: number }>(each: readonly Data[]): Data {
  const [first] = each;
  if (first === undefined) throw new Error('nothing was said of any account');
  return { ...first, points: each.reduce((sum, { points }) => sum + points, 0) };
}
