import { identifierHash } from '#layers/runtime/identifier.ts';
import { type Update, update } from '#layers/table/change.ts';
import { days, type Instant, later, now } from '#layers/time/clock.ts';
import { problem } from './problems.ts';

/** So often a network may ask for a new link in an hour (UTC), whatever the addresses: an office shares one. */
const anHour = 10;

/** So often a network may ask for one address in a day, less than the address is sent: so one stranger cannot use that up. */
const anAddressADay = 2;

/** Counts that a network asks for a new link, for an address where it names one. Fails with `asked-too-often` where it may not. */
export async function mayAsk(brand: string, network: string, address: string | undefined): Promise<Update[]> {
  const pk = `customers#${brand}#network#${await identifierHash(brand, 'network', network)}`;
  const at = now();
  return [
    count(pk, at.slice(0, 13), anHour, at),
    ...(address === undefined ? [] : [count(pk, `${at.slice(0, 10)}#${address}`, anAddressADay, at)]),
  ];
}

const count = (pk: string, span: string, most: number, at: Instant): Update =>
  update(
    { pk, sk: `asked#${span}` },
    {
      add: { times: 1 },
      set: { ttl: Math.ceil(Date.parse(later(at, days(2))) / 1000) },
      when: { below: { times: most } },
      orElse: () => problem('asked-too-often'),
    },
  );
