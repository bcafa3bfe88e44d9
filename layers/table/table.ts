/** The name of the single table. */
export function table(): string {
  const name = process.env.TABLE;
  if (name === undefined) throw new Error('TABLE is not set');
  return name;
}
