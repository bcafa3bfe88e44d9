import { homeLanguage, type Programme, type Recycling } from '#brands/programmes.ts';
import { caseCertified } from '#events/recycling/case.certified.ts';
import { caseClosed } from '#events/recycling/case.closed.ts';
import { caseLabelSent } from '#events/recycling/case.label-sent.ts';
import { type Person, personBehind } from '#layers/published/customers/person.ts';
import { caseDocument } from '#layers/published/recycling/case-documents.ts';
import { create, remove } from '#layers/table/change.ts';
import { keepDocument } from '#layers/table/document.ts';
import { subjectOf } from '#layers/table/event-item.ts';
import { hashOf } from '#layers/table/hash.ts';
import type { Origin } from '#layers/table/origin.ts';
import { getAll } from '#layers/table/read.ts';
import { arm } from '#layers/table/timer.ts';
import { civilDate, endOfDay } from '#layers/time/civil.ts';
import { now } from '#layers/time/clock.ts';
import { type Case, openKey, trackingKey } from '../cases/case.ts';
import { caseOf, ownersOf } from '../cases/cases.ts';
import { caseSays } from '../cases/fact.ts';
import { countedClosed } from '../cases/open-bound.ts';
import { causeOf, record } from '../cases/record.ts';
import { contract } from '../contract.ts';
import { certificatePdf } from '../papers/certificate.ts';
import { labelPdf } from '../papers/label.ts';
import { carrierOf } from '../parcels/carrier.ts';
import {
  countedFor,
  labelIsWanted,
  nextLabelInstant,
  recycledKinds,
  resultOf,
  savedBy,
  waitsForAdmission,
} from '../rules.ts';

export interface Step {
  readonly programme: Programme & { readonly recycling: Recycling };
  readonly caseId: string;
  /** What went wrong, where a step is set aside. */
  readonly error?: string;
}

/** A step acts because of the case's last event; that it acts once is settled by the case itself. */
const origin = ({ programme }: Step, { because }: Case): Origin => ({
  brand: programme.id,
  owner: 'recycling',
  cause: because,
  hash: hashOf(because),
  actor: { id: 'recycling', role: 'system' },
});

/** Who was erased has no name; what is theirs still comes back. */
async function personOf(programme: Programme, { customerId }: Case): Promise<Person> {
  const found = await personBehind(programme.id, customerId);
  const { zone } = programme;
  const language = homeLanguage(programme);
  return found ?? { customerId, name: customerId, email: '', emailConfirmed: false, language, zone, segments: [] };
}

/** Makes the label, once, where it is of use: the paper, the number it travels by, the timer of its end, and the event, or nothing. */
export async function sendLabel(step: Step): Promise<{ outcome: 'sent' | 'to-review' }> {
  const { programme, caseId } = step;
  const { id: brand, recycling, zone } = programme;
  const before = await caseOf(brand, caseId);
  if (waitsForAdmission(before)) return { outcome: 'to-review' };
  if (!labelIsWanted(before)) return { outcome: 'sent' };
  const tracking = await carrierOf(recycling).book(before);
  const expiresOn = civilDate(now(), zone, recycling.label.days);
  const label = { tracking, at: now(), expiresOn, expiresAt: endOfDay(expiresOn, zone) };
  const person = await personOf(programme, before);
  const paper = await labelPdf(programme, recycling, person, before, label);
  const by = origin(step, before);
  await record(by, caseId, (found) => {
    if (!labelIsWanted(found)) return undefined;
    const said = caseSays(found, caseLabelSent, 'label', { tracking, expiresOn });
    return {
      set: { label, mailed: { ...found.mailed, label: causeOf(by, said) } },
      event: said,
      changes: [
        keepDocument(caseDocument(brand, caseId, 'label'), paper),
        create({ ...trackingKey(brand, tracking), caseId }),
        arm(by, {
          subject: subjectOf('case', caseId),
          kind: 'label',
          class: contract.timers.label,
          dueAt: nextLabelInstant(label, recycling, zone, label.at),
          data: { caseId },
        }),
      ],
    };
  });
  return { outcome: 'sent' };
}

/** R03: makes the certificate, once. Its figures are those of the kinds of the devices, or are left out. */
export async function certify(step: Step): Promise<{ outcome: 'certified' }> {
  const { programme, caseId } = step;
  const { id: brand, zone } = programme;
  const before = await caseOf(brand, caseId);
  const { certifiedAt, receipt, outcome } = before;
  if (certifiedAt !== undefined || receipt === undefined || outcome === undefined) return { outcome: 'certified' };
  const person = await personOf(programme, before);
  const on = civilDate(outcome.at, zone);
  const serials = countedFor(before);
  const known = (await ownersOf(brand, serials)).map((owner) => owner?.kind);
  const kinds = recycledKinds(programme, known);
  const paper = await certificatePdf(programme, kinds, person, { ...before, serials, outcome }, on);
  const by = origin(step, before);
  await record(by, caseId, (found) => {
    if (found.certifiedAt !== undefined) return undefined;
    const figures = typeof kinds === 'string' ? {} : savedBy(kinds);
    const said = caseSays(found, caseCertified, 'certificate', figures);
    return {
      set: { certifiedAt: now(), mailed: { ...found.mailed, certificate: causeOf(by, said) } },
      event: said,
      changes: [keepDocument(caseDocument(brand, caseId, 'certificate'), paper)],
    };
  });
  return { outcome: 'certified' };
}

/** Ends the case and undoes what its end leaves behind: the label is void, and its serials may come back another time. */
export async function close(step: Step): Promise<{ outcome: 'closed' }> {
  const { programme, caseId } = step;
  const { id: brand, recycling } = programme;
  const before = await caseOf(brand, caseId);
  if (before.label !== undefined && before.receivedAt === undefined) {
    await carrierOf(recycling).void(before.label.tracking);
  }
  const open = await getAll<({ caseId: string } | undefined)[]>(before.serials.map((serial) => openKey(brand, serial)));
  // One that its owner has taken into a case of theirs is not ours to give back.
  const held = before.serials.filter((_, at) => open[at]?.caseId === caseId);
  await record(origin(step, before), caseId, (found) => {
    if (found.closedAt !== undefined) return undefined;
    const result = resultOf(found);
    return {
      set: { closedAt: now(), result },
      event: caseSays(found, caseClosed, 'closed', { result }),
      changes: [
        ...held.map((serial) => remove(openKey(brand, serial), { when: { equals: { caseId } } })),
        ...countedClosed(brand, found),
      ],
    };
  });
  return { outcome: 'closed' };
}

/** A step failed again and again: the case is an agent's from here on, who can have it tried once more. */
export async function setAside(step: Step): Promise<{ outcome: 'set-aside' }> {
  const { programme, caseId, error = 'unknown' } = step;
  await record(origin(step, await caseOf(programme.id, caseId)), caseId, ({ trouble, closedAt }) =>
    (trouble ?? closedAt) === undefined ? { set: { trouble: error.slice(0, 200) } } : undefined,
  );
  return { outcome: 'set-aside' };
}
