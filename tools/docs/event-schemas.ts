import { catalogue } from '#events/catalogue.ts';
import { type JsonSchema, jsonSchema } from '../../infra/json-schema.ts';

/** The schema of what each event says, by type and version: `deposit.recorded:1`. */
export const eventSchemas = (): Record<string, JsonSchema> =>
  Object.fromEntries(
    [...catalogue.values()]
      .flatMap(({ type, version, data, before = [] }) =>
        [{ version, data }, ...before].map(
          (each) => [`${type}:${each.version}`, jsonSchema(each.data, { io: 'output' })] as const,
        ),
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/**
 * What a schema takes away from one that was published before. Events are kept for ever and heard by functions that are
 * deployed at another moment, so one version may only gain optional fields, and values where there is a list of them.
 * Anything else is a new version.
 */
export function narrowed(before: unknown, now: unknown, at = 'data'): string[] {
  if (!isObject(before) || !isObject(now))
    return same(before, now) ? [] : [`${at}: ${said(before)} is ${said(now)} now`];
  const names = new Set([...Object.keys(before), ...Object.keys(now)].filter((name) => !told.has(name)));
  return [...names].flatMap((name) => {
    const [was, is] = [before[name], now[name]];
    if (name === 'properties') return fields(was as Fields, is as Fields, at);
    if (name === 'enum' && Array.isArray(was) && Array.isArray(is))
      return was.filter((value) => !is.includes(value)).map((value) => `${at}: ${said(value)} is gone`);
    return narrowed(was, is, `${at}.${name}`);
  });
}

type Fields = Readonly<Record<string, unknown>>;

/** For people only. */
const told = new Set(['description', 'title']);

function fields(before: Fields = {}, now: Fields = {}, at: string): string[] {
  return Object.entries(before).flatMap(([name, was]) =>
    name in now ? narrowed(was, now[name], `${at}.${name}`) : [`${at}.${name} is gone`],
  );
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const said = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/** What the events of now take away from those that were published, and what to do about it. */
export function narrowedEvents(published: Readonly<Record<string, JsonSchema>>): string[] {
  const now = eventSchemas();
  return Object.entries(published).flatMap(([name, before]) => {
    const schema = now[name];
    if (schema === undefined) return [`${name} is gone: keep it as an earlier version, in \`before\``];
    return narrowed(before, schema).map(
      (what) => `${name}: ${what}. Make it a new version, and keep this one in \`before\``,
    );
  });
}
