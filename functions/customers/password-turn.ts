import { replacePassword } from '#layers/aws/cognito.ts';
import type { Sessions } from '#layers/published/customers/person.ts';
import { type Condition, type Key, type OrElse, type Update, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { later, minutes, now, realEpochSeconds } from '#layers/time/clock.ts';
import { problem } from './problems.ts';
import { poolOf, refusedPassword } from './sign-in.ts';

/**
 * So long a turn lasts at most. No function runs for so long: whoever had the turn and did not end it was cut off, and sets no
 * password any more.
 */
const longestTurn = minutes(1);

/** The right to set the password of the account that an item stands for, which one request has at a time. */
export interface Turn {
  readonly key: Key;
  readonly id: string;
}

/**
 * Takes the turn at an item while `when` holds of it. Throws `password-being-chosen` while another request has it, and what
 * `orElse` gives of the item where that is why not.
 */
export async function takeTurn(
  origin: Origin,
  key: Key,
  { when, orElse }: { readonly when: Condition; readonly orElse: OrElse },
): Promise<Turn> {
  const at = now();
  const turn = { key, id: origin.cause.id };
  await commit(origin, {
    changes: [
      update(key, {
        set: { turn: turn.id, turnUntil: later(at, longestTurn) },
        when: { ...when, below: { ...when.below, turnUntil: at } },
        orElse: (stored) => orElse(stored) ?? problem('password-being-chosen'),
      }),
    ],
  });
  return turn;
}

/**
 * Ends the turn, in the transaction of what it was for. Where it is over already nothing of the transaction happens: another
 * request has the turn, or had it.
 */
export const endTurn = ({ key, id }: Turn, set: Update['set'] = {}): Update =>
  update(key, {
    set,
    remove: ['turn', 'turnUntil'],
    when: { equals: { turn: id } },
    orElse: () => problem('password-being-chosen'),
  });

/** What the person's item says once their password was set: no token that was out before is good from now on. */
export const endedSessions = (): Sessions => ({ tokensFrom: realEpochSeconds() });

/**
 * Sets the customer's password in Cognito and signs them out everywhere, for whoever has the turn. Throws `weak-password` where Cognito takes
 * it for that, which ends the turn. After any other error nobody knows whether it was set, and the turn lasts until its time is over.
 */
export async function setPassword(origin: Origin, turn: Turn, customerId: string, password: string): Promise<void> {
  try {
    await replacePassword(poolOf(origin.brand), customerId, password);
  } catch (error) {
    if ((error as Error).name === 'InvalidPasswordException') await commit(origin, { changes: [endTurn(turn)] });
    refusedPassword(error as Error);
  }
}
