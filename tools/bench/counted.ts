/** Counts what the product asks of DynamoDB, at the client that all of it uses. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamodb } from '#layers/aws/dynamodb.ts';

export interface Count {
  readonly calls: number;
  /** As metered, summed over the items of a transaction. */
  readonly writeUnits: number;
  /** From the bytes returned: one unit for each 4 KiB begun of an item or query, read consistently. */
  readonly readUnits: number;
}

let count = { calls: 0, writeUnits: 0, readUnits: 0 };

type Args = { input: Record<string, unknown> };
type Result = { output: Record<string, unknown> };

const metering =
  (next: (args: Args) => Promise<Result>, { commandName = '' }: { commandName?: string }) =>
  async (args: Args) => {
    args.input.ReturnConsumedCapacity = 'TOTAL';
    count.calls += 1;
    const result = await next(args);
    const metered = [result.output.ConsumedCapacity ?? []].flat() as { CapacityUnits?: number }[];
    const units = metered.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
    const writes = /Write|Put|Update|Delete/.test(commandName);
    count.writeUnits += writes ? units : 0;
    count.readUnits += writes ? 0 : readUnits(result.output);
    return result;
  };
(dynamodb as DynamoDBDocumentClient).middlewareStack.add(metering as never, { step: 'initialize', name: 'metering' });

/** A query is rounded up once, each item of a batch for itself. */
function readUnits({ Item, Items, Responses }: Record<string, unknown>): number {
  const units = (value: unknown) => Math.max(1, Math.ceil(JSON.stringify(value ?? '').length / 4096));
  if (Responses === undefined) return units(Item ?? Items);
  const items = Object.values(Responses as Record<string, unknown[]>).flat();
  return Math.max(
    1,
    items.reduce<number>((sum, item) => sum + units(item), 0),
  );
}

/** What `work` asked for. */
export async function counted(work: () => Promise<unknown>): Promise<Count> {
  count = { calls: 0, writeUnits: 0, readUnits: 0 };
  await work();
  return count;
}
