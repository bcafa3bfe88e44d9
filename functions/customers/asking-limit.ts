import { identifierHash } from '#layers/runtime/identifier.ts';
import type { Update } from '#layers/table/change.ts';
import { counted, type Limit } from '#layers/table/limit.ts';
import { problem } from './problems.ts';

/** So often a network may ask for a new link, whatever the addresses: an office shares one. */
const ofNetwork: readonly Limit[] = [{ most: 10, each: 'hour' }];

/** So often a network may ask for one address, less than the address is sent: so one stranger cannot use that up. */
const ofAddress: readonly Limit[] = [{ most: 2, each: 'day' }];

/** Counts that a network asks for a new link, for an address where it names one. Fails with `asked-too-often` where it may not. */
export async function mayAsk(brand: string, network: string, address: string | undefined): Promise<Update[]> {
  const pk = `customers#${brand}#network#${await identifierHash(brand, 'network', network)}`;
  const refused = () => problem('asked-too-often');
  return [
    ...counted(pk, 'asked', ofNetwork, refused),
    ...(address === undefined ? [] : counted(pk, `asked#${address}`, ofAddress, refused)),
  ];
}
