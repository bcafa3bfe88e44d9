/** Somebody of every role of a brand, signed in as they would be. */
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  GroupExistsException,
  InitiateAuthCommand,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { root } from '../../../tools/cloud/emulator.ts';
import type { Stack } from '../../../tools/cloud/stack.ts';
import { groupsOfMember } from '../driver.ts';
import type { Role } from './table.ts';

export interface Tokens {
  readonly access: string;
  readonly id: string;
  readonly refresh: string;
}

export interface Pool {
  readonly userPoolId: string;
  readonly clientId: string;
}

interface SignIn {
  readonly username: string;
  readonly password: string;
}

export const cognitoOf = ({ endpoint, region }: Stack) =>
  new CognitoIdentityProviderClient({
    endpoint,
    region,
    credentials: root,
  });

export function poolOf(stack: Stack, brand: string): Pool {
  const pool = stack.brands[brand];
  if (pool === undefined) throw new Error(`the local cloud has no ${brand}`);
  return pool;
}

export async function signIn(stack: Stack, { clientId }: Pick<Pool, 'clientId'>, who: SignIn): Promise<Tokens> {
  const AuthParameters = { USERNAME: who.username, PASSWORD: who.password };
  const { AuthenticationResult: given } = await cognitoOf(stack).send(
    new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: clientId, AuthParameters }),
  );
  if (!given?.AccessToken || !given.IdToken || !given.RefreshToken) throw new Error(`${who.username} got no tokens`);
  return { access: given.AccessToken, id: given.IdToken, refresh: given.RefreshToken };
}

/** A user that no route of the product makes: companies bring their organisations, prescribers and staff in themselves. */
export async function userIn(stack: Stack, { userPoolId }: Pool, username: string, groups: string[]): Promise<SignIn> {
  const cognito = cognitoOf(stack);
  const who = { UserPoolId: userPoolId, Username: username };
  const password = 'Vuelta-2026!';
  await cognito.send(new AdminCreateUserCommand({ ...who, MessageAction: 'SUPPRESS' })).catch((error) => {
    if (!(error instanceof UsernameExistsException)) throw error;
  });
  await cognito.send(new AdminSetUserPasswordCommand({ ...who, Password: password, Permanent: true }));
  for (const GroupName of groups) {
    await cognito.send(new CreateGroupCommand({ UserPoolId: userPoolId, GroupName })).catch((error) => {
      if (!(error instanceof GroupExistsException)) throw error;
    });
    await cognito.send(new AdminAddUserToGroupCommand({ ...who, GroupName }));
  }
  return { username, password };
}

/** An access token for each role of a brand; `anyone` has none. */
export async function callersOf(stack: Stack, brand: string): Promise<Record<Role, string | undefined>> {
  const pool = poolOf(stack, brand);
  const access = async (whose: Pick<Pool, 'clientId'>, who: SignIn) => (await signIn(stack, whose, who)).access;
  const customer = async () => access(pool, found(stack.people, brand, 'customer'));
  const guest = async (role: Role, groups: string[] = [role]) =>
    access(pool, await userIn(stack, pool, `${role}-${brand}`, groups));
  const staff = async (role: Role) => access(stack.staff, found(stack.staff.people, brand, role));
  return {
    anyone: undefined,
    customer: await customer(),
    organisation: await guest('organisation', groupsOfMember('nadie', 'all')),
    prescriber: await guest('prescriber'),
    agent: await staff('agent'),
    manager: await staff('manager'),
    warehouse: await staff('warehouse'),
    admin: await staff('admin'),
  };
}

export function found<Person extends { brand: string; role: string }>(
  people: readonly Person[],
  brand: string,
  role: string,
): Person {
  const person = people.find((each) => each.brand === brand && each.role === role);
  if (person === undefined) throw new Error(`${brand} has no ${role}`);
  return person;
}
