import type { Variable } from '#layers/environment.ts';
import type { Contract, EntryName, Needs, Secret, Service } from './contract.ts';

/** Under which name an entry finds each secret's name in its environment. */
export const ofSecret: Readonly<Record<Secret, Variable>> = {
  'hash-key': 'HASH_KEY',
  'link-key': 'LINK_KEY',
  'cause-key': 'CAUSE_KEY',
};

/** What people and devices send is kept as a keyed hash: whichever entry takes it needs the key, whatever its contract says. */
const secretsOfKind: Readonly<Partial<Record<EntryName, readonly Secret[]>>> = {
  api: ['cause-key'],
  'on-device': ['cause-key'],
};

/** The secrets that an entry reads: by what its contract says that it needs, and by its kind. */
export function secretsOf({ secrets = {} }: Needs, entry: EntryName): Secret[] {
  const named = (Object.keys(secrets) as Secret[]).filter((each) => secrets[each]?.includes(entry));
  return [...named, ...(secretsOfKind[entry] ?? [])];
}

/** What an entry must find in its environment to call each service. */
const ofService: Readonly<Record<Service, readonly Variable[]>> = {
  cognito: ['USER_POOLS'],
  iot: ['THING_TYPE', 'THING_POLICY'],
  stepfunctions: ['STATE_MACHINE'],
};

/** What an entry of a capability must find in its environment by what its contract says that it needs. */
export function neededVariables({ needs = {} }: Contract, entry: EntryName): Variable[] {
  const { calls = {}, registers, origins, mailsCustomers = {} } = needs;
  const called = (Object.keys(calls) as Service[]).filter((each) => calls[each]?.includes(entry));
  return [
    ...secretsOf(needs, entry).map((secret) => ofSecret[secret]),
    ...called.flatMap((service) => ofService[service]),
    ...(registers?.includes(entry) ? (['REGISTRATIONS_PER_HOUR'] as const) : []),
    ...(origins?.includes(entry) ? (['ORIGINS'] as const) : []),
    ...(Object.hasOwn(mailsCustomers, entry) ? (['MAIL_INTERVAL'] as const) : []),
  ];
}
