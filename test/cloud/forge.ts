/** Tokens as forgers make them: of a true token, of what anybody may read of a pool, and of keys of their own. */
import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type JWK, type JWTHeaderParameters, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import type { Stack } from '../../tools/cloud/stack.ts';
import type { Pool, Tokens } from '../support/access/callers.ts';

/** A route that asks for a token, and all there is to forge one from. */
export interface Door {
  readonly url: string;
  /** Those of somebody who may come in. */
  readonly tokens: Tokens;
  /** The access token of somebody else of the same pool. */
  readonly another: string;
  readonly pool: Pool;
  /** The public key that verifies the pool's access tokens. */
  readonly jwk: JWK & { kid: string; n: string };
  /** Where the forger serves a key of their own. */
  readonly keysElsewhere: string;
  /** The pool's own private key, which only an emulator keeps in a file. */
  readonly poolKey: KeyObject;
}

/** What is sent: an `Authorization` header, or something that stands in its place. */
export type Sent = string | { headers?: Record<string, string | string[]>; query?: string };

export type Forgeries = Readonly<Record<string, (door: Door) => Sent | Promise<Sent>>>;

export async function doorOf(stack: Stack, door: Omit<Door, 'jwk' | 'poolKey'>): Promise<Door> {
  const { userPoolId } = door.pool;
  const { keys } = (await (await fetch(`${stack.endpoint}/${userPoolId}/.well-known/jwks.json`)).json()) as {
    keys: Door['jwk'][];
  };
  const jwk = keys.find(({ kid }) => kid === headerOf(door.tokens.access).kid) as Door['jwk'];
  const keyFile = join(dirname(stack.mqtt.ca), 'state/cognito-pool-keys', `${userPoolId}-access.pem`);
  return { ...door, jwk, poolKey: createPrivateKey(readFileSync(keyFile)) };
}

type Json = Record<string, unknown>;

const coded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decoded = (part = ''): Json => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;
const partsOf = (token: string) => token.split('.') as [header: string, claims: string, signature: string];
export const headerOf = (token: string): Json => decoded(partsOf(token)[0]);
export const claimsOf = (token: string): JWTPayload => decoded(partsOf(token)[1]);

const bearer = (token: string): string => `Bearer ${token}`;
const now = Math.floor(Date.now() / 1000);

/** A token with another header or other claims under the signature it had. */
function altered(token: string, { header, claims }: { header?: Json; claims?: Json }): string {
  const [, , signature] = partsOf(token);
  return [coded({ ...headerOf(token), ...header }), coded({ ...claimsOf(token), ...claims }), signature].join('.');
}

const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ownJwk = own.publicKey.export({ format: 'jwk' });
/** What a forger would have us fetch. */
export const ownKeySet = { keys: [{ ...ownJwk, kid: 'forged-1', alg: 'RS256', use: 'sig' }] };
const ownCurve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ownEdwards = generateKeyPairSync('ed25519');

/** A true token's claims under a header and signature of the forger's. */
const signedBy = async (key: KeyObject, door: Door, header: Partial<JWTHeaderParameters> = {}): Promise<string> =>
  bearer(
    await new SignJWT(claimsOf(door.tokens.access))
      .setProtectedHeader({ alg: 'RS256', kid: door.jwk.kid, ...header })
      .sign(key),
  );

/** Key confusion: what anybody can read of the pool as the secret of a symmetric signature. */
function keyedWith(secret: string | Buffer, { tokens, jwk }: Door, bits = 256): string {
  const input = `${coded({ alg: `HS${bits}`, kid: jwk.kid })}.${coded(claimsOf(tokens.access))}`;
  return bearer(`${input}.${createHmac(`sha${bits}`, secret).update(input).digest('base64url')}`);
}

const publicKeyOf = ({ jwk }: Door) => createPublicKey({ key: jwk as Json, format: 'jwk' });

/** A true token's claims with some of them changed (`undefined`: left out), signed by the pool's own key. */
export const signedByPool = (changed: Json) => async (door: Door) => {
  const header = { alg: 'RS256', kid: door.jwk.kid };
  return bearer(
    await new SignJWT({ ...claimsOf(door.tokens.access), ...changed }).setProtectedHeader(header).sign(door.poolKey),
  );
};

const unsigned = (alg: string, signature: (door: Door) => string) => (door: Door) =>
  bearer(`${coded({ alg, kid: door.jwk.kid })}.${partsOf(door.tokens.access)[1]}${signature(door)}`);

const withAltered = (changed: { header?: Json; claims?: Json }) => (door: Door) =>
  bearer(altered(door.tokens.access, changed));

