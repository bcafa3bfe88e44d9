import type { Contract } from '#layers/runtime/contract.ts';
import type { indexes } from '#layers/table/read.ts';
import { arn, namesIn } from '../references.ts';
import type { EntryFunction } from './entry-function.ts';

const table = (entry: EntryFunction): string => arn(entry, 'dynamodb', `table/${namesIn(entry).tableName}`);
const index = (entry: EntryFunction, name: keyof typeof indexes): string => `${table(entry)}/index/${name}`;

/** Only items whose partition key begins so; in an index, only such partitions of the index. */
const leadingKeys = (...patterns: readonly string[]) => ({
  when: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns } },
});

/**
 * Lets a capability's function read and write what is its own, read what it needs of others, and add events. Nobody changes or removes an event. A put
 * can overwrite, and IAM cannot demand a condition; but it can demand a transaction, which only `commit` forms.
 */
export function ownsItsItems(entry: EntryFunction, { capability, says, timers, needs = {} }: Contract): void {
  const { reads = [], adds = [] } = needs;
  const own = [`${capability}#*`, ...(Object.keys(timers).length > 0 ? [`timer#${capability}#*`] : [])];
  entry
    .may(
      ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'],
      [table(entry)],
      leadingKeys(...own),
    )
    .may(
      ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
      [table(entry), index(entry, 'find'), index(entry, 'list')],
      leadingKeys(...own, 'event#*', ...reads),
    );
  const added = [...(says.length > 0 ? ['event#*'] : []), ...adds];
  if (added.length > 0) {
    const inTransactions = { StringEquals: { 'dynamodb:EnclosingOperation': 'TransactWriteItems' } };
    entry.may(['dynamodb:PutItem'], [table(entry)], { when: { ...leadingKeys(...added).when, ...inTransactions } });
  }
}

/** Lets the sweeper find the timers that are due, whoever's they are, and lease them. */
export function leasesTimers(entry: EntryFunction): void {
  entry
    .may(['dynamodb:Query'], [index(entry, 'due')], leadingKeys('due#*'))
    .may(['dynamodb:UpdateItem'], [table(entry)], leadingKeys('timer#*'));
}

/** Where the clock can be moved: reads how far, and leaves and removes the marks of events still at work. */
export function standsOnTestStage(entry: EntryFunction): void {
  entry
    .may(['dynamodb:GetItem'], [table(entry)], leadingKeys('stage', 'pending#*'))
    .may(['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], [table(entry)], leadingKeys('pending#*'));
}
