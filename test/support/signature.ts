import { createHmac } from 'node:crypto';

/** The header by which somebody signs a body by their keys at an instant, as Stripe's documentation has it. */
export function signatureBy(keys: readonly string[], at: string, body: string | Buffer): Record<string, string> {
  const seconds = Math.floor(Date.parse(at) / 1_000);
  const hex = (key: string) =>
    createHmac('sha256', key)
      .update(Buffer.concat([Buffer.from(`${seconds}.`), Buffer.from(body)]))
      .digest('hex');
  return { 'vuelta-signature': [`t=${seconds}`, ...keys.map((key) => `v1=${hex(key)}`)].join(',') };
}
