import { describe, expect, it } from '@jest/globals';
import { type Json, type Product, synthesised, text } from './synthesised.ts';

const environment = { CDK_VALIDATION: 'false' };
const stage = { testClock: 'on', testFaults: 'on', brands: 'retorno' };
const [account, local] = await Promise.all([
  synthesised(stage, environment),
  synthesised({ ...stage, local: 'on' }, environment),
]);

const resources = (product: Product) =>
  new Map(product.resources.map(({ stack, id, type, properties }) => [`${stack} ${type} ${id}`, properties]));

/** The statements of each policy that not both stages have, as `- what only an account has` and `+ what only the local cloud has`. */
function differences(): string[] {
  const [there, here] = [resources(account), resources(local)];
  return [...there].flatMap(([name, properties]) => {
    const statements = (whose: Json): string[] =>
      (whose?.PolicyDocument?.Statement ?? []).map((statement: Json) => readable(statement));
    const [before, after] = [statements(properties), statements(here.get(name))];
    return [
      ...before.filter((each) => !after.includes(each)).map((each) => `- ${each}`),
      ...after.filter((each) => !before.includes(each)).map((each) => `+ ${each}`),
    ];
  });
}

function readable({ Effect, Action, Resource, Condition = {} }: Json): string {
  const on = [Resource].flat().map((arn) => text(arn).replace(/^arn:aws:(\w+):eu-west-1:<AWS::AccountId>:/, '$1:'));
  const when = Object.values(Condition).flatMap((keys) => Object.entries(keys as object).map((entry) => entry.join(' ')));
  return [Effect, [Action].flat().join(), on.length > 1 ? `on ${on.length}` : `on ${on}`, ...when].join(' ');
}

describe('the local cloud', () => {
  it('is deployed otherwise than an account in these policies, and in no other', () => {
    const found = new Set(differences().map((each) => each.replace(/on <\w+(\.Arn)?>/, 'on <…>')));
    expect(found).toEqual(
      new Set([
        '- Deny sqs:* on <…> aws:SecureTransport false',
        '- Deny sns:Publish on <…> aws:SecureTransport false',
        '- Allow iot:Publish on iot:topic/vuelta/${iot:Connection.Thing.Attributes[brand]}/devices/${iot:Connection.Thing.Attributes[deviceId]}/*',
        '+ Allow iot:Publish on iot:topic/vuelta/*/devices/*/*',
        '+ Allow iot:AttachPolicy on *',
        '+ Allow states:SendTaskSuccess on *',
      ]),
    );
  });
});
