import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { local as names } from '../../infra/names.ts';
import { type Json, type Product, synthesised, text } from './synthesised.ts';

const environment = { CDK_VALIDATION: 'false' };
const stage = { testClock: 'on', brands: 'retorno' };
const [account, local] = await Promise.all([
  synthesised(stage, environment),
  synthesised({ ...stage, local: 'on' }, environment),
]);

/** Every resource by its stack, type and id; a version's id without the hash of its function. */
function resources({ resources }: Product): Map<string, Json> {
  const withoutHash = (text: string) => text.replace(/CurrentVersion\w+/g, 'CurrentVersion');
  return new Map(
    resources.map(({ stack, id, type, properties }) => [
      withoutHash(`${stack} ${type} ${id}`),
      JSON.parse(withoutHash(JSON.stringify(properties))),
    ]),
  );
}
const [there, here] = [resources(account), resources(local)];

const statementsOf = (properties: Json): string[] => (properties?.PolicyDocument?.Statement ?? []).map(readable);

function readable({ Effect, Action, Resource, Condition = {} }: Json): string {
  const on = [Resource].flat().map((arn) => text(arn).replace(/^arn:aws:(\w+):eu-west-1:000000000000:/, '$1:'));
  const when = Object.values<object>(Condition).flatMap((keys) => Object.entries(keys).map((entry) => entry.join(' ')));
  const what = on.map((each) => (/^<\w+(\.Arn)?>$/.test(each) ? 'itself' : each));
  return [Effect, [Action].flat().join(), 'on', what.join(), ...when].join(' ');
}

/** A function's properties with how long it may take, and how many it registers, as they are in an account. */
function asInAccount(properties: Json, { Timeout, Environment }: Json): Json {
  const most = Environment.Variables.REGISTRATIONS_PER_HOUR;
  const Variables = { ...properties.Environment.Variables, ...(most && { REGISTRATIONS_PER_HOUR: most }) };
  return { ...properties, Timeout, Environment: { Variables } };
}

/** The functions that know how many people may register from one network in an hour, and how many. */
const registering = (product: Product): string[] =>
  [...product.functions()].flatMap(
    ([
      name,
      {
        environment: { REGISTRATIONS_PER_HOUR: most },
      },
    ]) => (most === undefined ? [] : [`${name} ${most}`]),
  );

describe('the local cloud', () => {
  it('has the resources of an account, but for those that it lacks; policies differ, how long a function may take, how many register from a network, and how one signs in', () => {
    expect(
      [...there.keys()].filter((name) => !here.has(name)).every((name) => name.startsWith('vuelta-local-account ')),
    ).toBe(true);
    expect([...here.keys()].filter((name) => !there.has(name))).toEqual([]);
    const differing = [...here].filter(([name, properties]) => !isDeepStrictEqual(properties, there.get(name)));
    expect(new Set(differing.map(([name]) => name.split(' ')[1]))).toEqual(
      new Set([
        'AWS::Cognito::UserPoolClient',
        'AWS::IAM::Policy',
        'AWS::IoT::Policy',
        'AWS::Lambda::Function',
        'AWS::S3::BucketPolicy',
        'AWS::SNS::TopicPolicy',
        'AWS::SQS::QueuePolicy',
      ]),
    );
    for (const [name, properties] of differing.filter(([name]) => name.includes(' AWS::Lambda::'))) {
      expect(properties.Timeout).toBe(29);
      expect(asInAccount(properties, there.get(name))).toEqual(there.get(name));
    }
    const registers = names.functionName('customers', 'api');
    expect([account, local].map(registering)).toEqual([[`${registers} 20`], [`${registers} 100000`]]);
    for (const [name, { ExplicitAuthFlows, ...properties }] of differing.filter(([name]) =>
      name.includes('PoolClient'),
    )) {
      const flows = there.get(name).ExplicitAuthFlows;
      expect(ExplicitAuthFlows).toEqual(['ALLOW_USER_PASSWORD_AUTH', ...flows]);
      expect({ ...properties, ExplicitAuthFlows: flows }).toEqual(there.get(name));
    }
  });

  it('does without TLS, without what its broker does not know, and with three grants that it judges by *', () => {
    const differences = [...here].flatMap(([name, properties]) => {
      const [before, after] = [statementsOf(there.get(name)), statementsOf(properties)];
      const only = (mine: string[], theirs: string[]) => mine.filter((each) => !theirs.includes(each));
      return [...only(before, after).map((each) => `- ${each}`), ...only(after, before).map((each) => `+ ${each}`)];
    });
    expect(new Set(differences)).toEqual(
      new Set([
        expect.stringMatching(/^- Deny s3:\* on itself,<DoorUndelivered\w+\.Arn>\/\* aws:SecureTransport false$/),
        '- Deny sqs:* on itself aws:SecureTransport false',
        '- Deny sns:Publish on itself aws:SecureTransport false',
        '- Allow iot:Publish on iot:topic/vuelta/${iot:Connection.Thing.Attributes[brand]}/devices/${iot:Connection.Thing.Attributes[deviceId]}/*',
        '+ Allow iot:Publish on iot:topic/vuelta/*/devices/*/*',
        '+ Allow iot:AttachPolicy on *',
        '+ Allow ses:SendRawEmail on *',
        '+ Allow states:SendTaskSuccess on *',
      ]),
    );
  });

  it('is deployed by whoever deploys, and an account by the roles made for that', () => {
    const deploysAs = ({ folder }: Product) => {
      const { artifacts } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Json;
      return artifacts['vuelta-local-points'].properties.assumeRoleArn;
    };
    expect(deploysAs(local)).toBeUndefined();
    expect(deploysAs(account)).toContain('deploy-role');
  });
});
