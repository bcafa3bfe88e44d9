/** People and devices for a local cloud, each made as it would be in real life: by the product's own routes. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Bare } from '../cloud/cloud.ts';
import { root } from '../cloud/emulator.ts';
import type { DeviceHandle, Person, SignIn } from '../cloud/stack.ts';
import { waitFor } from '../cloud/wait.ts';
import { staff, type Visitor, visitor } from './visitor.ts';

const password = 'Vuelta-2026!';
const roles = ['agent', 'manager', 'warehouse', 'admin'];

/** One member of staff for each role of each brand. Companies bring their own staff in, so this is no route of the product. */
export async function seedStaff({ endpoint, region, staff, brands }: Bare): Promise<SignIn[]> {
  const cognito = new CognitoIdentityProviderClient({
    endpoint,
    region,
    credentials: root,
  });
  const people = Object.keys(brands).flatMap((brand) =>
    roles.map((role) => ({ brand, role, username: `${role}-${brand}`, password })),
  );
  await Promise.all(
    people.map(async ({ brand, role, username }) => {
      const who = { UserPoolId: staff.userPoolId, Username: username };
      await cognito.send(new AdminCreateUserCommand({ ...who, MessageAction: 'SUPPRESS' }));
      await cognito.send(new AdminSetUserPasswordCommand({ ...who, Password: password, Permanent: true }));
      await cognito.send(new AdminAddUserToGroupCommand({ ...who, GroupName: `${brand}:${role}` }));
    }),
  );
  return people;
}

export interface Newcomer {
  readonly brand: string;
  readonly name: string;
  readonly email: string;
}

/** Registers a customer, opens the confirmation mail and follows its link. */
export async function registerCustomer(stack: Bare, brand: string, name: string, email: string): Promise<Person> {
  const person = await register(stack, { brand, name, email });
  await confirm(stack, person);
  return person;
}

/** Registers customers one after the other, and only then follows the links in their mails: nobody waits for another's. */
export async function registerCustomers(stack: Bare, newcomers: readonly Newcomer[]): Promise<Person[]> {
  const people: Person[] = [];
  for (const newcomer of newcomers) people.push(await register(stack, newcomer));
  for (const person of people) await confirm(stack, person);
  return people;
}

async function register(stack: Bare, { brand, name, email }: Newcomer): Promise<Person> {
  const { status, body } = await visitor(urlOf(stack, brand)).send<{ customerId: string }>(
    'POST',
    '/api/open/customers',
    { name, email, password },
  );
  if (status !== 201) throw new Error(`${email} was not registered: ${JSON.stringify(body)}`);
  return { brand, role: 'customer', username: email, password, customerId: body.customerId, email };
}

async function confirm(stack: Bare, { brand, email }: Person): Promise<void> {
  const link = await waitFor(`the confirmation mail of ${email}`, async () => {
    const mails = (await (await fetch(`${stack.inbox}/messages?to=${encodeURIComponent(email)}`)).json()) as {
      text: string;
    }[];
    return /\/api\/open\/customers\/confirmations\/\S+/.exec(mails[0]?.text ?? '')?.[0];
  });
  const { status, body } = await visitor(urlOf(stack, brand)).submits(link, { password });
  if (status !== 200) throw new Error(`${email} was not confirmed: ${JSON.stringify(body)}`);
}

/** Registers a device as a manager does, and keeps its certificate and key in files, as on the device. */
export async function provisionDevice(
  manager: Visitor,
  dir: string,
  device: { brand: string; deviceId: string; kind: string; siteId?: string; organisationId?: string },
): Promise<DeviceHandle> {
  const { brand, ...asked } = device;
  const serial = `SN-${brand}-${device.deviceId}`;
  const made = await manager.send<{ certificate: string; privateKey: string; claimCode?: string }>(
    'POST',
    '/api/staff/devices',
    { ...asked, serial },
  );
  if (made.status !== 201) throw new Error(`${device.deviceId} was not registered: ${JSON.stringify(made.body)}`);
  const folder = join(dir, 'devices');
  await mkdir(folder, { recursive: true });
  const file = (ending: string) => join(folder, `${brand}-${device.deviceId}.${ending}`);
  await writeFile(file('crt'), made.body.certificate);
  await writeFile(file('key'), made.body.privateKey, { mode: 0o600 });
  return {
    brand,
    deviceId: device.deviceId,
    cert: file('crt'),
    key: file('key'),
    serial,
    claimCode: made.body.claimCode,
  };
}

/** The manager of a brand, signed in. */
export function managerOf(stack: Bare, people: readonly SignIn[], brand: string): Promise<Visitor> {
  const manager = people.find((person) => person.brand === brand && person.role === 'manager');
  if (manager === undefined) throw new Error(`${brand} has no manager`);
  return staff({ ...stack, staff: { ...stack.staff, people } }, manager);
}

const urlOf = (stack: Bare, brand: string): string => stack.brands[brand]?.url ?? '';
