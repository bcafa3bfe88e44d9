import type { Programme } from '#brands/programmes.ts';
import { caseRequested } from '#events/recycling/case.requested.ts';
import { type Person, personKey } from '#layers/published/customers/person.ts';
import { newReference } from '#layers/reference/kept.ts';
import { problem as common } from '#layers/runtime/problem.ts';
import { type Change, create, type Item, type Key, update } from '#layers/table/change.ts';
import { commit } from '#layers/table/commit.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get, getAll } from '#layers/table/read.ts';
import { retryOnConflict } from '#layers/table/retry-on-conflict.ts';
import { civilDate } from '#layers/time/civil.ts';
import { type Instant, now } from '#layers/time/clock.ts';
import { drive } from '../execution/execution.ts';
import { problem } from '../problems.ts';
import { type Case, caseKey, customerPartition, openKey } from './case.ts';
import { caseOf, doubtsAbout, ownedByAnother, ownersOf } from './cases.ts';
import { caseSays } from './fact.ts';
import { boundOn, countedOpen } from './open-bound.ts';
import { causeOf, inAttention, lookedAfter } from './record.ts';

/** The id of the case that a request opens: the same for the same request. */
export const caseIdOf = ({ id }: Origin['cause']): string => `k-${id}`;

export interface Wish {
  readonly serial: string;
  readonly more?: readonly string[];
  readonly reason?: string;
}

/**
 * R01: opens a case. A serial is in one open case at a time, and not another customer's as far as devices said. One that was
 * recycled before is a person's to decide before anything is sent. Whoever proved that a device is theirs has it in their case,
 * whoever else has asked with its serial before: else a stranger could lock the owner out. So many cases are open at once of an
 * address that nobody confirmed, and with devices that nobody claimed.
 */
export async function request(origin: Origin, programme: Programme, customerId: string, wish: Wish): Promise<Case> {
  const { brand } = origin;
  const serials = [wish.serial, ...(wish.more ?? [])];
  const reason = await allowed(programme, customerId, wish.reason);
  const owners = await ownersOf(brand, serials);
  if (ownedByAnother(owners, customerId)) throw common('not-found');
  const [person, ...open] = await getAll<[Person, ...Open[]]>([
    personKey(brand, customerId),
    ...serials.map((serial) => openKey(brand, serial)),
  ]);
  const bound = boundOn(
    person,
    owners.every((owner) => owner?.customerId === customerId),
  );
  const caseId = caseIdOf(origin.cause);
  const { time: requestedAt } = origin.cause;
  const known = await doubtsAbout(brand, { caseId, customerId }, serials);
  const doubts = known.filter(({ why }) => why === 'recycled-before');
  await retryOnConflict(async (attempt) => {
    const { reference, kept } = newReference(origin, 'case', caseId, attempt);
    const said = caseSays({ caseId, customerId, reference }, caseRequested, 'requested', { reason, serials });
    const found: Case = {
      ...caseKey(brand, caseId),
      ...{ caseId, reference, customerId, reason, serials, requestedAt },
      ...{ seq: 1, because: causeOf(origin, said) },
      ...(bound && { bounded: true }),
      ...(doubts.length > 0 && { doubts, ...inAttention(brand, caseId), attention: 'differs' }),
    };
    await commit(origin, {
      events: [said],
      changes: [
        create({ ...found }),
        kept,
        create({ pk: customerPartition(brand, customerId), sk: `case#${requestedAt}#${caseId}`, caseId }),
        ...serials.map((serial, at) => {
          const other = owners[at]?.customerId === customerId ? open[at] : undefined;
          return opens(openKey(brand, serial), { caseId, customerId }, other);
        }),
        ...(bound ? [countedOpen(brand, customerId, bound)] : []),
        lookedAfter(origin, caseId),
      ],
      answer: { caseId },
    });
  });
  await drive(origin, caseId).catch(() => {});
  return caseOf(brand, caseId);
}

/** The open case that a serial is in, and whose it is. */
interface Open {
  readonly caseId: string;
  readonly customerId: string;
}

/** Puts a serial into a case, on the condition that it is in no open one, or else in the one of somebody other that is given. */
function opens(key: Key, mine: Open, other: Open | undefined): Change {
  const refused = (open: Item | undefined) =>
    problem(open?.customerId === mine.customerId ? 'case-open' : 'case-elsewhere');
  if (other === undefined || other.customerId === mine.customerId) return create({ ...key, ...mine }, refused);
  return update(key, { set: { ...mine }, when: { equals: { caseId: other.caseId } }, orElse: refused });
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
