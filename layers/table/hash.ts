import { createHash, createHmac } from 'node:crypto';

/** No message or request of ours is nested so deep. */
const deepest = 100;

/** Somebody sent JSON that is nested too deeply to be anything of ours. */
export class TooDeep extends Error {
  constructor() {
    super(`nested more than ${deepest} deep`);
    this.name = 'TooDeep';
  }
}

/** JSON with sorted keys and no white space: the same value gives the same text, whoever wrote it. Throws `TooDeep`. */
export function canonical(value: unknown, depth = 0): string {
  if (depth > deepest) throw new TooDeep();
  const inner = (each: unknown) => canonical(each, depth + 1);
  if (Array.isArray(value)) return `[${value.map((each) => inner(each ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    fields.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${inner(field)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The base64url SHA-256 of a value's canonical JSON, 43 characters. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('base64url');
}

/** An id of 22 characters (132 bits) that is a pure function of `parts`. */
export function idFrom(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22);
}

/** The same in small letters and digits, 32 of them (128 bits): for names whose capitals somebody may not keep. */
export function smallIdFrom(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}

/** A keyed hash: without the key nobody can try out all card numbers or e-mail addresses. */
export function keyedHash(key: string, ...parts: string[]): string {
  return createHmac('sha256', key).update(parts.join('\n')).digest('base64url').slice(0, 22);
}
