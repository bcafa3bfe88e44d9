import type { Item, Key } from '#layers/table/change.ts';
import { condition, invalid, judge, nameFor, remembered, valueFor, type Words } from './expressions.ts';
import { copy, depthOf, weightOf } from './items.ts';
import { judgeIndexKeys, placeOf } from './table-keys.ts';

/** What is sent to change one item: its parts, and the words of its expressions. */
export interface Step extends Words {
  readonly TableName?: string;
  readonly Item?: Item;
  readonly Key?: Key;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
  readonly ReturnValues?: string;
}

/** A request of one item: `Put`, `Update`, `Delete` or `ConditionCheck`, and what comes with it. */
export type Request = Readonly<Record<string, Step>>;

const most = 400 * 1024;

export const stepOf = (request: Request): Step => Object.values(request)[0] as Step;
export const keyOf = ({ Item, Key }: Step): Key => (Item ?? Key) as Key;

/** Refuses what can be seen to be wrong before any item is looked at. */
export function judgeRequest(request: Request): void {
  const step = stepOf(request);
  const { Key, ConditionExpression, UpdateExpression, ReturnValues } = step;
  placeOf(keyOf(step));
  if (Key !== undefined && Object.keys(Key).length > 2) throw invalid('the key does not match the schema');
  if (ReturnValues !== undefined) throw new Error('the world knows no ReturnValues');
  judge([ConditionExpression, UpdateExpression], step);
  if (ConditionExpression !== undefined) condition(ConditionExpression);
  if ('Put' in request) judgeItem(copy(step.Item as Item));
  if ('Update' in request) judgeUpdate(step);
}

function judgeItem(item: Item): void {
  judgeIndexKeys(item);
  if (weightOf(item) > most) throw invalid('Item size has exceeded the maximum allowed size');
  // The item itself is no level.
  if (depthOf(item) - 1 > 32) throw invalid('Nesting Levels have exceeded supported limits');
}

/** The item that a request leaves; undefined where it leaves none. Throws where it cannot be applied to what lies there. */
export function outcome(request: Request, item: Item | undefined): Item | undefined {
  if ('Delete' in request) return undefined;
  if ('ConditionCheck' in request) return item;
  const step = stepOf(request);
  if (!('Update' in request)) return copy(step.Item);
  const left = copy(updated(step, item));
  judgeItem(left);
  return left;
}

interface Assignment {
  readonly verb: string;
  readonly word: string;
  readonly right: string;
}

const assignments = remembered((expression): readonly Assignment[] => {
  const clauses = expression.split(/(?<![#:\w])(SET|ADD|REMOVE)\s/);
  const verbs = clauses.filter((_, at) => at % 2 === 1);
  if (clauses[0] !== '' || verbs.length === 0 || new Set(verbs).size < verbs.length) throw invalid(expression);
  return verbs.flatMap((verb, at) =>
    (clauses[2 * at + 2] ?? '').split(',').map((part) => {
      const [, word, right] = shapes[verb as keyof typeof shapes].exec(part.trim()) ?? [];
      if (word === undefined) throw invalid(part);
      return { verb, word, right: right ?? '' };
    }),
  );
});

const shapes = { SET: /^(#?\w+) = (:\w+)$/, ADD: /^(#?\w+) (:\w+)$/, REMOVE: /^(#?\w+)$/ };

function judgeUpdate(step: Step): void {
  const changed = assignments(step.UpdateExpression ?? '').map(({ verb, word, right }) => {
    if (verb === 'ADD' && typeof valueFor(right, step) !== 'number') throw invalid('ADD of what is no number');
    return nameFor(word, step);
  });
  if (new Set([...changed, 'pk', 'sk']).size < changed.length + 2) throw invalid('a key, or a field twice');
}

function updated(step: Step, item: Item | undefined): Item {
  const next = new Map<string, unknown>(Object.entries({ ...step.Key, ...item }));
  for (const { verb, word, right } of assignments(step.UpdateExpression ?? '')) {
    const field = nameFor(word, step);
    if (verb === 'REMOVE') next.delete(field);
    else if (verb === 'SET') next.set(field, valueFor(right, step));
    else next.set(field, sum(next.get(field) ?? 0, valueFor(right, step) as number));
  }
  return Object.fromEntries(next) as Item;
}

/** DynamoDB counts in decimals. */
function sum(before: unknown, more: number): number {
  if (typeof before !== 'number') throw invalid('An operand in the update expression has an incorrect data type');
  const exact = Number.isInteger(before) && Number.isInteger(more);
  return exact ? before + more : Number((before + more).toPrecision(15));
}
