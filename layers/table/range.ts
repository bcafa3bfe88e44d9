import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';

/** Which items of a partition, by their sort keys, and in which order. Where several bounds are given, all of them hold. */
export interface Range {
  /** Sort keys that begin so. */
  readonly prefix?: string;
  /** Sort keys from this one on. */
  readonly from?: string;
  /** Sort keys before this one. */
  readonly before?: string;
  /** Sort keys up to this one, and itself. */
  readonly until?: string;
  /** What comes after this sort key in the order asked for: it is where the page before ended. */
  readonly after?: string;
  readonly newestFirst?: boolean;
  /** So many at most; without it all there are. */
  readonly limit?: number;
}

/** An end of a span of sort keys; where it is `open`, the end itself does not belong to the span. */
interface End {
  readonly key: string;
  readonly open: boolean;
}

/** The sort keys between two ends. */
export interface Span {
  readonly least: End | undefined;
  readonly most: End | undefined;
}

/** No sort key that begins with a prefix comes after the prefix and this, the last character there is. */
const last = '\u{10ffff}';

export function spanOf({ prefix, from, before, until, after, newestFirst = false }: Range): Span {
  const end = (key: string | undefined, open: boolean): End[] => (key === undefined ? [] : [{ key, open }]);
  const begins = [end(prefix, false), end(from, false), newestFirst ? [] : end(after, true)].flat();
  const ends = [
    end(prefix && `${prefix}${last}`, false),
    end(before, true),
    end(until, false),
    newestFirst ? end(after, true) : [],
  ].flat();
  return {
    least: narrowest(begins, (a, b) => a > b),
    most: narrowest(ends, (a, b) => a < b),
  };
}

const narrowest = (ends: readonly End[], isNarrower: (a: string, b: string) => boolean): End | undefined =>
  ends.reduce<End | undefined>(
    (end, each) =>
      end === undefined || isNarrower(each.key, end.key) || (each.key === end.key && each.open) ? each : end,
    undefined,
  );

/** Whether no sort key can lie between the ends. DynamoDB refuses such a question. */
export const isEmpty = ({ least, most }: Span): boolean =>
  least !== undefined &&
  most !== undefined &&
  (least.key > most.key || (least.key === most.key && (least.open || most.open)));

/** Whether a sort key lies in a span that DynamoDB was asked for: `BETWEEN` finds the ends too, open or not. */
export const isWithin = (key: string, { least, most }: Span): boolean =>
  !(least?.open && key === least.key) && !(most?.open && key === most.key);

/** The partition and the span as DynamoDB is asked for them, which takes one condition on the sort key. */
export function keyCondition(
  partition: { readonly name: string; readonly key: string },
  sort: string,
  { least, most }: Span,
): Pick<QueryCommandInput, 'KeyConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'> {
  const condition =
    least && most
      ? '#sk BETWEEN :least AND :most'
      : least
        ? `#sk ${least.open ? '>' : '>='} :least`
        : most && `#sk ${most.open ? '<' : '<='} :most`;
  return {
    KeyConditionExpression: ['#pk = :pk', ...(condition ? [condition] : [])].join(' AND '),
    ExpressionAttributeNames: { '#pk': partition.name, ...(condition && { '#sk': sort }) },
    ExpressionAttributeValues: {
      ':pk': partition.key,
      ...(least && { ':least': least.key }),
      ...(most && { ':most': most.key }),
    },
  };
}
