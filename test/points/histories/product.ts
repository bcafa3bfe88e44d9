/** The product as histories know it: three entries, and people whom customers would have written down. */
import './environment.ts';
import type { APIGatewayProxyEventV2, SQSRecord } from 'aws-lambda';
import { personKey } from '#layers/published/customers/person.ts';
import { update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { hashOf } from '#layers/table/hash.ts';
import { builtOf, type Fault } from '../../support/access/planted.ts';
import { poolOf, pools } from './environment.ts';
import type { Place } from './place.ts';
import type { Message } from './reference.ts';

type Entry = (input: never, context: never) => Promise<unknown>;

export interface Product {
  readonly onEvent: Entry;
  readonly onTimer: Entry;
  readonly api: Entry;
}

/** A product, and where it is told a history. */
export interface Stage {
  readonly product: Product;
  readonly place: Place;
}

export const instant = (at: number): string => new Date(at).toISOString();

const record = (body: string): SQSRecord =>
  ({ messageId: 'm', receiptHandle: 'h', body, attributes: { ApproximateReceiveCount: '1' } }) as SQSRecord;

/** Whether the product is through with a message: it does not want it again. */
async function handed(place: Place, entry: Entry, body: string): Promise<boolean> {
  const answer = await place.runs(() => entry({ Records: [record(body)] } as never, {} as never));
  return (answer as { batchItemFailures: unknown[] }).batchItemFailures.length === 0;
}

const about: Record<string, string> = {
  deposit: 'device#rvm-1',
  order: 'order#o',
  case: 'case#k',
  customer: 'customer#c',
};

/** An event as the bus carries it. */
export function told({ product, place }: Stage, brand: string, { id, type, time, data }: Message): Promise<boolean> {
  const subject = about[type.split('.')[0] as string] as string;
  const cause = { id: `cause of ${id}`, subject, time: instant(time) };
  const envelope = {
    specversion: '1.0',
    id,
    type,
    dataschema: `vuelta:${type}:1`,
    source: 'vuelta/others',
    subject,
    time: instant(time),
    data,
    brand,
    cause,
    actor: { id: 'somebody', role: 'system' },
    recordedAt: instant(time),
  };
  return handed(place, product.onEvent, JSON.stringify({ detail: envelope }));
}

export const fired = ({ product, place }: Stage, timer: object): Promise<boolean> =>
  handed(place, product.onTimer, JSON.stringify(timer));

export interface Asked {
  readonly brand: string;
  readonly path: string;
  /** A customer's id, or that of a manager for staff routes. */
  readonly by: string;
  readonly key?: string;
  readonly body?: object;
}

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer may be anything
  readonly body: any;
}

/** A request as the gateway hands it on: a POST where it has a key, else a GET. */
export async function asked({ product, place }: Stage, { brand, path, by, key, body }: Asked): Promise<Answered> {
  const staff = path.startsWith('/api/staff/');
  const { issuer, clientId } = staff ? pools.staff : poolOf(brand);
  const groups = staff ? `[${brand}:manager]` : '[customer]';
  const routeKey = `ANY /api${staff ? '/staff' : ''}/points/{proxy+}`;
  const claims = {
    iss: issuer,
    client_id: clientId,
    token_use: 'access',
    iat: String(Math.floor(Date.now() / 1000)),
    exp: String(Math.floor(Date.now() / 1000) + 3600),
    username: by,
    'cognito:groups': groups,
  };
  const event = {
    version: '2.0',
    routeKey,
    rawPath: path,
    headers: key === undefined ? {} : { 'idempotency-key': key },
    body: body && JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: {
      apiId: `api-${brand}`,
      routeKey,
      requestId: key ?? path,
      http: { method: key === undefined ? 'GET' : 'POST', path },
      authorizer: { jwt: { claims } },
    },
  } as unknown as APIGatewayProxyEventV2;
  const answer = (await place.runs(() => product.api(event as never, {} as never))) as {
    statusCode: number;
    body: string;
  };
  return { status: answer.statusCode, body: JSON.parse(answer.body) };
}

/** What customers would have written under an account: a person, or for a card whose it is. */
export async function written(
  { place }: Pick<Stage, 'place'>,
  brand: string,
  accountId: string,
  fields: Record<string, unknown>,
): Promise<void> {
  const cause = { id: 'customers', subject: 'customer#c', time: instant(Date.now()) };
  const actor = { id: 'customers', role: 'system' as const };
  const origin = { brand, owner: 'customers', cause, actor, hash: hashOf(fields) };
  await place.runs(() => commit(origin, { changes: [update(personKey(brand, accountId), { set: fields })] }));
}

export const person = (customerId: string, zone: string) => ({
  customerId,
  name: 'Ana',
  email: `${customerId}@example.org`,
  emailConfirmed: true,
  language: 'es',
  zone,
});

const entries = `
  export { handler as onEvent } from './functions/points/on-event.ts';
  export { handler as onTimer } from './functions/points/on-timer.ts';
  export { handler as api } from './functions/points/api.ts';
`;

/** The product as it stands in this repository, or a copy of it with a fault. */
export async function theProduct(fault?: Fault): Promise<Product> {
  if (fault !== undefined) return builtOf<Product>(entries, fault);
  const { handler: onEvent } = await import('../../../functions/points/on-event.ts');
  const { handler: onTimer } = await import('../../../functions/points/on-timer.ts');
  const { handler: api } = await import('../../../functions/points/api.ts');
  return { onEvent, onTimer, api } as Product;
}
