import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Sessions } from '#layers/published/customers/person.ts';
import type { Item, Key } from '#layers/table/change.ts';
import { CauseChanged } from '#layers/table/commit.ts';
import { type Fingerprint, fingerprintOf, isOf } from '#layers/table/fingerprint.ts';
import { getAll, getSettled } from '#layers/table/read.ts';
import type { Caller } from './caller.ts';
import { type Problem, problem } from './problem.ts';
import type { Once } from './routes.ts';
import { demandSession, type Session } from './session.ts';

/** What freezes a request that may come again: the item that is made when it is carried out, and the fingerprint of its content. */
export interface Frozen extends Fingerprint {
  readonly key: Key;
}

/** What names a request: who sends it where, and what it holds, as it was sent and as it was read, less what is withheld. */
interface Told {
  readonly owner: string;
  readonly caller: Caller;
  readonly routeKey: string;
  readonly sent: unknown;
  readonly body: unknown;
  /** The stage's keys of such hashes. */
  readonly keys: readonly string[];
}

/** What freezes a request, by its `Idempotency-Key` or by the field of its body that stands for one. */
export function frozenBy(once: Once, event: APIGatewayProxyEventV2, told: Told): Frozen {
  return typeof once === 'object' ? frozenByField(once.from, told) : frozenByHeader(event, told);
}

function frozenByHeader(event: APIGatewayProxyEventV2, { sent, keys, ...told }: Told): Frozen {
  const idempotencyKey = event.headers['idempotency-key'] ?? '';
  if (!/^[\x20-\x7e]{1,128}$/.test(idempotencyKey)) throw problem('idempotency-key-missing');
  const { method, path } = event.requestContext.http;
  const content = fingerprintOf({ method, path, query: event.queryStringParameters ?? {}, body: sent }, keys);
  return { key: keyOf(told, content, idempotencyKey), ...content };
}

/** Only what the route reads is content: a provider may add to what it sends when it sends it again. */
function frozenByField(field: string, { body, keys, ...told }: Told): Frozen {
  const content = fingerprintOf(body, keys);
  return { key: keyOf(told, content, (body as Record<string, string>)[field] as string), ...content };
}

function keyOf(
  { owner, caller, routeKey }: Pick<Told, 'owner' | 'caller' | 'routeKey'>,
  { hash }: Fingerprint,
  id: string,
): Key {
  // Strangers share an open route: what one sent must not be had by another who guesses the key.
  const who = caller.role === 'anyone' ? `anyone#${hash}` : `${caller.role}:${caller.id}`;
  return { pk: `${owner}#${caller.brand}#once#${who}#${routeKey}#${id}`, sk: 'once' };
}

/**
 * Answers a request that must happen once, of somebody whose session has not ended: what tells of either is one read. `carryOut` is given what was kept when it was carried out before, where its answer
 * was not. Throws where it came before with another content.
 */
export async function answerOnce(
  once: Once,
  frozen: Frozen,
  session: Session | undefined,
  carryOut: (before: Item | undefined) => Promise<unknown>,
): Promise<unknown> {
  const keepsAnswer = once === true || typeof once === 'object';
  const again = (kept: Item) => (keepsAnswer ? kept.answer : carryOut(kept));
  const keys = session === undefined ? [frozen.key] : [frozen.key, session.key];
  const [kept, person] = await getAll(keys);
  if (session !== undefined) demandSession(session, person as Sessions | undefined);
  if (kept !== undefined && !isOf(kept.hash, frozen)) throw changed(once);
  if (kept !== undefined) return again(kept);
  try {
    return await carryOut(undefined);
  } catch (error) {
    // The same request may have been carried out beside this one: a replay is never a refusal.
    const twin = await getSettled(frozen.key);
    if (twin !== undefined && isOf(twin.hash, frozen)) return again(twin);
    throw error instanceof CauseChanged ? changed(once) : error;
  }
}

const changed = (once: Once): Problem => problem(typeof once === 'object' ? 'id-reused' : 'idempotency-key-reused');
