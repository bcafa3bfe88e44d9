import { environment } from '#layers/environment.ts';

/** Where a brand's pages and API are, as the public sees them. */
export function originUrl(brand: string): string {
  const url = environment.ORIGINS[brand];
  if (url === undefined) throw new Error(`no origin for ${brand}`);
  return url;
}
