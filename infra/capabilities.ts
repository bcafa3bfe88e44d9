import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { partition as people } from '#layers/published/customers/person.ts';
import type { Contract, EntryName, Needs } from '#layers/runtime/contract.ts';
import { type Area, fullRoute, type Routes } from '#layers/runtime/routes.ts';
import type { TimerClass } from '#layers/table/timer.ts';

/** A capability as its folder declares it. */
export interface Declared {
  readonly contract: Contract;
  readonly routes: Routes;
  /** It has a contract, and so items of its own. The outbox and the sweeper of timers have none. */
  readonly ownsItems: boolean;
  /** Its entry files without their ending: `api`, `on-event` … */
  readonly entries: readonly EntryName[];
}

const functions = join(import.meta.dirname, '../functions');

/** Every capability that has a folder in `functions/`, checked. */
export async function declaredCapabilities(): Promise<Declared[]> {
  const folders = readdirSync(functions, { withFileTypes: true }).filter((each) => each.isDirectory());
  const names = folders.map(({ name }) => name).sort();
  const declared = await Promise.all(names.map(declaredIn));
  refuseLooseEnds(declared);
  return declared;
}

async function declaredIn(capability: string): Promise<Declared> {
  const has = (name: string) => existsSync(join(functions, capability, name));
  const load = async <Module>(name: string) => (await import(join(functions, capability, name))) as Module;
  const ownsItems = has('contract.ts');
  const nothing: Contract = { capability, hears: [], says: [], timers: {} };
  const { contract } = ownsItems ? await load<{ contract: Contract }>('contract.ts') : { contract: nothing };
  const { routes } = has('routes.ts') ? await load<{ routes: Routes }>('routes.ts') : { routes: {} };
  if (contract.capability !== capability) throw new Error(`functions/${capability} says it is ${contract.capability}`);
  const entries = readdirSync(join(functions, capability)).filter((name) => /^(api|on-[a-z]+)\.ts$/.test(name));
  return { contract, routes, ownsItems, entries: entries.map((name) => name.slice(0, -'.ts'.length) as EntryName) };
}

/** Who hears each type of event that anybody hears. */
export function consumersOf(declared: readonly Declared[]): Record<string, string[]> {
  const consumers: Record<string, string[]> = {};
  for (const { contract } of declared) {
    for (const { type } of contract.hears) consumers[type] = [...(consumers[type] ?? []), contract.capability];
  }
  return consumers;
}

/** The capabilities that arm timers, or timers of one class. */
export const timerOwners = (declared: readonly Declared[], of?: TimerClass): string[] =>
  declared.flatMap(({ contract: { capability, timers } }) =>
    Object.values(timers).some((each) => of === undefined || each === of) ? capability : [],
  );

/** Fails on an event that goes nowhere or comes from nowhere, and on a declaration without its entry file. */
export function refuseLooseEnds(declared: readonly Declared[]): void {
  const consumers = consumersOf(declared);
  const said = new Set(declared.flatMap(({ contract }) => contract.says.map(({ type }) => type)));
  const owners = new Set(declared.map(({ contract }) => contract.capability));
  const problems = declared.flatMap((each) => {
    const { contract, routes, entries } = each;
    const { capability, hears, says, timers, needs = {} } = contract;
    const expected: [EntryName, number][] = [
      ['api', Object.keys(routes).length],
      ['on-event', hears.length],
      ['on-timer', Object.keys(timers).length],
    ];
    return [
      ...expected.flatMap(([entry, reasons]) =>
        reasons > 0 === entries.includes(entry)
          ? []
          : [`functions/${capability}/${entry}.ts ${wrongEntry(reasons > 0)}`],
      ),
      ...[...entriesIn(needs)]
        .filter((entry) => !entries.includes(entry))
        .map((entry) => `functions/${capability}/${entry}.ts is missing: the contract says what it needs`),
      ...Object.entries(routes)
        .filter(([, { once, body }]) => typeof once === 'object' && body?.shape[once.from] === undefined)
        .map(([key]) => `functions/${capability}/routes.ts: ${key} is known by a field that its body lacks`),
      ...changedUnread(each).map((key) => `${capability} does not read people, whose sessions tell who may ${key}`),
      ...whatIsUnsaid(each).map((wrong) => `functions/${capability}/contract.ts ${wrong}`),
      ...says
        .filter(({ owner }) => owner !== capability)
        .map(({ type, owner }) => `${capability} says ${type}, which is ${owner}’s`),
      ...says
        .filter(({ type, recordOnly }) => !recordOnly && !Object.hasOwn(consumers, type))
        .map(
          ({ type }) => `${capability} says ${type}, which nobody hears: mark it recordOnly or let somebody hear it`,
        ),
      // Where the owner has no folder yet, a stand-in says its events.
      ...hears
        .filter(({ type, owner }) => !said.has(type) && owners.has(owner))
        .map(({ type }) => `${capability} hears ${type}, which nobody says`),
    ];
  });
  if (problems.length > 0) throw new Error(`the capabilities do not fit together:\n- ${problems.join('\n- ')}`);
}

