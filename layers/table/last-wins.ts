import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb } from '#layers/aws/dynamodb.ts';
import { environment } from '#layers/environment.ts';
import { type Key, type Update, update } from './change.ts';
import { sendUntilSettled } from './conflicts.ts';
import { updateRequest } from './expression.ts';

/**
 * Keeps what happened last, whatever the order in which it is heard. `stamp` is the field that tells when it happened, with
 * the instant: news that is as old as what is kept, or older, changes nothing.
 *
 * It is one conditional update and no transaction, which would cost twice as much: no event goes with it, and sent again after
 * an answer that was lost it finds its own news and does nothing.
 */
export async function lastWins(
  key: Key,
  stamp: { readonly [field: string]: string },
  { set, remove }: Pick<Update, 'set' | 'remove'> = {},
): Promise<void> {
  const news = update(key, { set: { ...set, ...stamp }, remove, when: { below: stamp } });
  try {
    await sendUntilSettled(() => dynamodb.send(new UpdateCommand(updateRequest(news, environment.TABLE))));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