export const notAToken: Forgeries = {
  'no header': () => ({}),
  'an empty header': () => '',
  'the scheme alone': () => 'Bearer',
  'the scheme and blanks': () => 'Bearer    ',
  'the word a program writes for nothing': () => 'Bearer undefined',
  'a user and password': () => `Basic ${Buffer.from('admin-retorno:Vuelta-2026!').toString('base64')}`,
  'a true token under another scheme': ({ tokens }) => `Basic ${tokens.access}`,
  'the scheme twice': ({ tokens }) => bearer(bearer(tokens.access)),
  'two true tokens in one header': ({ tokens }) => `${bearer(tokens.access)}, ${bearer(tokens.access)}`,
  'two headers, the true one last': ({ tokens }) => ({
    headers: { authorization: ['Bearer a.b.c', bearer(tokens.access)] },
  }),
  'a true token in the query': ({ tokens }) => ({ query: `?access_token=${tokens.access}` }),
  'a true token in a cookie': ({ tokens }) => ({ headers: { cookie: `authorization=${tokens.access}` } }),
  'a true token in another header': ({ tokens }) => ({ headers: { 'x-authorization': bearer(tokens.access) } }),
};

export const brokenTokens: Forgeries = {
  'a token without its signature': ({ tokens }) => bearer(partsOf(tokens.access).slice(0, 2).join('.')),
  'a token with an empty signature': ({ tokens }) => bearer(`${partsOf(tokens.access).slice(0, 2).join('.')}.`),
  'a token with half its signature': ({ tokens }) => bearer(tokens.access.slice(0, -170)),
  'a token with another’s signature': ({ tokens, another }) =>
    bearer([...partsOf(tokens.access).slice(0, 2), partsOf(another)[2]].join('.')),
  'a token with a signature of 7,000 letters': ({ tokens }) => bearer(tokens.access.padEnd(7_000, 'A')),
  'a token with a dot more at its end': ({ tokens }) => bearer(`${tokens.access}.`),
  'a token with a dot more before it': ({ tokens }) => bearer(`.${tokens.access}`),
  'a token of five parts': ({ tokens }) => bearer(`${tokens.access}.${partsOf(tokens.access).slice(1).join('.')}`),
  'a token with a blank in its claims': ({ tokens }) => {
    const [header, claims, signature] = partsOf(tokens.access);
    return bearer(`${header}.${claims.slice(0, 20)} ${claims.slice(20)}.${signature}`);
  },
  'a token back to front': ({ tokens }) => bearer(partsOf(tokens.access).reverse().join('.')),
  'a token with claims that are not JSON': ({ tokens }) => {
    const [header, , signature] = partsOf(tokens.access);
    return bearer(`${header}.${Buffer.from('admin').toString('base64url')}.${signature}`);
  },
  'a token with the claims of the ID token': ({ tokens }) => {
    const [header, , signature] = partsOf(tokens.access);
    return bearer(`${header}.${partsOf(tokens.id)[1]}.${signature}`);
  },
};

export const tamperedTokens: Forgeries = {
  'a changed role': withAltered({ claims: { 'cognito:groups': ['customer', 'retorno:admin'] } }),
  'a changed user name': withAltered({ claims: { username: 'c-AAAAAAAAAAAAAAAAAAAAAA' } }),
  'a changed subject': withAltered({ claims: { sub: '00000000-0000-4000-8000-000000000000' } }),
  'a changed client': withAltered({ claims: { client_id: 'another' } }),
  'a changed issuer': withAltered({ claims: { iss: 'https://issuer.example' } }),
  'a later end': withAltered({ claims: { exp: now + 315_360_000 } }),
  'the algorithm changed to none': withAltered({ header: { alg: 'none' } }),
  'the algorithm changed to HS256': withAltered({ header: { alg: 'HS256' } }),
  'a critical extension put into the header': withAltered({ header: { crit: ['exp2'], exp2: true } }),
  'an ID token called an access token': ({ tokens }) =>
    bearer(altered(tokens.id, { claims: { token_use: 'access', ...claimsOf(tokens.access) } })),
};

export const unsignedTokens: Forgeries = {
  'algorithm none': ({ tokens }) => bearer(new UnsecuredJWT(claimsOf(tokens.access)).encode()),
  'algorithm none under our key’s name': unsigned('none', () => '.'),
  'algorithm none without a last dot': unsigned('none', () => ''),
  'algorithm none with the true signature': unsigned('none', ({ tokens }) => `.${partsOf(tokens.access)[2]}`),
  'algorithm None': unsigned('None', () => '.'),
  'algorithm NONE': unsigned('NONE', () => '.'),
  'algorithm nOnE': unsigned('nOnE', () => '.'),
  'an empty algorithm': unsigned('', () => '.'),
};

