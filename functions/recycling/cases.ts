import type { Programme } from '#brands/programmes.ts';
import { caseRequested } from '#events/recycling/case.requested.ts';
import { cursorAt, type Page, placeIn } from '#layers/runtime/page.ts';
import { problem as common } from '#layers/runtime/problem.ts';
import { type Change, create, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import { eventId, eventKey, type Said, say, subjectOf } from '#layers/table/event-item.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get, getAll, query } from '#layers/table/read.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { armAnew } from '#layers/table/timer.ts';
import { civilDate } from '#layers/time/civil.ts';
import { type Instant, later, minutes, now } from '#layers/time/clock.ts';
import { attentionList, type Case, caseKey, customerPartition, type Facts, openKey, ownerKey } from './case.ts';
import { drive } from './execution.ts';
import { problem } from './problems.ts';
import { attention } from './rules.ts';

/** What a fact changes. What it says and its other `changes` go into the same transaction. */
export interface Recorded {
  readonly set?: Partial<Omit<Case, 'pk' | 'sk' | 'seq'>>;
  readonly remove?: readonly (keyof Facts)[];
  /** What says so, and is the case's last event from now on; what else is said goes beside it. */
  readonly event?: Said | undefined;
  readonly also?: readonly Said[] | undefined;
  readonly changes?: readonly Change[];
}

/** The execution is looked after so long after the last fact, should its own wake-up have been cut off. */
const lookAfter = minutes(1);

const lookedAfter = (origin: Origin, caseId: string): Change =>
  armAnew(origin, {
    subject: subjectOf('case', caseId),
    kind: 'drive',
    dueAt: later(now(), lookAfter),
    data: { caseId },
  });

/** A case of the brand. Throws `not-found`. */
export async function caseOf(brand: string, caseId: string): Promise<Case> {
  const found = await get<Case>(caseKey(brand, caseId));
  if (found === undefined) throw common('not-found');
  return found;
}

/** A case of this customer. Throws `not-found` for anybody else's. */
export async function ownCase(brand: string, customerId: string, caseId: string): Promise<Case> {
  const found = await caseOf(brand, caseId);
  if (found.customerId !== customerId) throw common('not-found');
  return found;
}

/** The id of the case that a request opens: the same for the same request. */
export const caseIdOf = ({ id }: Origin['cause']): string => `k-${id}`;

/** A page of a customer's cases, newest first. */
export async function casesOf(
  brand: string,
  customerId: string,
  page: Page,
): Promise<{ cases: Case[]; cursor?: string }> {
  const range = { prefix: 'case#', after: placeIn(page), newestFirst: true, limit: page.limit };
  const listed = await query<{ caseId: string }>(customerPartition(brand, customerId), range);
  const found = await getAll<Case[]>(listed.map(({ caseId }) => caseKey(brand, caseId)));
  return {
    cases: found.filter((item) => item !== undefined),
    ...cursorAt(
      page,
      listed.map(({ sk }) => sk),
    ),
  };
}

interface Owned {
  readonly customerId?: string;
  readonly kind?: string;
}

/** Whose devices are, and what, as far as devices said. */
export const ownersOf = (brand: string, serials: readonly string[]): Promise<readonly (Owned | undefined)[]> =>
  getAll<Owned[]>(serials.map((serial) => ownerKey(brand, serial)));

export const ownedByAnother = (owners: readonly (Owned | undefined)[], customerId: string): boolean =>
  owners.some((owner) => owner?.customerId !== undefined && owner.customerId !== customerId);

/**
 * Records what is new of a case: one thing after the other, each judged by all that came before. `judge` gives what is new,
 * or undefined where the case knows it already.
 */
export async function record(
  origin: Origin,
  caseId: string,
  judge: (found: Case) => Recorded | undefined,
): Promise<{ replayed: boolean; found: Case }> {
  return retryOnConflict(async () => {
    const found = await caseOf(origin.brand, caseId);
    const recorded = judge(found);
    if (recorded === undefined) return { replayed: true, found };
    const { event, also = [], changes = [] } = recorded;
    const events = event === undefined ? also : [event, ...also];
    const { replayed } = await commit(origin, { events, changes: [stepOf(origin, found, recorded), ...changes] });
    return { replayed, found };
  });
}

/**
 * Records a fact, and lets the execution go on by it. Should that be cut off, a timer sees to it. `finish` is what else
 * ends with the fact.
 */
export async function learn(
  origin: Origin,
  caseId: string,
  judge: (found: Case) => Recorded | undefined,
  finish: readonly Change[] = [],
): Promise<{ replayed: boolean; found: Case }> {
  const { replayed } = await record(origin, caseId, (found) => {
    const recorded = judge(found);
    const changes = [...(recorded?.changes ?? []), lookedAfter(origin, caseId), ...finish];
    return recorded && { ...recorded, changes };
  });
  await drive(origin, caseId).catch(() => {});
  return { replayed, found: await caseOf(origin.brand, caseId) };
}

function stepOf(origin: Origin, found: Case, { set, remove = [], event }: Recorded): Change {
  const { brand } = origin;
  const gone = Object.fromEntries(remove.map((field) => [field, undefined]));
  const asked = attention({ ...found, ...set, ...gone });
  const listed =
    asked === undefined ? {} : { listPk: attentionList(brand), listSk: `${now()}#${found.caseId}`, attention: asked };
  const because = event && causeOf(origin, event);
  return update(caseKey(brand, found.caseId), {
    set: { ...set, ...listed, ...(because && { because }), seq: found.seq + 1 },
    remove: [...remove, ...(asked === undefined ? ['listPk', 'listSk', 'attention'] : [])],
    when: { equals: { seq: found.seq } },
  });
}

/** How an event of this origin is named by what it leads to. */
export function causeOf(origin: Origin, { definition, about, effect }: Said): Case['because'] {
  const subject = subjectOf(definition.about, about);
  return { id: eventId(eventKey(origin, subject, effect)), subject, time: origin.cause.time };
}

export interface Wish {
  readonly serial: string;
  readonly more?: readonly string[];
  readonly reason?: string;
}

/** R01: opens a case. A serial is in one open case at a time, and not another customer's as far as devices said. */
export async function request(origin: Origin, programme: Programme, customerId: string, wish: Wish): Promise<Case> {
  const { brand } = origin;
  const serials = [...new Set([wish.serial, ...(wish.more ?? [])])];
  const reason = await allowed(programme, customerId, wish.reason);
  const owners = await ownersOf(brand, serials);
  if (ownedByAnother(owners, customerId)) throw common('not-found');
  const caseId = caseIdOf(origin.cause);
  const { time: requestedAt } = origin.cause;
  const said = say(caseRequested, {
    about: caseId,
    effect: 'requested',
    data: { caseId, customerId, reason, serials },
  });
  const found: Case = {
    ...caseKey(brand, caseId),
    ...{ caseId, customerId, reason, serials, requestedAt, seq: 1, because: causeOf(origin, said) },
    kind: kindOf(programme, owners[0]?.kind),
  };
  await commit(origin, {
    events: [said],
    changes: [
      create({ ...found }),
      create({ pk: customerPartition(brand, customerId), sk: `case#${requestedAt}#${caseId}`, caseId }),
      ...serials.map((serial) =>
        create({ ...openKey(brand, serial), caseId, customerId }, (open) =>
          problem(open?.customerId === customerId ? 'case-open' : 'case-elsewhere'),
        ),
      ),
      lookedAfter(origin, caseId),
    ],
    answer: { caseId },
  });
  await drive(origin, caseId).catch(() => {});
  return caseOf(brand, caseId);
}

/** Old devices are in no register: they are taken for what the brand's programme weighs first. */
function kindOf({ recycling, devices }: Programme, known: string | undefined): string {
  const [first = devices.kinds[0] as string] = Object.keys(recycling?.impact ?? {});
  return known !== undefined && recycling?.impact[known] !== undefined ? known : first;
}

/** The reason by its id, else the brand's first. Throws where the brand has no such reason, or its time is over. */
async function allowed(programme: Programme, customerId: string, reasonId: string | undefined): Promise<string> {
  const { id: brand, recycling, zone } = programme;
  if (recycling === undefined) throw problem('nothing-comes-back');
  const reason = reasonId === undefined ? recycling.reasons[0] : recycling.reasons.find(({ id }) => id === reasonId);
  if (reason === undefined) throw problem('reason-unknown');
  const { withinDaysOfDelivery: within } = reason;
  if (within === undefined) return reason.id;
  const delivered = await get<{ at: Instant }>({ pk: customerPartition(brand, customerId), sk: 'delivered' });
  // Nobody told us of a delivery: who takes the parcel in decides.
  if (delivered === undefined) return reason.id;
  const last = civilDate(delivered.at, zone, within);
  if (civilDate(now(), zone) > last) throw problem('return-window-over');
  return reason.id;
}
