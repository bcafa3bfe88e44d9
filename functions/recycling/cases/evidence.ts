import type { Language } from '#brands/programmes.ts';
import { personBehind } from '#layers/published/customers/person.ts';
import { idReferred } from '#layers/reference/kept.ts';
import { getAll } from '#layers/table/read.ts';
import { missingOf } from '../rules.ts';
import { type Case, type Doubt, ownerKey } from './case.ts';
import { caseOf } from './cases.ts';

const texts: { [W in Doubt['why']]: { readonly [L in Language]: (reference: string) => string } } = {
  'recycled-before': {
    es: (reference) => `Ya se recicló en el caso ${reference}`,
    ca: (reference) => `Ja es va reciclar al cas ${reference}`,
    en: (reference) => `Recycled before in case ${reference}`,
  },
  'in-another-case': {
    es: (reference) => `Está en el caso abierto ${reference}`,
    ca: (reference) => `És al cas obert ${reference}`,
    en: (reference) => `It is in the open case ${reference}`,
  },
  'anothers-device': {
    es: () => 'Es un dispositivo de otra persona',
    ca: () => 'És un dispositiu d’una altra persona',
    en: () => 'It is a device of somebody else',
  },
};

/**
 * All that a review of a case needs, in one answer: what was announced and counted, what is missing, what came unannounced, what
 * is in doubt and why, what the carrier said that decides nothing, and what was decided before and by whom. Whose a thing is stands there for those who `mayKnow` customers.
 */
export async function evidenceOf(brand: string, found: Case, language: Language, mayKnow: boolean) {
  const { serials, receipt, doubts = [], carrierNews = [], decisions = [] } = found;
  return {
    announced: [...serials],
    ...(receipt !== undefined && {
      counted: [...receipt.serials],
      missing: missingOf(found),
      unannounced: receipt.serials.filter((serial) => !serials.includes(serial)),
    }),
    doubts: await Promise.all(
      doubts.map(async ({ serial, why, reference }) => ({
        serial,
        why,
        text: texts[why][language](reference ?? ''),
        ...(reference !== undefined && { reference }),
        ...(mayKnow && (await whoseIs(brand, { serial, why, reference }))),
      })),
    ),
    carrier: [...carrierNews],
    decisions: decisions.map(({ counting, ...decision }) => ({
      ...decision,
      ...(counting !== undefined && { counting: [...counting] }),
    })),
  };
}

/** The customer of the other case, or who claimed the device. */
async function whoseIs(brand: string, { serial, reference }: Doubt) {
  const customerId = reference === undefined ? await claimedBy(brand, serial) : await customerIn(brand, reference);
  if (customerId === undefined) return {};
  const person = await personBehind(brand, customerId);
  return { whose: { customerId, ...(person !== undefined && { name: person.name }) } };
}

async function claimedBy(brand: string, serial: string): Promise<string | undefined> {
  const [owner] = await getAll<[{ customerId?: string }]>([ownerKey(brand, serial)]);
  return owner?.customerId;
}

async function customerIn(brand: string, reference: string): Promise<string | undefined> {
  const caseId = await idReferred(brand, 'case', reference);
  return caseId && (await caseOf(brand, caseId)).customerId;
}
