import type { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Shelf } from './shelf.ts';

export const free = { ConditionExpression: 'attribute_not_exists(pk)' };
export const held = { ConditionExpression: 'attribute_exists(pk)' };
export const told = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
export const add = (value: unknown) => ({ UpdateExpression: 'ADD n :v', ExpressionAttributeValues: { ':v': value } });

/** Why a transaction was cancelled, item by item; `taken` where it was not. */
export async function reasons(transaction: Promise<unknown>): Promise<unknown> {
  try {
    await transaction;
    return 'taken';
  } catch (error) {
    const { name, CancellationReasons } = error as TransactionCanceledException;
    return name === 'TransactionCanceledException' ? CancellationReasons?.map(({ Code }) => Code) : name;
  }
}

export const whole = (mine: Shelf) => mine.all();
