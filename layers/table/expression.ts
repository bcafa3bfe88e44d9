import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Change, Condition, Update } from './change.ts';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** The request of one change inside a transaction. A create always asks that its key be free. */
export function transactItem(change: Change, table: string): TransactItem {
  const returned = { TableName: table, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
  switch (change.kind) {
    case 'create':
      return { Put: { ...returned, Item: change.item, ConditionExpression: 'attribute_not_exists(pk)' } };
    case 'update':
      return { Update: { ...returned, ...updateRequest(change, table) } };
    case 'remove': {
      const words = new Placeholders();
      const guard = conditionExpression(change.when, words);
      return { Delete: { ...returned, Key: change.key, ...guard, ...words.used() } };
    }
  }
}

/** The request of an update by itself. */
export function updateRequest(change: Update, TableName: string) {
  const words = new Placeholders();
  const UpdateExpression = updateExpression(change, words);
  const guard = conditionExpression(change.when, words);
  return { TableName, Key: change.key, UpdateExpression, ...guard, ...words.used() };
}

function updateExpression({ set = {}, add = {}, remove = [] }: Update, words: Placeholders): string {
  const sets = Object.entries(set).filter(([, value]) => value !== undefined);
  return [
    clause(
      'SET',
      sets.map(([field, value]) => `${words.name(field)} = ${words.value(value)}`),
    ),
    clause(
      'ADD',
      Object.entries(add).map(([field, value]) => `${words.name(field)} ${words.value(value)}`),
    ),
    clause(
      'REMOVE',
      remove.map((field) => words.name(field)),
    ),
  ]
    .filter(Boolean)
    .join(' ');
}

const clause = (verb: string, parts: string[]) => (parts.length === 0 ? '' : `${verb} ${parts.join(', ')}`);

function conditionExpression(when: Condition | undefined, words: Placeholders): { ConditionExpression?: string } {
  const { exists = [], absent = [], equals = {}, atLeast = {}, below = {} } = when ?? {};
  const parts = [
    ...exists.map((field) => `attribute_exists(${words.name(field)})`),
    ...absent.map((field) => `attribute_not_exists(${words.name(field)})`),
    ...Object.entries(equals).map(([field, value]) => `${words.name(field)} = ${words.value(value)}`),
    ...Object.entries(atLeast).map(([field, value]) => `${words.name(field)} >= ${words.value(value)}`),
    ...Object.entries(below).map(
      ([field, value]) =>
        `(attribute_not_exists(${words.name(field)}) OR ${words.name(field)} < ${words.value(value)})`,
    ),
  ];
  return parts.length === 0 ? {} : { ConditionExpression: parts.join(' AND ') };
}

/** Expression attribute names and values, numbered as they come. */
class Placeholders {
  #names: Record<string, string> = {};
  #values: Record<string, unknown> = {};
  #count = 0;

  name(field: string): string {
    const word = `#${this.#count++}`;
    this.#names[word] = field;
    return word;
  }

  value(value: unknown): string {
    const word = `:${this.#count++}`;
    this.#values[word] = value;
    return word;
  }

  used() {
    return {
      ...(Object.keys(this.#names).length > 0 && { ExpressionAttributeNames: this.#names }),
      ...(Object.keys(this.#values).length > 0 && { ExpressionAttributeValues: this.#values }),
    };
  }
}
