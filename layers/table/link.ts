import { between, days, type Instant, later, now } from '#layers/time/clock.ts';
import { type Change, create, type Key } from './change.ts';
import { idFrom } from './hash.ts';
import { randomToken } from './random-token.ts';
import { get } from './read.ts';

/** What a link in a mail is for. It opens nothing else. */
export interface LinkPurpose {
  /** The capability whose route serves it. */
  readonly owner: string;
  readonly purpose: string;
}

/** A link as it is stored: only who holds the mail knows its token. */
export interface Link {
  readonly key: Key;
  readonly subject: string;
  readonly expiresAt: Instant;
  /** Its time is over: it opens nothing any more, and who follows it can be told so. */
  readonly isOver: boolean;
}

/** So long a link is still known after its time. */
const known = days(30);

/** All links that a capability serves, as a pattern of their partitions. */
export const linksOf = (owner: string): string => `link#${owner}#*`;

const linkKey = ({ owner, purpose }: LinkPurpose, brand: string, token: string): Key => ({
  pk: `link#${owner}#${brand}#${idFrom(token)}`,
  sk: purpose,
});

/** A new random token of 128 bits, and the change that stores its hash. */
export function mintLink(
  purpose: LinkPurpose,
  link: { brand: string; subject: string; expiresAt: Instant },
): { token: string; change: Change } {
  const token = randomToken(16);
  const { subject, expiresAt } = link;
  const ttl = Math.ceil(Date.parse(later(expiresAt, known)) / 1000);
  return { token, change: create({ ...linkKey(purpose, link.brand, token), subject, expiresAt, ttl }) };
}

/** The link of a token, if there is one. */
export async function linkOf(purpose: LinkPurpose, brand: string, token: string): Promise<Link | undefined> {
  const key = linkKey(purpose, brand, token);
  const item = await get<Omit<Link, 'key' | 'isOver'>>(key);
  if (item === undefined) return undefined;
  const { subject, expiresAt } = item;
  return { key, subject, expiresAt, isOver: between(now(), expiresAt) <= 0 };
}
