import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Programme } from '#brands/programmes.ts';
import { between, instant, minutes, now } from '#layers/time/clock.ts';

/** The header in which a provider signs what it sends: `t=<seconds since 1970>,v1=<signature>`, the scheme of Stripe's webhooks. */
export const signatureHeader = 'vuelta-signature';

/** The keys by which a provider may sign at a brand: one, and two while it goes over from one to the next. */
export type KeysOf = (programme: Programme) => Promise<readonly string[]>;

/** A signature is taken for so long after it was made, and so long before, as clocks differ. */
const fresh = minutes(5);

/**
 * Whether a header holds a fresh signature of these very bytes by one of the keys. A header may hold several signatures, and
 * parts of other names, which count for nothing; of its `t` there is one.
 */
export function isSigned(header: string, body: Uint8Array, keys: readonly string[]): boolean {
  const parts = header.split(',').map((part) => part.trim());
  const named = (name: string) =>
    parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
  const [time = '', ...times] = named('t');
  if (!/^\d{1,11}$/.test(time) || times.length > 0) return false;
  if (Math.abs(between(instant(Number(time) * 1_000), now())) > fresh) return false;
  const given = named('v1').filter((hex) => /^[0-9a-f]{64}$/.test(hex));
  return keys.some((key) => {
    const expected = createHmac('sha256', key).update(`${time}.`).update(body).digest();
    return given.some((hex) => timingSafeEqual(Buffer.from(hex, 'hex'), expected));
  });
}
