/** The people around a return: its customer, the carrier, the warehouse and an agent, each at their own door. */
import { carrierKey } from '../../functions/recycling/parcels/carrier-keys.ts';
import { local } from '../../infra/names.ts';
import type { Person } from '../../tools/cloud/stack.ts';
import type { Answer, Visitor } from '../../tools/demo/visitor.ts';
import type { Driver } from '../support/driver.ts';
import { signatureBy } from '../support/signature.ts';

export interface Shown {
  readonly id: string;
  readonly reference: string;
  readonly state: string;
  readonly result?: string;
  readonly reason: string;
  readonly serials: string[];
  readonly missing?: string[];
  readonly tracking?: string;
  readonly steps: { name: string; at?: string; promisedBy?: string }[];
  readonly next: { who: string; text: string; by?: string };
  readonly mails: { document: string; state: string; canBeSentAgain: boolean }[];
}

type Judged = Shown & { readonly code: string; readonly detail: string };
type Refused = Answer<{ code: string }>;

/** A name that nobody else has, in this world or on a cloud that many share. In a world it follows from the seed. */
export const unique = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('hex');

export const serialOf = (): string => `MS-${unique().toUpperCase()}`;

export const counted = (serials: readonly string[], missing = 0, damaged = 0) => ({
  good: serials.length - damaged,
  damaged,
  missing,
  serials,
});

/** Everybody at a brand that a return passes through. */
export async function deskOf(here: Driver, brand: string) {
  const [warehouse, agent] = [await here.staff(brand, 'warehouse'), await here.staff(brand, 'agent')];
  const carrier = here.stranger(brand);
  const key = carrierKey(await here.secret(local.secretName('link-key')), brand, 1);

  /** What the carrier says of a parcel, signed as it does. */
  async function carrierSays(tracking: string | undefined, status: string, news: { id?: string; at?: string } = {}) {
    const now = await here.now();
    const body = { id: unique(), at: now, ...news, tracking, status };
    const headers = signatureBy([key], now, JSON.stringify(body));
    return carrier.send<{ known?: boolean; code?: string }>('POST', '/api/open/recycling/carrier', body, null, headers);
  }

  const door = '/api/staff/recycling';
  const of = (caseId: string) => `${door}/cases/${caseId}`;
  return {
    carrier,
    carrierSays,
    warehouse,
    agent,
    scan: (code: string, scan = 'received') =>
      warehouse.send<{ known: boolean; caseId?: string; parcelId?: string; state?: string; code?: string }>(
        'POST',
        `${door}/scans`,
        { code, scan },
        null,
      ),
    receive: (caseId: string, scan = 'received') =>
      warehouse.send<Judged>('POST', `${of(caseId)}/scans`, { scan }, null),
    count: (caseId: string, serials: readonly string[], missing = 0, damaged = 0) =>
      warehouse.send<Judged>('POST', `${of(caseId)}/receipt`, counted(serials, missing, damaged), null),
    decide: (caseId: string, outcome: string) =>
      warehouse.send<Judged>('POST', `${of(caseId)}/outcome`, { outcome }, null),
    review: (caseId: string, decision: string, how: { because?: string; counting?: string[] } = {}) =>
      agent.send<Judged>('POST', `${of(caseId)}/review`, { decision, because: 'I looked at it', ...how }, null),
    calledOff: (caseId: string) => agent.send<Judged>('POST', `${of(caseId)}/cancel`, undefined, null),
    sendsAgain: (caseId: string, document: string) =>
      agent.send<Judged>('POST', `${of(caseId)}/mails/${document}/again`),
    /** A case as an agent reads it. */
    reads: async (caseId: string) => (await agent.get<Shown & Looked>(of(caseId))).body,
    listed: (limit = 100) =>
      pages<{ id: string } & Pick<Looked, 'attention' | 'trouble'>>(agent, `${door}/cases`, 'cases', limit),
    strays: (limit = 100) =>
      pages<{ parcelId: string; code: string; caseId?: string }>(warehouse, `${door}/parcels`, 'parcels', limit),
    settle: (parcelId: string | undefined, settled: string) =>
      warehouse.send<{ code: string }>('POST', `${door}/parcels/${parcelId}/settle`, { settled }, null),
  };
}

export type Desk = Awaited<ReturnType<typeof deskOf>>;

interface Looked {
  readonly review: {
    readonly doubts: readonly { readonly serial: string; readonly why: string }[];
    readonly decisions: readonly { readonly decision: string; readonly because?: string }[];
  };
  readonly attention?: string;
  readonly trouble?: string;
}

/** All of a list, so many at a time. */
export async function pages<Each>(by: Visitor, path: string, list: string, limit: number): Promise<Each[]> {
  const all: Each[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query: string = `limit=${limit}${cursor && `&cursor=${cursor}`}`;
    const { body } = await by.get(`${path}?${query}`);
    all.push(...(body[list] as Each[]));
    cursor = body.cursor as string | undefined;
  }
  return all;
}

/** Somebody with something to send back. */
export const sender = async (here: Driver, brand: string, story: string, name?: string): Promise<Sender> =>
  senderOf(here, await here.registers(brand, story, name));

const password = 'Vuelta-2026!';

/** Somebody whose address is not confirmed until they follow the link of their welcome. */
export async function unconfirmed(here: Driver, brand: string, story: string) {
  const stranger = here.stranger(brand);
  const email = `${story}-${unique()}@${brand}.example`;
  const asked = { name: 'Núria Peña', email, password };
  const { customerId } = (await stranger.send<{ customerId: string }>('POST', '/api/open/customers', asked)).body;
  const by = await senderOf(here, { brand, role: 'customer', username: customerId, password, customerId, email });
  await here.quiet();
  const [welcome] = await by.mails();
  const link = /\/api\/open\/customers\/confirmations\/\S+/.exec(welcome?.text ?? '')?.[0] ?? '';
  return { ...by, confirms: () => stranger.submits(link, { password: 'Vuelta-2026!' }) };
}

/** Somebody with something to send back, and what they see of it. */
async function senderOf(here: Driver, person: Person) {
  const me = await here.as(person);
  const cases = '/api/recycling/cases';
  return {
    person,
    me,
    asks: (body: { serial: string; more?: string[]; reason?: string }, key?: string) =>
      me.send<Judged>('POST', cases, body, key),
    /** The case when everything that follows from the last deed is done. */
    sees: async (caseId: string): Promise<Shown> => {
      await here.quiet();
      return (await me.get<Shown>(`${cases}/${caseId}`)).body;
    },
    cancels: (caseId: string): Promise<Refused> => me.send('POST', `${cases}/${caseId}/cancel`, undefined, null),
    extends: (caseId: string, key?: string): Promise<Refused> =>
      me.send('POST', `${cases}/${caseId}/extension`, undefined, key),
    loads: (caseId: string, paper: string) => me.download(`${cases}/${caseId}/${paper}`),
    mails: () => here.mails(person.email),
    /** What their mails are about, newest first. */
    subjects: async () => (await here.mails(person.email)).map(({ subject }) => subject),
  };
}

export type Sender = Awaited<ReturnType<typeof senderOf>>;
