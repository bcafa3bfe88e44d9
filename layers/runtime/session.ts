import { personKey, type Sessions } from '#layers/published/customers/person.ts';
import type { Key } from '#layers/table/change.ts';
import { get } from '#layers/table/read.ts';
import type { Caller } from './caller.ts';
import { problem } from './problem.ts';

/** Since when somebody has been signed in, and the item that says whether all who were by then have been signed out. */
export interface Session {
  readonly key: Key;
  /** When the token was issued, in seconds since 1970 by the real clock. */
  readonly issuedAt: number;
}

/** The session of a customer; of nobody else do we end sessions. */
export const sessionOf = ({ brand, id, role, issuedAt }: Caller): Session | undefined =>
  role === 'customer' && issuedAt !== undefined ? { key: personKey(brand, id), issuedAt } : undefined;

/**
 * Throws `unauthenticated` where the customer was signed out everywhere after the token was issued. Cognito ends refreshing at
 * once, and a token only with its hour. One of the very second is good: Cognito counts in seconds, and people sign in anew at once.
 */
export function demandSession({ issuedAt }: Session, person: Sessions | undefined): void {
  if (person?.tokensFrom !== undefined && issuedAt < person.tokensFrom) throw problem('unauthenticated');
}

/** The same for a request of which nothing else is read here: a read of its own. */
export async function demandSignedIn(caller: Caller): Promise<void> {
  const session = sessionOf(caller);
  if (session !== undefined) demandSession(session, await get<Sessions>(session.key));
}
