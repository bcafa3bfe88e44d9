/** Where a brand's pages and API are, as the public sees them. */
export function originUrl(brand: string): string {
  const url = (JSON.parse(process.env.ORIGINS ?? '{}') as Record<string, string>)[brand];
  if (url === undefined) throw new Error(`no origin for ${brand}`);
  return url;
}
