import { describe, expect, it } from '@jest/globals';
import * as languageService from 'amazon-states-language-service';
// @ts-expect-error it comes without types
import aslValidator from 'asl-validator';
import fc from 'fast-check';
import { isWait, start, states } from '../../functions/recycling/execution/machine.ts';
import { caseDefinition } from '../../infra/states-language.ts';
import { type Json, localStage, text } from './synthesised.ts';

const product = await localStage();
const machine = product.one('StepFunctions::StateMachine').properties;
/** As it is deployed, with names in the place of what AWS makes up. */
const deployed = JSON.parse(
  text(machine.DefinitionString).replaceAll(/<[\w.]+>/g, 'arn:aws:lambda:eu-west-1:123456789012:function:x:live'),
) as Json;

const { getLanguageService, ASL_SCHEMA } = languageService;
const service = getLanguageService({});
service.configure({
  validate: true,
  allowComments: false,
  schemas: [{ uri: '', fileMatch: ['*'], schema: ASL_SCHEMA }],
});

/** What AWS's own language service has against a definition. */
async function saidByAws(definition: Json): Promise<string[]> {
  const written = JSON.stringify(definition, null, 2);
  const lines = written.split('\n').map((line) => `${line}\n`);
  const document = {
    uri: 'file://case.asl.json',
    languageId: 'asl',
    version: 1,
    lineCount: lines.length,
    getText: () => written,
    positionAt: (offset: number) => {
      const before = written.slice(0, offset).split('\n');
      return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    },
    offsetAt: ({ line, character }: { line: number; character: number }) =>
      lines.slice(0, line).join('').length + character,
  } as Parameters<typeof service.doValidation>[0];
  const found = await service.doValidation(document, service.parseJSONDocument(document));
  return found.map(({ message }) => `${message}`);
}

/** What the community's validator has against it. */
const saidByOthers = (definition: Json): string[] =>
  aslValidator(structuredClone(definition)).errors.map((error: object) => JSON.stringify(error)); // it changes what it is given

describe('the machine of cases', () => {
  it('is a definition that two validators, made by others apart from each other, have nothing against', async () => {
    expect(await saidByAws(deployed)).toEqual([]);
    expect(saidByOthers(deployed)).toEqual([]);
  });

  const broken: [string, (definition: Json) => void][] = [
    ['leads nowhere', ({ States }) => Object.assign(States.Close, { End: undefined, Next: 'Nowhere' })],
    ['has a state that nothing leads to', ({ States }) => Object.assign(States, { Lonely: { Type: 'Succeed' } })],
    ['begins at no state', (definition) => Object.assign(definition, { StartAt: 'Nowhere' })],
    ['neither ends nor goes on', ({ States }) => Object.assign(States.Certify, { Next: undefined })],
  ];

  it.each(broken)('is refused by both where it %s', async (_, breakIt) => {
    const copy = structuredClone(deployed);
    breakIt(copy);
    expect(await saidByAws(copy)).not.toEqual([]);
    expect(saidByOthers(copy)).not.toEqual([]);
  });

  it('is the way that the code declares, every step and wait of it and each outcome', () => {
    const names = { worker: '<worker>', queue: '<queue>' };
    const { StartAt, States } = caseDefinition(names) as Json;
    expect(StartAt).toBe(start);
    for (const [name, { leads }] of Object.entries(states)) {
      const after = States[name];
      const told = after.End
        ? { closed: 'end' }
        : States[after.Next]?.Type === 'Choice'
          ? Object.fromEntries(States[after.Next].Choices.map((each: Json) => [each.StringEquals, each.Next]))
          : { [Object.keys(leads)[0] as string]: after.Next };
      expect(told).toEqual(leads);
    }
  });

  it('leaves nobody without a way out: from each state the end is reached, and each error is caught', () => {
    const ways = new Map(Object.entries(states).map(([name, { leads }]) => [name, Object.values<string>(leads)]));
    fc.assert(
      fc.property(fc.constantFrom(...ways.keys()), (from) => {
        const seen = new Set([from]);
        for (const each of seen) for (const next of ways.get(each) ?? []) seen.add(next);
        expect(seen).toContain('end');
      }),
    );
    for (const [name, state] of Object.entries<Json>(deployed.States)) {
      if (state.Type !== 'Task') continue;
      expect(state.Retry.at(-1)).toMatchObject({ ErrorEquals: ['States.ALL'] });
      if (name !== 'SetAside')
        expect(state.Catch).toEqual([{ ErrorEquals: ['States.ALL'], ResultPath: '$.failed', Next: 'SetAside' }]);
      expect(state.TimeoutSeconds !== undefined).toBe(isWait(name));
    }
  });

  it('hands on ids and counts only', () => {
    for (const state of Object.values<Json>(deployed.States)) {
      const handed = state.Parameters?.Payload ?? state.Parameters?.MessageBody ?? {};
      const known = ['brand.$', 'caseId.$', 'step', 'token.$', 'entered.$', 'retries.$', 'error.$'];
      expect(Object.keys(handed).filter((name) => !known.includes(name))).toEqual([]);
    }
  });

  it('may call its own function and fill its own queue, and nothing else', () => {
    const role = machine.RoleArn['Fn::GetAtt'][0];
    const may = product.statementsOf(role).map(({ Action, Resource }) => [Action, Resource]);
    expect(may).toEqual([
      [['lambda:InvokeFunction'], [expect.stringMatching(/^<onstepLive\w+_vuelta_local_recycling>$/)]],
      [['sqs:SendMessage'], [expect.stringMatching(/^<waitsQueue\w+_vuelta_local_recycling\.Arn>$/)]],
    ]);
  });
});
