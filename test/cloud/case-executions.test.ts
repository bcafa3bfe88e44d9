import { DescribeStateMachineCommand, StopExecutionCommand, UpdateStateMachineCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stepFunctionsOf } from '../../tools/cloud/aws.ts';
import { readStack } from '../../tools/cloud/stack.ts';
import { runningCases } from '../../tools/demo/cases.ts';
import { expectEnd, labelled } from '../recycling/cases.ts';
import { type Desk, deskOf, type Sender, sender } from '../recycling/returns.ts';
import { driver } from './driver.ts';

const stack = readStack();
const here = driver();
const stepFunctions = stepFunctionsOf(stack);

let desk: Desk;
let nuria: Sender;

beforeAll(async () => {
  desk = await deskOf(here, 'microsmile');
  nuria = await sender(here, 'microsmile', 'maquina');
});

async function recycles(id: string, serial: string): Promise<void> {
  await desk.count(id, [serial]);
  await desk.decide(id, 'recycled');
}

it('an execution that was stopped by hand is followed by another, and nothing is done twice', async () => {
  const { id, serial } = await labelled(nuria);
  const executionArn = `${stack.stateMachine.replace(':stateMachine:', ':execution:')}:microsmile-${id}`;
  await stepFunctions.send(new StopExecutionCommand({ executionArn }));
  await recycles(id, serial);
  await here.travel('P1D');
  await expectEnd(here, nuria, id, 'recycled');
  const { steps } = await nuria.sees(id);
  expect(steps.filter(({ name }) => name === 'label-sent')).toHaveLength(1);
});

describe('a case under way while another definition is deployed', () => {
  let before: string;
  beforeAll(async () => {
    const asked = new DescribeStateMachineCommand({ stateMachineArn: stack.stateMachine });
    before = (await stepFunctions.send(asked)).definition as string;
  });
  afterAll(() => redefine(before));
  const redefine = (definition: string) =>
    stepFunctions.send(new UpdateStateMachineCommand({ stateMachineArn: stack.stateMachine, definition }));

  it('ends by the one it began with, and the next one goes by the new', async () => {
    const old = await labelled(nuria);
    const after = JSON.parse(before);
    after.States.Greet = { Type: 'Pass', Next: after.StartAt };
    after.StartAt = 'Greet';
    after.States.Close.Comment = 'of the new definition';
    await redefine(JSON.stringify(after));
    const young = await labelled(nuria);
    for (const { id, serial } of [old, young]) {
      await recycles(id, serial);
      await expectEnd(here, nuria, id, 'recycled');
    }
    const [ofOld, ofYoung] = [await here.statesOf(old.id), await here.statesOf(young.id)];
    expect([ofOld.includes('Greet'), ofYoung.includes('Greet')]).toEqual([false, true]);
  });
});

it('no execution runs whose case is closed', async () => {
  await here.quiet();
  const running = (await runningCases(stack)).filter(({ brand }) => brand === 'microsmile');
  for (const { caseId } of running) expect((await desk.reads(caseId)).state).not.toBe('closed');
});
