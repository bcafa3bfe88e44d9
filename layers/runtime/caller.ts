import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { environment } from '#layers/environment.ts';
import { realEpochSeconds } from '#layers/time/clock.ts';
import { problem } from './problem.ts';
import { type Area, areaOf, type Role, type Route } from './routes.ts';

/** Who asks, in which role, of which brand. The brand is the API's own, which a caller cannot forge. */
export interface Caller {
  readonly id: string;
  readonly role: Role;
  readonly brand: string;
  /** When the token was issued, of who has one: in seconds since 1970 by the real clock. */
  readonly issuedAt?: number;
}

/** A user of an organisation, and the sites of it that they may see. */
export interface Member extends Caller {
  readonly organisationId: string;
  readonly sites: 'all' | readonly string[];
}

/** The area of the gateway's own route, never of the path: a path is what the caller wrote. */
export const areaOfRequest = (event: APIGatewayProxyEventV2): Area => {
  const [, path = ''] = event.requestContext.routeKey.split(' ');
  return areaOf(path.replace(/^\/api/, ''));
};

/** The brand of the API that was called. Throws `unauthenticated` for an API of nobody. */
export function brandOfRequest(event: APIGatewayProxyEventV2): string {
  const api = apiOf(event);
  if (api === undefined) throw problem('unauthenticated');
  return api.brand;
}

function apiOf(event: APIGatewayProxyEventV2) {
  const { apis } = environment.IDENTITY;
  return Object.hasOwn(apis, event.requestContext.apiId) ? apis[event.requestContext.apiId] : undefined;
}

/**
 * Who calls a route. The gateway has checked the token's signature, but accepts ID tokens and tokens without `exp`: both are
 * rejected here. At a route that a provider signs the caller is the provider, whose signature is still to be checked. Throws `unauthenticated` (401) without a valid access token of this area's pool and this brand,
 * `not-allowed` (403) where the role is another.
 */
export function callerOf(event: APIGatewayProxyEventV2, area: Area, route: Route): Caller | Member {
  const api = apiOf(event);
  if (api === undefined) throw problem('unauthenticated');
  const { brand } = api;
  if (route.signedBy !== undefined) return { id: route.signedBy, role: 'provider', brand };
  if (area === 'open') return { id: 'anyone', role: 'anyone', brand };
  const token = validAccess(claimsOf(event), area === 'staff' ? environment.IDENTITY.staff : api);
  const roles = area === 'staff' ? staffRoles(token.groups, brand) : token.groups;
  if (roles.length === 0) throw problem('unauthenticated');
  const role = route.who.find((who) => roles.includes(who));
  if (role === undefined) throw problem('not-allowed');
  const caller = { id: token.username, role, brand, issuedAt: token.issuedAt };
  return role === 'organisation' ? { ...caller, ...membershipIn(token.groups) } : caller;
}

function validAccess(claims: Record<string, unknown>, pool: { issuer: string; clientId: string }) {
  const { iss, client_id, token_use, exp, iat, username } = claims;
  const valid =
    iss === pool.issuer &&
    client_id === pool.clientId &&
    token_use === 'access' &&
    /^\d+$/.test(String(exp)) &&
    Number(exp) > realEpochSeconds() &&
    /^\d+$/.test(String(iat)) &&
    typeof username === 'string' &&
    username !== '';
  if (!valid) throw problem('unauthenticated');
  return { username, issuedAt: Number(iat), groups: groupsOf(claims['cognito:groups']) };
}

function claimsOf(event: APIGatewayProxyEventV2): Record<string, unknown> {
  const { authorizer } = event.requestContext as { authorizer?: { jwt?: { claims?: Record<string, unknown> } } };
  return authorizer?.jwt?.claims ?? {};
}

/** The gateway passes a list as the text `[a b]`. */
function groupsOf(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.map(String);
  return typeof claim === 'string'
    ? claim
        .replace(/^\[|\]$/g, '')
        .split(' ')
        .filter(Boolean)
    : [];
}

/**
 * An organisation's user is in the group `organisation:<id>` of one organisation, and in `site:<id>` for each site that they may
 * see, or in `site:*` for all. Without a group of sites they see none. Throws `not-allowed` where it is not one organisation.
 */
function membershipIn(groups: readonly string[]): Pick<Member, 'organisationId' | 'sites'> {
  const named = (kind: string) =>
    groups.filter((group) => group.startsWith(`${kind}:`)).map((group) => group.slice(kind.length + 1));
  const [organisationId = '', ...others] = named('organisation');
  if (organisationId === '' || others.length > 0) throw problem('not-allowed');
  const sites = named('site');
  return { organisationId, sites: sites.includes('*') ? 'all' : sites };
}

/** Staff groups are `<brand>:<role>`; those of other brands count for nothing here. */
const staffRoles = (groups: string[], brand: string): string[] =>
  groups.filter((group) => group.startsWith(`${brand}:`)).map((group) => group.slice(brand.length + 1));
