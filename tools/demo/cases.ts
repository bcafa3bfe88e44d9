/** The executions of cases on a local cloud. */
import { GetExecutionHistoryCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { type Case, caseKey } from '../../functions/recycling/cases/case.ts';
import { standsStill } from '../../functions/recycling/rules.ts';
import { dynamodbOf, stepFunctionsOf, type Where } from '../cloud/aws.ts';

type Place = Where & { readonly table: string; readonly stateMachine: string };

interface RunningCase {
  readonly brand: string;
  readonly caseId: string;
  /** The execution's. */
  readonly name: string;
}

/** The cases whose executions run, by brand and id. */
export async function runningCases(place: Place): Promise<RunningCase[]> {
  const stepFunctions = stepFunctionsOf(place);
  const found: RunningCase[] = [];
  let nextToken: string | undefined;
  do {
    const page = await stepFunctions.send(
      new ListExecutionsCommand({ stateMachineArn: place.stateMachine, statusFilter: 'RUNNING', nextToken }),
    );
    for (const { name = '' } of page.executions ?? []) {
      const [, brand, caseId] = /^([a-z0-9]+)-(k-[\w-]{22})(?:-\d+)?$/.exec(name) ?? [];
      if (brand !== undefined && caseId !== undefined) found.push({ brand, caseId, name });
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

/** A wake-up has reached an execution after so many milliseconds, or it was cut off and only a timer brings it. */
const wakeUp = 5_000;

/** Looks for executions that are on their way from one wait to the next; to be asked again and again until there are none. */
export function caseWatch(place: Place): () => Promise<boolean> {
  const dynamodb = dynamodbOf(place);
  const asleepSince = new Map<string, number>();

  /** What waits by its token, while a fact that could end this has come, was not woken: nobody works on it now. */
  async function isAsleep(name: string, token: string | undefined): Promise<boolean> {
    if (token === undefined || !(await waitsByToken(place, name))) return false;
    const since = asleepSince.get(token) ?? Date.now();
    asleepSince.set(token, since);
    return Date.now() - since > wakeUp;
  }

  return async () => {
    const running = await runningCases(place);
    for (let at = 0; at < running.length; at += 100) {
      const some = running.slice(at, at + 100);
      const Keys = some.map(({ brand, caseId }) => caseKey(brand, caseId));
      const { Responses } = await dynamodb.send(
        new BatchGetCommand({ RequestItems: { [place.table]: { Keys, ConsistentRead: true } } }),
      );
      for (const found of (Responses?.[place.table] ?? []) as Case[]) {
        if (standsStill(found) && found.closedAt === undefined) continue;
        const name = some.find(({ caseId }) => caseId === found.caseId)?.name as string;
        if (!(await isAsleep(name, found.token))) return true;
      }
    }
    return false;
  };
}

/** Whether an execution has asked for a token and got no answer yet. */
async function waitsByToken(place: Place, name: string): Promise<boolean> {
  const executionArn = `${place.stateMachine.replace(':stateMachine:', ':execution:')}:${name}`;
  const { events = [] } = await stepFunctionsOf(place).send(
    new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
  );
  return events[0]?.taskScheduledEventDetails?.resource?.endsWith('.waitForTaskToken') ?? false;
}
