import type { Variable } from '#layers/environment.ts';
import type { Contract, EntryName, Secret, Service } from './contract.ts';

/** Under which name an entry finds each secret's name in its environment. */
export const ofSecret: Readonly<Record<Secret, Variable>> = { 'hash-key': 'HASH_KEY', 'link-key': 'LINK_KEY' };

/** What an entry must find in its environment to call each service. */
const ofService: Readonly<Record<Service, readonly Variable[]>> = {
  cognito: ['USER_POOLS'],
  iot: ['THING_TYPE', 'THING_POLICY'],
  stepfunctions: ['STATE_MACHINE'],
};

/** What an entry of a capability must find in its environment by what its contract says that it needs. */
export function neededVariables({ needs = {} }: Contract, entry: EntryName): Variable[] {
  const { secrets = {}, calls = {}, origins } = needs;
  const needed = <Of extends string>(of: Readonly<Partial<Record<Of, readonly EntryName[]>>>) =>
    (Object.keys(of) as Of[]).filter((each) => of[each]?.includes(entry));
  return [
    ...needed<Secret>(secrets).map((secret) => ofSecret[secret]),
    ...needed<Service>(calls).flatMap((service) => ofService[service]),
    ...(origins?.includes(entry) ? (['ORIGINS'] as const) : []),
  ];
}
