import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Who may do what: every route with what each role meets there. It stands in `test/<capability>/access.txt`, written by hand
 * and reviewed, never derived from the declarations it is compared with.
 *
 *   in    the route answers, be it that the thing does not exist or that the request is incomplete
 *   401   no valid access token of this route's pool and brand: customers', organisations' and prescribers' tokens are
 *         not valid at staff routes, nor those of staff anywhere else; no token is, where a provider must have signed
 *   403   signed in, in the wrong role
 *
 * `stranger` is what somebody of a right role meets who asks for a thing of another: at staff routes a thing of another
 * brand's customer, elsewhere one of another customer.
 *
 *   404   it does not exist, in the same words as for an id that somebody made up
 *   none  an answer without content, the same as for an id that somebody made up
 *   -     the route names no thing: it is about the caller, or its token is all there is
 */

export const roles = [
  'anyone',
  'customer',
  'organisation',
  'prescriber',
  'agent',
  'manager',
  'warehouse',
  'admin',
] as const;
export type Role = (typeof roles)[number];

const outcomes = ['in', '401', '403'] as const;
export type Outcome = (typeof outcomes)[number];

const strangers = ['404', 'none', '-'] as const;

export interface Row {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly outcomes: Readonly<Record<Role, Outcome>>;
  readonly stranger: (typeof strangers)[number];
}

const tests = join(import.meta.dirname, '../..');

/** The rows of every capability. Throws where a column is another, or a cell is missing or no outcome. */
export const table: readonly Row[] = readdirSync(tests).flatMap((capability) => {
  const file = `${capability}/access.txt`;
  if (!existsSync(join(tests, file))) return [];
  const [heading = '', ...lines] = readFileSync(join(tests, file), 'utf8').split('\n').filter(Boolean);
  const columns = ['route', ...roles, 'stranger'].join(' ');
  if (heading.split(/\s+/).join(' ') !== columns) throw new Error(`test/${file}: its first line must be ${columns}`);
  return lines.map((line) => rowOf(line, file));
});

function rowOf(line: string, file: string): Row {
  const [method, path = '', ...cells] = line.split(/\s+/);
  const stranger = strangers.find((each) => each === cells.at(-1));
  const legal = cells.slice(0, -1).every((cell) => outcomes.some((outcome) => outcome === cell));
  if (!legal || cells.length !== roles.length + 1 || stranger === undefined)
    throw new Error(`test/${file}: no row: ${line}`);
  const met = Object.fromEntries(roles.map((role, at) => [role, cells[at]]));
  return { method: method as Row['method'], path, outcomes: met as Row['outcomes'], stranger };
}

/** What a row's route is called in the declarations and in a test's name. */
export const nameOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

/** A route as a capability declares it. */
interface DeclaredRoute {
  readonly capability: string;
  readonly route: string;
}

/** What to do where routes are declared without a row, or rows written without a route or twice. */
export function missing(rows: readonly string[], declared: readonly DeclaredRoute[]): string[] {
  return [
    ...declared
      .filter(({ route }) => !rows.includes(route))
      .map(
        ({ capability, route }) =>
          `test/${capability}/access.txt: add a line for ${route} that says what each role meets`,
      ),
    ...rows
      .filter((row) => declared.every(({ route }) => route !== row))
      .map((row) => `test/*/access.txt: take out ${row}, which no routes.ts declares`),
    ...rows.filter((row, at) => rows.indexOf(row) !== at).map((row) => `test/*/access.txt: ${row} stands there twice`),
  ];
}
