import type * as z from 'zod';

export type CustomerRole = 'customer' | 'organisation' | 'prescriber';
export const staffRoles = ['agent', 'manager', 'warehouse', 'admin'] as const;
export type StaffRole = (typeof staffRoles)[number];
export type Role = CustomerRole | StaffRole | 'provider' | 'anyone';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type RouteKey = `${Method} /${string}`;

/**
 * The caller must send an `Idempotency-Key`: the same key again gets the same answer, and nothing happens twice.
 * With `renewing` the answer holds a secret that is not kept: the handler runs again and makes a new one. With `showing` it
 * is not kept either: the handler runs again and shows what the first request made, as it stands by then. With `from` a field of
 * the body stands for the key, where the caller is a provider that numbers what it sends.
 */
export type Once = true | 'renewing' | 'showing' | { readonly from: string };

/**
 * One HTTP route. Its key leaves the capability out: in points, `GET /balance` is `/api/points/balance`,
 * `POST /staff/x` is `/api/staff/points/x` and `POST /open/x` is `/api/open/points/x`.
 */
export interface Route<Who extends Role = Role> {
  readonly who: readonly Who[];
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  readonly returns?: z.ZodType;
  /** What the answer is when it is not JSON: a text, such as `text/html`, else bytes, such as `application/pdf`. */
  readonly media?: string;
  readonly status?: 200 | 201 | 202 | 204;
  readonly once?: Once;
  /** The provider that signs what it sends here, by its name among the keys that `onApi` is given. */
  readonly signedBy?: string;
  /** The codes of the problems it may answer with, beyond those every route has. */
  readonly refuses?: readonly string[];
}

/**
 * Who may stand at a route follows from its key: open routes take anyone, or a provider by its signature, staff routes staff,
 * all others customers.
 */
type RouteAt<Key> = Key extends `${Method} ${'/api' | ''}/open${'' | `/${string}`}`
  ? (Route<'anyone'> & { readonly signedBy?: never }) | (Route<'provider'> & { readonly signedBy: string })
  : Key extends `${Method} /staff${'' | `/${string}`}`
    ? Route<StaffRole>
    : Key extends `${Method} /${string}`
      ? Route<CustomerRole>
      : never;

export type Routes = { readonly [key: RouteKey]: Route };

export function defineRoutes<const R extends { [K in keyof R]: RouteAt<K> }>(routes: R): R {
  return routes;
}

/** The `{names}` in a route's key. */
export type ParamsOf<Key> = Key extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamsOf<Rest> : never;

export type Area = 'open' | 'staff' | 'own';

/**
 * A route key in full: method, path under the origin, and the area that decides which pool signs for it. A key that
 * begins with `/api/` is the whole path already.
 */
export function fullRoute(capability: string, key: string): { method: string; path: string; area: Area } {
  const [method = '', path = ''] = key.split(' ');
  const area = areaOf(path.replace(/^\/api/, ''));
  if (path.startsWith('/api/')) return { method, area, path };
  const rest = area === 'own' ? path : path.slice(area.length + 1);
  const prefix = area === 'own' ? '' : `/${area}`;
  return { method, area, path: `/api${prefix}/${capability}${rest}`.replace(/\/$/, '') };
}

/** The area of a path, or of a gateway's route, below `/api`. */
export function areaOf(path: string): Area {
  const [, first] = path.split('/');
  return first === 'open' || first === 'staff' ? first : 'own';
}
