/** The handle of a running local cloud, `.local/stack.json`: what people, tests and tools need to use it. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const stackFile = resolve(import.meta.dirname, '../../.local/stack.json');

export interface SignIn {
  readonly brand: string;
  readonly role: string;
  readonly username: string;
  readonly password: string;
}

export interface Person extends SignIn {
  readonly customerId: string;
  readonly email: string;
}

export interface DeviceHandle {
  readonly brand: string;
  readonly deviceId: string;
  /** Files with the certificate and the private key. */
  readonly cert: string;
  readonly key: string;
  readonly serial: string;
  readonly claimCode?: string;
}

export interface Stack {
  readonly region: string;
  readonly endpoint: string;
  readonly table: string;
  readonly bus: string;
  /** The state machine of cases, by its ARN. */
  readonly stateMachine: string;
  readonly inbox: string;
  readonly mqtt: { readonly url: string; readonly ca: string };
  readonly staff: { readonly userPoolId: string; readonly clientId: string; readonly people: readonly SignIn[] };
  readonly brands: {
    readonly [brand: string]: { readonly url: string; readonly userPoolId: string; readonly clientId: string };
  };
  readonly people: readonly Person[];
  readonly devices: readonly DeviceHandle[];
}

/** The stack that `npm start` wrote last, or another's by its file. */
export function readStack(file = process.env.STACK ?? stackFile): Stack {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Stack;
  } catch {
    throw new Error(`${join(file)} is not there: is the local cloud running? Start it with: npm start`);
  }
}
