/** Moves a local cloud's clock, so that a year of timers is lived through in seconds and in order. */
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Temporal } from 'temporal-polyfill';
import { programmes } from '#brands/programmes.ts';
import { testStageKey } from '#layers/runtime/test-stage.ts';
import { bulkOf, deadlinesOf, formerPartitions } from '#layers/table/timer.ts';
import { declaredCapabilities, timerOwners } from '../../infra/capabilities.ts';
import { live, local } from '../../infra/names.ts';
import { caseWatch } from '../demo/cases.ts';
import { dynamodbOf, lambdaOf, queueDepths, type Where } from './aws.ts';
import { waitFor } from './wait.ts';

type Place = Where & { readonly table: string; readonly stateMachine: string };

/** The product's time now, in milliseconds since 1970. */
export async function productTime(place: Place): Promise<number> {
  return Date.now() + (await offset(place));
}

async function offset(place: Place): Promise<number> {
  const { Item } = await dynamodbOf(place).send(
    new GetCommand({ TableName: place.table, Key: testStageKey, ConsistentRead: true }),
  );
  return (Item?.offset as number | undefined) ?? 0;
}

/**
 * Moves the clock forward by `milliseconds`, from one due timer to the next; each has done its work before the next. Those
 * that are due within `grain` milliseconds of one another go off together, for crowds that would take too long one by one.
 */
export async function travel(place: Place, milliseconds: number, grain = 0): Promise<void> {
  const target = (await productTime(place)) + milliseconds;
  for (;;) {
    await quiet(place);
    const next = await nextDue(place);
    const now = await productTime(place);
    if (next === undefined || next > target) break;
    if (next > now) await setTime(place, Math.min(next + grain, target));
    await sweep(place);
  }
  await setTime(place, target);
  await sweep(place);
  await quiet(place);
}

/** Moves the clock forward to the next time at which the clocks of Madrid show `time`, such as `12:30`. */
export async function travelTo(place: Place, time: string): Promise<void> {
  const now = Temporal.Instant.fromEpochMilliseconds(await productTime(place)).toZonedDateTimeISO('Europe/Madrid');
  const today = now.withPlainTime(time);
  const next = Temporal.ZonedDateTime.compare(today, now) > 0 ? today : today.add({ days: 1 });
  await travel(place, next.epochMilliseconds - now.epochMilliseconds);
}

/**
 * Waits until nobody works any more on what has happened: queues are empty, every event was handled by all who hear it, and
 * every case stands where only something new, or a timer, can move it. It looks twice: what is pending is asked for each
 * consumer by itself, so that one look may miss an event that one consumer passes on to another meanwhile.
 */
export async function quiet(place: Place, seconds = 120): Promise<void> {
  const casesMove = caseWatch(place);
  const calm = async () => {
    const busy = [...(await queueDepths(place))].some(([name, depth]) => depth > 0 && !name.endsWith('-dead'));
    return !busy && !(await anyPending(place)) && !(await casesMove());
  };
  await waitFor('the product to be quiet', async () => (await calm()) && (await calm()), seconds);
}

const declared = await declaredCapabilities();

const consumers = declared
  .filter(({ contract }) => contract.hears.length > 0)
  .map(({ contract }) => contract.capability);

/** Wherever timers of any brand may stand. */
const duePartitions = [
  ...formerPartitions,
  ...Object.keys(programmes).flatMap((brand) => [
    deadlinesOf(brand),
    ...timerOwners(declared, 'bulk').map((owner) => bulkOf(owner, brand)),
  ]),
];

async function anyPending(place: Place): Promise<boolean> {
  const dynamodb = dynamodbOf(place);
  const counts = await Promise.all(
    consumers.map((consumer) =>
      dynamodb.send(
        new QueryCommand({
          TableName: place.table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': `pending#${consumer}` },
          ConsistentRead: true,
          Limit: 1,
        }),
      ),
    ),
  );
  return counts.some(({ Count = 0 }) => Count > 0);
}

/** When the first timer is visible, in milliseconds since 1970. */
async function nextDue(place: Place): Promise<number | undefined> {
  const dynamodb = dynamodbOf(place);
  const firsts = await Promise.all(
    duePartitions.map((partition) =>
      dynamodb.send(
        new QueryCommand({
          TableName: place.table,
          IndexName: 'due',
          KeyConditionExpression: 'duePk = :pk',
          ExpressionAttributeValues: { ':pk': partition },
          Limit: 1,
        }),
      ),
    ),
  );
  const visible = firsts.flatMap(({ Items = [] }) => Items.map(({ visibleAt }) => Date.parse(visibleAt as string)));
  return visible.length === 0 ? undefined : Math.min(...visible);
}

/** Sets the clock at once, whatever would fall due in between: for a cloud in which nothing has happened yet. */
export async function setTime(place: Place, epoch: number): Promise<void> {
  await dynamodbOf(place).send(
    new UpdateCommand({
      TableName: place.table,
      Key: testStageKey,
      UpdateExpression: 'SET #offset = :offset',
      ExpressionAttributeNames: { '#offset': 'offset' },
      ExpressionAttributeValues: { ':offset': epoch - Date.now() },
    }),
  );
}

/** What the schedule does each minute; where it fails, the next minute's run is brought forward. */
export async function sweep(place: Place): Promise<void> {
  const lambda = lambdaOf(place);
  const FunctionName = local.functionName('timers', 'on-schedule');
  await waitFor('the sweeper to run through', async () => {
    const { FunctionError } = await lambda.send(
      new InvokeCommand({ FunctionName, Qualifier: live, Payload: Buffer.from('{}') }),
    );
    return FunctionError === undefined;
  });
}
