import type { Programme } from '#brands/programmes.ts';
import { Serial, serialForm } from '#events/values/serial.ts';
import { idReferred } from '#layers/reference/kept.ts';
import { asReference, startsAsReference } from '#layers/reference/reference.ts';
import { cursorAt, type Page, placeIn } from '#layers/runtime/page.ts';
import { problem as common } from '#layers/runtime/problem.ts';
import type { Key } from '#layers/table/change.ts';
import { create, remove, update } from '#layers/table/change.ts';
import { commitIf } from '#layers/table/commit.ts';
import { idFrom } from '#layers/table/hash.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get, getAll, query } from '#layers/table/read.ts';
import { type Instant, now } from '#layers/time/clock.ts';
import { type Case, caseKey, openKey, trackingKey } from '../cases/case.ts';
import { problem } from '../problems.ts';

/** A parcel that belongs to no open case. It stands aside until somebody says what became of it. */
export interface StrayParcel {
  readonly parcelId: string;
  readonly code: string;
  readonly seenAt: Instant;
  /** The closed case it belonged to, if any. */
  readonly caseId?: string;
}

/** What stands aside now: what was dealt with goes from here, so that it never hides what was not. */
const strays = (brand: string): string => `recycling#${brand}#strays`;
const asideKey = (brand: string, parcelId: string): Key => ({ pk: strays(brand), sk: parcelId });

/** What became of it last. */
const strayKey = (brand: string, parcelId: string): Key => ({
  pk: `recycling#${brand}#stray#${parcelId}`,
  sk: 'parcel',
});

/** What the QR code on a label says, and a scanner reads. */
export const qrOf = (brand: string, reference: string): string => `vuelta:${brand}:${reference}`;

/**
 * The case that a scanned code names: the QR of a label, a case's id or reference, a tracking number, or a device's serial. Throws
 * `reference-mistyped` for what begins as a reference of the brand's cases and is nothing else.
 */
export async function caseScanned({ id: brand, initials }: Programme, code: string): Promise<Case | undefined> {
  const other = code.startsWith('vuelta:') && !code.startsWith(qrOf(brand, ''));
  if (other) return undefined;
  const caseId = await caseIdNamed(brand, code.replace(qrOf(brand, ''), ''));
  if (caseId !== undefined) return get<Case>(caseKey(brand, caseId));
  if (startsAsReference(initials, 'case', code)) throw common('reference-mistyped');
  return undefined;
}

async function caseIdNamed(brand: string, named: string): Promise<string | undefined> {
  if (/^k-[A-Za-z0-9_-]{22}$/.test(named)) return named;
  const reference = asReference(named);
  const referred = reference && (await idReferred(brand, 'case', reference));
  if (referred !== undefined) return referred;
  const serial = Serial.safeParse(named);
  if (!serial.success) return undefined;
  const [byTracking, bySerial] = await getAll<{ caseId: string }[]>([
    trackingKey(brand, serial.data),
    openKey(brand, serial.data),
  ]);
  return (byTracking ?? bySerial)?.caseId;
}

/** Puts a parcel aside: the same code again is the same parcel, also where it comes back when it was dealt with. */
export async function setParcelAside(origin: Origin, code: string, caseId: string | undefined): Promise<string> {
  const { brand } = origin;
  const parcelId = `p-${idFrom(brand, serialForm(code))}`;
  const seen = { parcelId, code, seenAt: now(), caseId };
  const aside = create({ ...asideKey(brand, parcelId), ...seen });
  const known = update(strayKey(brand, parcelId), { set: seen, remove: ['settledAt', 'settled'] });
  await commitIf(origin, aside, { changes: [known] });
  return parcelId;
}

/** A page of the parcels that stand aside. */
export async function strayParcels(brand: string, page: Page) {
  const found = await query<StrayParcel>(strays(brand), { after: placeIn(page), limit: page.limit });
  const parcels = found.map(({ parcelId, code, seenAt, caseId }) => ({ parcelId, code, seenAt, caseId }));
  return {
    parcels,
    ...cursorAt(
      page,
      found.map(({ sk }) => sk),
    ),
  };
}

/** Somebody dealt with a parcel. The same again is nothing. */
export async function settleParcel(origin: Origin, parcelId: string, settled: 'returned' | 'disposed' | 'matched') {
  const change = update(strayKey(origin.brand, parcelId), {
    set: { settledAt: now(), settled },
    when: { exists: ['pk'], absent: ['settled'] },
    orElse: (stored) => {
      if (stored === undefined) return common('not-found');
      return stored.settled === settled ? undefined : problem('parcel-settled');
    },
  });
  await commitIf(origin, change, { changes: [remove(asideKey(origin.brand, parcelId))] });
}
