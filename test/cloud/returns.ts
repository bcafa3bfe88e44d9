/** The people around a return: its customer, the carrier, the warehouse and an agent, each at their own door. */
import { randomUUID } from 'node:crypto';
import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { secret } from '#layers/aws/secrets.ts';
import { carrierKey, signature } from '../../functions/recycling/carrier-signature.ts';
import { linkKey } from '../../infra/names.ts';
import { stepFunctionsOf } from '../../local/aws.ts';
import { runningCases } from '../../local/cases.ts';
import type { Message } from '../../local/mail.ts';
import { registerCustomer } from '../../local/seed.ts';
import type { Person, Stack } from '../../local/stack.ts';
import { productTime, quiet } from '../../local/time-machine.ts';
import { type Answer, customer, staff, type Visitor, visitor } from '../../local/visitor.ts';
import { waitFor } from '../../local/wait.ts';

export interface Shown {
  readonly id: string;
  readonly state: string;
  readonly result?: string;
  readonly reason: string;
  readonly serials: string[];
  readonly tracking?: string;
  readonly steps: { name: string; at?: string; promisedBy?: string }[];
  readonly next: { who: string; text: string; by?: string };
  readonly mails: { document: string; state: string; canBeSentAgain: boolean }[];
}

type Refused = Answer<{ code: string }>;

/** Everybody that a return passes through, at one brand. */
export async function returnsAt(stack: Stack, brand: string) {
  const url = stack.brands[brand]?.url as string;
  const member = (role: string) =>
    staff(stack, stack.staff.people.find((each) => each.brand === brand && each.role === role) as Person);
  const [warehouse, agent] = await Promise.all([member('warehouse'), member('agent')]);
  const carrier = visitor(url);
  const key = carrierKey(await secret(linkKey), brand);

  /** What the carrier says of a parcel, signed as it does. */
  async function carrierSays(tracking: string | undefined, status: string, news: { id?: string; at?: string } = {}) {
    const now = await productTime(stack);
    const body = { id: randomUUID(), at: new Date(now).toISOString(), ...news, tracking, status };
    const sent = signature(key, now, JSON.stringify(body));
    const response = await fetch(`${url}/api/open/recycling/carrier`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'vuelta-signature': sent },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as { known?: boolean; code?: string } };
  }

  const of = (caseId: string) => `/api/staff/recycling/cases/${caseId}`;
  const counted = (serials: readonly string[], missing = 0, damaged = 0) => ({
    good: serials.length - damaged,
    damaged,
    missing,
    serials,
  });
  return {
    carrier,
    carrierSays,
    warehouse,
    agent,
    scan: (code: string, scan = 'received') =>
      warehouse.send<{ known: boolean; caseId?: string; parcelId?: string; state?: string; code?: string }>(
        'POST',
        '/api/staff/recycling/scans',
        { code, scan },
        null,
      ),
    receive: (caseId: string, scan = 'received') =>
      warehouse.send<Shown & { code: string }>('POST', `${of(caseId)}/scans`, { scan }, null),
    count: (caseId: string, serials: readonly string[], missing = 0, damaged = 0) =>
      warehouse.send<Shown & { code: string }>(
        'POST',
        `${of(caseId)}/receipt`,
        counted(serials, missing, damaged),
        null,
      ),
    decide: (caseId: string, outcome: string) =>
      warehouse.send<Shown & { code: string }>('POST', `${of(caseId)}/outcome`, { outcome }, null),
    review: (caseId: string, decision: string) =>
      agent.send<Shown & { code: string }>('POST', `${of(caseId)}/review`, { decision }, null),
    calledOff: (caseId: string) =>
      agent.send<Shown & { code: string }>('POST', `${of(caseId)}/cancel`, undefined, null),
    listed: () => pages<{ id: string; attention?: string }>(agent, 'cases'),
    strays: () => pages<{ code: string }>(warehouse, 'parcels'),
  };
}

/** All of a list of the desk's, page by page. */
async function pages<Each>(by: Visitor, list: 'cases' | 'parcels'): Promise<Each[]> {
  const all: Each[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const query: string = `limit=100${cursor && `&cursor=${cursor}`}`;
    const { body } = await by.get<{ [L in typeof list]: Each[] } & { cursor?: string }>(
      `/api/staff/recycling/${list}?${query}`,
    );
    all.push(...body[list]);
    cursor = body.cursor;
  }
  return all;
}

export type Returns = Awaited<ReturnType<typeof returnsAt>>;

/** Somebody with something to send back, and what they see of it. */
export async function sender(stack: Stack, brand: string, story: string, name = 'Núria Peña') {
  const person = await registerCustomer(stack, brand, name, `${story}-${randomUUID().slice(0, 8)}@${brand}.example`);
  const me: Visitor = await customer(stack, person);
  return {
    person,
    me,
    asks: (body: { serial: string; more?: string[]; reason?: string }, key?: string) =>
      me.send<Shown & { code: string }>('POST', '/api/recycling/cases', body, key),
    /** The case when everything that follows from the last deed is done. */
    sees: async (caseId: string): Promise<Shown> => {
      await quiet(stack);
      return (await me.get<Shown>(`/api/recycling/cases/${caseId}`)).body;
    },
    cancels: (caseId: string): Promise<Refused> =>
      me.send('POST', `/api/recycling/cases/${caseId}/cancel`, undefined, null),
    extends: (caseId: string): Promise<Refused> => me.send('POST', `/api/recycling/cases/${caseId}/extension`),
    mails: () => mailsTo(stack, person.email),
  };
}

export type Sender = Awaited<ReturnType<typeof sender>>;

export const serialOf = (): string => `MS-${randomUUID().slice(0, 13).toUpperCase()}`;

async function mailsTo(stack: Stack, email: string): Promise<Message[]> {
  const answer = await fetch(`${stack.inbox}/messages?to=${encodeURIComponent(email)}`);
  return (await answer.json()) as Message[];
}

/** A paper that came with a mail. */
export async function attachmentOf(stack: Stack, { id }: Message, at = 0): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(`${stack.inbox}/messages/${id}/attachments/${at}`)).arrayBuffer());
}

/** The first execution of a case. */
export const executionOf = ({ stateMachine }: Stack, caseId: string, brand = 'microsmile'): string =>
  `${stateMachine.replace(':stateMachine:', ':execution:')}:${brand}-${caseId}`;

/** The names of the states that the execution of a case entered, one after the other. */
export async function statesEntered(stack: Stack, caseId: string, brand?: string): Promise<string[]> {
  const { events = [] } = await stepFunctionsOf(stack).send(
    new GetExecutionHistoryCommand({ executionArn: executionOf(stack, caseId, brand), maxResults: 1000 }),
  );
  return events.flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []);
}

/** The execution of a case is over, and nothing of it hangs. */
export async function endsFor(stack: Stack, caseId: string): Promise<void> {
  await waitFor(`the execution of ${caseId} to end`, async () => {
    const running = await runningCases(stack);
    return !running.some((each) => each.caseId === caseId);
  });
}
