/** The executions of cases on a local cloud. */
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { type Case, caseKey } from '../functions/recycling/case.ts';
import { standsStill } from '../functions/recycling/rules.ts';
import { dynamodbOf, stepFunctionsOf, type Where } from './aws.ts';

type Place = Where & { readonly table: string; readonly stateMachine: string };

/** The cases whose executions run, by brand and id. */
export async function runningCases(place: Place): Promise<{ brand: string; caseId: string }[]> {
  const stepFunctions = stepFunctionsOf(place);
  const found: { brand: string; caseId: string }[] = [];
  let nextToken: string | undefined;
  do {
    const page = await stepFunctions.send(
      new ListExecutionsCommand({ stateMachineArn: place.stateMachine, statusFilter: 'RUNNING', nextToken }),
    );
    for (const { name } of page.executions ?? []) {
      const [, brand, caseId] = /^([a-z0-9]+)-(k-[\w-]{22})(?:-\d+)?$/.exec(name ?? '') ?? [];
      if (brand !== undefined && caseId !== undefined) found.push({ brand, caseId });
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

/** Whether an execution is on its way from one wait to the next. */
export async function anyCaseMoves(place: Place): Promise<boolean> {
  const running = await runningCases(place);
  const dynamodb = dynamodbOf(place);
  for (let at = 0; at < running.length; at += 100) {
    const Keys = running.slice(at, at + 100).map(({ brand, caseId }) => caseKey(brand, caseId));
    const { Responses } = await dynamodb.send(
      new BatchGetCommand({ RequestItems: { [place.table]: { Keys, ConsistentRead: true } } }),
    );
    const cases = (Responses?.[place.table] ?? []) as Case[];
    if (cases.some((found) => !standsStill(found) || found.closedAt !== undefined)) return true;
  }
  return false;
}
