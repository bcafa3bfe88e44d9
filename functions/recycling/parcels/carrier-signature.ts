import { createHmac, timingSafeEqual } from 'node:crypto';
import { secret } from '#layers/aws/secrets.ts';
import { environment } from '#layers/environment.ts';
import { keyedHash } from '#layers/table/hash.ts';
import { between, instant, minutes, now } from '#layers/time/clock.ts';

/** What the carrier says is taken for so long after it was signed. */
const fresh = minutes(5);

/** The carrier's key of a brand follows from the stage's: nobody keeps it, and one brand's opens no other's door. */
export const carrierKey = (stageKey: string, brand: string): string => keyedHash(stageKey, 'carrier', brand);

/** The header that goes with a body sent at `epoch`. */
export function signature(key: string, epoch: number, body: string): string {
  return `t=${epoch},v1=${createHmac('sha256', key).update(`${epoch}.${body}`).digest('hex')}`;
}

/** Whether the brand's carrier signed this body a moment ago. */
export async function signedByCarrier(brand: string, header: string, body: string): Promise<boolean> {
  const epoch = Number(/^t=(\d{1,15}),v1=[0-9a-f]{64}$/.exec(header)?.[1]);
  if (Number.isNaN(epoch) || Math.abs(between(instant(epoch), now())) > fresh) return false;
  const expected = Buffer.from(signature(carrierKey(await secret(environment.LINK_KEY), brand), epoch, body));
  const given = Buffer.from(header);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