export const confusedKeys: Forgeries = {
  'the public key in PEM': (door) => keyedWith(publicKeyOf(door).export({ type: 'spki', format: 'pem' }), door),
  'the public key in PKCS 1': (door) => keyedWith(publicKeyOf(door).export({ type: 'pkcs1', format: 'pem' }), door),
  'the public key in DER': (door) => keyedWith(publicKeyOf(door).export({ type: 'spki', format: 'der' }), door),
  'the public key in PEM, under HS512': (door) =>
    keyedWith(publicKeyOf(door).export({ type: 'spki', format: 'pem' }), door, 512),
  'the modulus as text': (door) => keyedWith(door.jwk.n, door),
  'the modulus as bytes': (door) => keyedWith(Buffer.from(door.jwk.n, 'base64url'), door),
  'the published key as JSON': (door) => keyedWith(JSON.stringify(door.jwk), door),
  'the key’s name': (door) => keyedWith(door.jwk.kid, door),
  'the client’s id': (door) => keyedWith(door.pool.clientId, door),
  nothing: (door) => keyedWith('', door),
};

export const ownKeys: Forgeries = {
  'an own key under our key’s name': (door) => signedBy(own.privateKey, door),
  'an own key under a name of its own': (door) => signedBy(own.privateKey, door, { kid: 'forged-1' }),
  'an own key without a name': (door) => signedBy(own.privateKey, door, { kid: undefined }),
  'an own key with an empty name': (door) => signedBy(own.privateKey, door, { kid: '' }),
  'an own key that is named as a file': (door) => signedBy(own.privateKey, door, { kid: '../../../../dev/null' }),
  'an own key that is named as a query': (door) => signedBy(own.privateKey, door, { kid: "x' OR '1'='1" }),
  'an own key in the header': (door) => signedBy(own.privateKey, door, { jwk: ownJwk }),
  'an own key in the header, without a name': (door) => signedBy(own.privateKey, door, { jwk: ownJwk, kid: undefined }),
  'an own key behind jku': (door) => signedBy(own.privateKey, door, { jku: door.keysElsewhere, kid: 'forged-1' }),
  'an own key behind x5u': (door) => signedBy(own.privateKey, door, { x5u: door.keysElsewhere, kid: 'forged-1' }),
  'an own key in x5c': (door) =>
    signedBy(own.privateKey, door, {
      x5c: [own.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
    }),
  'an own key under RS512': (door) => signedBy(own.privateKey, door, { alg: 'RS512' }),
  'an own key under PS256': (door) => signedBy(own.privateKey, door, { alg: 'PS256' }),
  'an own key under ES256': (door) => signedBy(ownCurve.privateKey, door, { alg: 'ES256' }),
  'an own key under EdDSA': (door) => signedBy(ownEdwards.privateKey, door, { alg: 'EdDSA' }),
  'the pool’s own key under RS512': (door) => signedBy(door.poolKey, door, { alg: 'RS512' }),
};

export const wrongClaims: Forgeries = {
  'no end': signedByPool({ exp: undefined }),
  'an end an hour ago': signedByPool({ exp: now - 3600 }),
  'an end before 1970': signedByPool({ exp: -1 }),
  'an end at zero': signedByPool({ exp: 0 }),
  'an end beyond all numbers': signedByPool({ exp: 1e30 }),
  'an end that is true': signedByPool({ exp: true }),
  'no time of issue': signedByPool({ iat: undefined }),
  'a beginning in an hour': signedByPool({ nbf: now + 3600 }),
  'an issue in an hour': signedByPool({ iat: now + 3600 }),
  'no client': signedByPool({ client_id: undefined }),
  'another client': signedByPool({ client_id: 'another' }),
  'another client, and ours as its audience': (door) =>
    signedByPool({ client_id: 'another', aud: door.pool.clientId })(door),
  'no client, and ours as its audience': (door) =>
    signedByPool({ client_id: undefined, aud: door.pool.clientId })(door),
  'no issuer': signedByPool({ iss: undefined }),
  'our issuer and a slash': (door) => signedByPool({ iss: `${claimsOf(door.tokens.access).iss}/` })(door),
  'no use': signedByPool({ token_use: undefined }),
  'the use of an ID token': signedByPool({ token_use: 'id' }),
  'a use in capitals': signedByPool({ token_use: 'ACCESS' }),
  'no user': signedByPool({ username: undefined }),
  'an empty user': signedByPool({ username: '' }),
  'no group': signedByPool({ 'cognito:groups': undefined }),
  'an empty list of groups': signedByPool({ 'cognito:groups': [] }),
  'a nameless group': signedByPool({ 'cognito:groups': [''] }),
};

export const otherTokens: Forgeries = {
  'the ID token': ({ tokens }) => bearer(tokens.id),
  'the refresh token': ({ tokens }) => bearer(tokens.refresh),
};
