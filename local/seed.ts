/** People and devices for a local cloud, each made as it would be in real life: by the product's own routes. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Bare } from './cloud.ts';
import { root } from './emulator.ts';
import type { DeviceHandle, Person, SignIn } from './stack.ts';
import { staff, type Visitor, visitor } from './visitor.ts';
import { waitFor } from './wait.ts';

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
  for (const { brand, role, username } of people) {
    const who = { UserPoolId: staff.userPoolId, Username: username };
    await cognito.send(new AdminCreateUserCommand({ ...who, MessageAction: 'SUPPRESS' }));
    await cognito.send(new AdminSetUserPasswordCommand({ ...who, Password: password, Permanent: true }));
    await cognito.send(new AdminAddUserToGroupCommand({ ...who, GroupName: `${brand}:${role}` }));
  }
  return people;
}

/** Registers a customer, opens the confirmation mail and follows its link. */
export async function registerCustomer(stack: Bare, brand: string, name: string, email: string): Promise<Person> {
  const stranger = visitor(urlOf(stack, brand));
  const registered = await stranger.send<{ customerId: string }>('POST', '/api/open/customers', {
    name,
    email,
    password,
  });
  if (registered.status !== 201) throw new Error(`${email} was not registered: ${JSON.stringify(registered.body)}`);
  const link = await waitFor(`the confirmation mail of ${email}`, async () => {
    const mails = (await (await fetch(`${stack.inbox}/messages?to=${encodeURIComponent(email)}`)).json()) as {
      text: string;
    }[];
    return /\/api\/open\/customers\/confirmations\/\S+/.exec(mails[0]?.text ?? '')?.[0];
  });
  const confirmed = await stranger.send('POST', link);
  if (confirmed.status !== 200) throw new Error(`${email} was not confirmed: ${JSON.stringify(confirmed.body)}`);
  const { customerId } = registered.body;
  return { brand, role: 'customer', username: email, password, customerId, email };
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
