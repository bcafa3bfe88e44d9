import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { local } from '../../infra/names.ts';
import { lambdaOf } from '../../tools/cloud/aws.ts';
import { callIam } from '../../tools/cloud/signed.ts';
import { type Person, readStack } from '../../tools/cloud/stack.ts';
import { customer, visitor } from '../../tools/demo/visitor.ts';

const stack = readStack();
const url = stack.brands.retorno?.url ?? '';
const someone = stack.people.find(({ brand }) => brand === 'retorno') as Person;

async function roleOf(capability: string): Promise<string> {
  const FunctionName = local.functionName(capability, 'api');
  const { Role = '' } = await lambdaOf(stack).send(new GetFunctionConfigurationCommand({ FunctionName }));
  return Role.slice(Role.lastIndexOf('/') + 1);
}

async function changeRole(operation: 'PutRolePolicy' | 'DeleteRolePolicy', document?: object): Promise<void> {
  const PolicyDocument = document && { PolicyDocument: JSON.stringify(document) };
  const parameters = { RoleName: await roleOf('customers'), PolicyName: 'taken-away', ...PolicyDocument };
  await callIam(stack.endpoint, operation, parameters);
}

const register = async (email: string): Promise<number> => {
  const body = { name: 'Rosa', email, password: 'Vuelta-2026!' };
  return (await visitor(url).send('POST', '/api/open/customers', body)).status;
};

describe('the local cloud', () => {
  it('takes no call that nobody signed', async () => {
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.ListQueues' };
    expect((await fetch(stack.endpoint, { method: 'POST', headers, body: '{}' })).status).toBe(403);
  });

  it('judges each function by its own role, as that is at the time', async () => {
    const points = await customer(stack, someone);
    expect(await register('rosa-1@retorno.example')).toBe(201);

    const Statement = [{ Effect: 'Deny', Action: 'cognito-idp:AdminCreateUser', Resource: '*' }];
    await changeRole('PutRolePolicy', { Version: '2012-10-17', Statement });
    try {
      expect(await register('rosa-2@retorno.example')).toBe(503);
      expect((await points.get('/api/points/balance')).status).toBe(200);
    } finally {
      await changeRole('DeleteRolePolicy');
    }
    expect(await register('rosa-3@retorno.example')).toBe(201);
  });
});
