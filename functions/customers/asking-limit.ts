import { environment } from '#layers/environment.ts';
import { identifierHash } from '#layers/runtime/identifier.ts';
import type { Update } from '#layers/table/change.ts';
import { counted, type Limit } from '#layers/table/limit.ts';
import { problem } from './problems.ts';

/** So often a network may ask for a new link, whatever the addresses: an office shares one. */
const ofNetwork: readonly Limit[] = [{ most: 10, each: 'hour' }];

/** So often a network may ask for one address, less than the address is sent: so one stranger cannot use that up. */
const ofAddress: readonly Limit[] = [{ most: 2, each: 'day' }];

const networkPartition = async (brand: string, network: string): Promise<string> =>
  `customers#${brand}#network#${await identifierHash(brand, 'network', network)}`;

/**
 * Counts that somebody registers from a network, as many a day as in three hours. Fails with `registered-too-often` where nobody
 * more may: each of them is sent a mail, and whoever invents addresses would have us mail strangers.
 */
export async function mayRegister(brand: string, network: string): Promise<Update[]> {
  const most = environment.REGISTRATIONS_PER_HOUR;
  const limits: readonly Limit[] = [
    { most, each: 'hour' },
    { most: 3 * most, each: 'day' },
  ];
  return counted(await networkPartition(brand, network), 'registered', limits, () => problem('registered-too-often'));
}

/** Counts that a network asks for a new link, for an address where it names one. Fails with `asked-too-often` where it may not. */
export async function mayAsk(brand: string, network: string, address: string | undefined): Promise<Update[]> {
  const pk = await networkPartition(brand, network);
  const refused = () => problem('asked-too-often');
  return [
    ...counted(pk, 'asked', ofNetwork, refused),
    ...(address === undefined ? [] : counted(pk, `asked#${address}`, ofAddress, refused)),
  ];
}