/** The entries of which a contract says that they need something. */
const entriesIn = ({
  secrets = {},
  registers = [],
  origins = [],
  sendsMail = [],
  mailsCustomers = {},
  calls = {},
}: Needs): Set<EntryName> =>
  new Set(
    [
      ...Object.values(secrets),
      ...Object.values(calls),
      ...[registers, origins, sendsMail, Object.keys(mailsCustomers) as EntryName[]],
    ].flat(),
  );

/** The routes at which customers change something: before each it is read whether they were signed out. */
export const changedByCustomers = ({ routes }: Pick<Declared, 'routes'>): string[] =>
  Object.entries(routes)
    .filter(([key, { who }]) => !key.startsWith('GET ') && who.includes('customer'))
    .map(([key]) => key);

/** The same of a capability that cannot read it. */
function changedUnread(declared: Declared): string[] {
  const { capability, needs } = declared.contract;
  return capability === 'customers' || needs?.reads?.includes(people) ? [] : changedByCustomers(declared);
}

/** What a contract leaves open of customers' items: somebody who deals with customers says where theirs lie, if any do. */
function whatIsUnsaid({ contract, routes, ownsItems }: Declared): string[] {
  const { capability, hears, says, personal } = contract;
  if (personal === undefined) {
    const dealsWithCustomers =
      Object.values(routes).some(({ who }) => who.includes('customer')) ||
      [...hears, ...says].some(({ example }) => Object.hasOwn(example, 'customerId'));
    return ownsItems && dealsWithCustomers
      ? ['does not say which of its items are a customer’s, how they are exported and what erases them: `personal`']
      : [];
  }
  return personal
    .filter(({ items }) => !new RegExp(`^(${capability}#|(timer|link)#${capability}#)`).test(items))
    .map(({ items }) => `speaks of ${items}, which is not its own`);
}

const wrongEntry = (expected: boolean): string =>
  expected ? 'is missing: what it should answer is declared' : 'has nothing to answer: nothing of the kind is declared';

/** A route of the gateway, and the pool that signs for it. */
export interface GatewayRoute {
  readonly key: string;
  readonly area: Area;
}

/**
 * The gateway's routes of a capability: two greedy ones for each area it has, and one for each key that is a whole path. What GET
 * answers, HEAD answers too.
 */
export function gatewayRoutes({ contract: { capability }, routes }: Declared): GatewayRoute[] {
  const found = new Map<string, Area>();
  for (const key of Object.keys(routes)) {
    const { method, path, area } = fullRoute(capability, key);
    const base = `/api/${area === 'own' ? '' : `${area}/`}${capability}`;
    const whole = key.split(' ')[1]?.startsWith('/api/');
    const alone = method === 'GET' ? [`GET ${path}`, `HEAD ${path}`] : [`${method} ${path}`];
    for (const each of whole ? alone : [`ANY ${base}`, `ANY ${base}/{proxy+}`]) found.set(each, area);
  }
  return [...found].map(([key, area]) => ({ key, area }));
}
