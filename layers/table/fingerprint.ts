import { createHmac } from 'node:crypto';
import { canonical, idFrom } from './hash.ts';

/** What tells a repetition from another content under the same id. */
export interface Fingerprint {
  /** `<key id>.<HMAC>`, as it is kept with what the content led to. */
  readonly hash: string;
  /** The same under the keys that were in force before: what was kept then is known by the key that it names. */
  readonly formerHashes?: readonly string[];
}

/**
 * The fingerprint of what a person or a device sent, by the stage's keys, the one in force first. Without the keys nobody can try
 * out which password, card or code was sent: what is kept of it lies for ever, in items that name nobody.
 */
export function fingerprintOf(content: unknown, [key, ...formerKeys]: readonly string[]): Fingerprint {
  if (!key) throw new Error('there is no key to hash with');
  const text = canonical(content);
  const under = (each: string) =>
    `${idFrom('cause-key', each).slice(0, 6)}.${createHmac('sha256', each).update(text).digest('base64url')}`;
  return { hash: under(key), ...(formerKeys.length > 0 && { formerHashes: formerKeys.map(under) }) };
}

/**
 * Whether a kept hash is of this content. Throws where it names a key that is not among those by which the fingerprint was taken,
 * for then nobody can say.
 */
export function isOf(kept: unknown, { hash, formerHashes = [] }: Fingerprint): boolean {
  const hashes = [hash, ...formerHashes];
  if (hashes.some((each) => each === kept)) return true;
  const keyId = keyIdOf(kept);
  if (keyId !== undefined && keyIdOf(hash) !== undefined && !hashes.some((each) => keyIdOf(each) === keyId))
    throw new Error(`a hash was kept under the key ${keyId}, which is not among the stage’s keys`);
  return false;
}

const keyIdOf = (hash: unknown): string | undefined => /^([\w-]{6})\./.exec(`${hash}`)?.[1];
