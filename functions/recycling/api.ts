import type { Language, Programme, Recycling } from '#brands/programmes.ts';
import { type CaseDocument, caseDocument } from '#layers/published/recycling/case-documents.ts';
import { idMeant } from '#layers/reference/kept.ts';
import { onApi } from '#layers/runtime/on-api.ts';
import { cursorAt, placeIn } from '#layers/runtime/page.ts';
import { problem as common, Problem } from '#layers/runtime/problem.ts';
import { documentOf } from '#layers/table/document.ts';
import type { Origin } from '#layers/table/origin.ts';
import { get, queryIndex } from '#layers/table/read.ts';
import type { Instant } from '#layers/time/clock.ts';
import { toldByCarrier } from './cases/carrier-news.ts';
import { attentionList, type Case, trackingKey } from './cases/case.ts';
import { caseOf, casesOf, doubtsAbout, ownCase } from './cases/cases.ts';
import { cancelled, decided, inspected, reviewed } from './cases/decided-facts.ts';
import { evidenceOf } from './cases/evidence.ts';
import type { How } from './cases/fact.ts';
import { extended, inTransit, received, returned } from './cases/parcel-facts.ts';
import { learn, type Recorded } from './cases/record.ts';
import { caseIdOf, request } from './cases/request.ts';
import { listed, shown } from './cases/view.ts';
import { contract } from './contract.ts';
import { mailsOf, sendAgain } from './papers/mails.ts';
import { carrierKeys } from './parcels/carrier-keys.ts';
import { caseScanned, setParcelAside, settleParcel, strayParcels } from './parcels/parcels.ts';
import { problem } from './problems.ts';
import { routes } from './routes.ts';
import { attention, labelHasEnded, stateOf } from './rules.ts';

interface Asked {
  readonly origin: Origin;
  readonly programme: Programme;
  readonly language: Language;
}

const recyclingOf = ({ recycling }: Programme): Recycling => {
  if (recycling === undefined) throw problem('nothing-comes-back');
  return recycling;
};
const how = ({ origin, programme }: Asked): How => ({
  origin,
  recycling: recyclingOf(programme),
  zone: programme.zone,
});
const show = ({ programme, language }: Asked, found: Case) => shown(found, recyclingOf(programme), language);
const whole = async (asked: Asked, found: Case) => ({
  ...show(asked, found),
  mails: await mailsOf(asked.programme.id, found),
});

interface About extends Asked {
  readonly params: { readonly caseId: string };
}

/** The id of the case that a route is about. */
const caseIdIn = ({ programme, params }: About): Promise<string> => idMeant(programme.id, 'case', params.caseId);

/** The caller's own case that a route is about. */
const ownCaseIn = async (asked: About & { readonly caller: { readonly id: string } }): Promise<Case> =>
  ownCase(asked.programme.id, asked.caller.id, await caseIdIn(asked));

/** Records a fact of the case that a route is about, and shows where it stands now. */
async function after(asked: About, judge: (found: Case) => Recorded | undefined) {
  const { found } = await learn(asked.origin, await caseIdIn(asked), judge);
  return show(asked, found);
}

const scans = { 'in-transit': inTransit, received, returned };

async function paper(brand: string, found: Case, kind: CaseDocument): Promise<Uint8Array> {
  if (kind === 'label' && labelHasEnded(found)) throw problem('label-void');
  const content = await documentOf(caseDocument(brand, found.caseId, kind));
  if (content !== undefined) return content;
  throw found.closedAt === undefined ? problem('not-made-yet') : common('not-found');
}

/**
 * Whatever code was scanned: a parcel of no open case stands aside, and the scanner says so. So does what comes under the
 * label of a closed case: it may be the same parcel once more, or another one that nobody announced.
 */
async function scanCode(asked: Asked, code: string, scan: keyof typeof scans) {
  const { origin } = asked;
  const found = await caseScanned(asked.programme, code);
  const unknown = async () => ({
    known: false,
    ...(found && { caseId: found.caseId, reference: found.reference, state: stateOf(found) }),
    // What leaves, or is said to be under way, does not stand in the house.
    ...(scan === 'received' && { parcelId: await setParcelAside(origin, code, found?.caseId) }),
  });
  if (found === undefined || (found.closedAt !== undefined && scan === 'received')) return unknown();
  try {
    const { found: learnt } = await learn(origin, found.caseId, (each) => scans[scan](how(asked), each));
    const { caseId, reference, serials } = learnt;
    return {
      known: true,
      caseId,
      reference,
      state: stateOf(learnt),
      expects: [...serials],
      attention: attention(learnt),
    };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'case-closed') throw error;
    return unknown();
  }
}

interface News {
  readonly tracking: string;
  readonly status: string;
  readonly at: Instant;
}

/** What the carrier says of a parcel. Of one that is not ours nothing is kept: said again, it is looked for again. */
async function carrierSays(asked: Asked, { tracking, status, at }: News) {
  const { origin } = asked;
  const parcel = await get<{ caseId: string }>(trackingKey(origin.brand, tracking));
  if (parcel === undefined) return { known: false };
  const answer = { known: true };
  await learn(origin, parcel.caseId, (found) => ({ ...toldByCarrier(how(asked), found, status, at), answer }));
  return answer;
}

export const handler = onApi(
  contract,
  routes,
  {
    'POST /cases': async (asked) => {
      const { origin, programme, caller, body, renewing } = asked;
      const { brand, cause } = origin;
      return show(
        asked,
        await (renewing ? caseOf(brand, caseIdOf(cause)) : request(origin, programme, caller.id, body)),
      );
    },
    'GET /cases': async (asked) => {
      const { cases, ...next } = await casesOf(asked.caller.brand, asked.caller.id, asked.query);
      return { cases: cases.map((each) => show(asked, each)), ...next };
    },
    'GET /cases/{caseId}': async (asked) => whole(asked, await ownCaseIn(asked)),
    'POST /cases/{caseId}/cancel': async (asked) => {
      await ownCaseIn(asked);
      return after(asked, cancelled);
    },
    'POST /cases/{caseId}/extension': async (asked) => {
      const found = await ownCaseIn(asked);
      if (asked.renewing) return show(asked, found);
      return after(asked, (each) => extended(how(asked), each));
    },
    'GET /cases/{caseId}/label': async (asked) => paper(asked.caller.brand, await ownCaseIn(asked), 'label'),
    'GET /cases/{caseId}/certificate': async (asked) =>
      paper(asked.caller.brand, await ownCaseIn(asked), 'certificate'),

    'POST /open/carrier': (asked) => carrierSays(asked, asked.body),

    'POST /staff/scans': (asked) => scanCode(asked, asked.body.code, asked.body.scan),
    'GET /staff/parcels': ({ caller, query }) => strayParcels(caller.brand, query),
    'POST /staff/parcels/{parcelId}/settle': ({ origin, params, body }) =>
      settleParcel(origin, params.parcelId, body.settled),
    'GET /staff/cases': async ({ caller, query }) => {
      const page = { after: placeIn(query), limit: query.limit };
      const found = await queryIndex<Case & { listSk: string }>('list', attentionList(caller.brand), page);
      return {
        cases: found.map(listed),
        ...cursorAt(
          query,
          found.map(({ listSk }) => listSk),
        ),
      };
    },
    'GET /staff/cases/{caseId}': async (asked) => {
      const found = await caseOf(asked.caller.brand, await caseIdIn(asked));
      const { caller, language } = asked;
      return {
        ...(await whole(asked, found)),
        attention: attention(found),
        trouble: found.trouble,
        review: await evidenceOf(caller.brand, found, language, caller.role !== 'warehouse'),
      };
    },
    'POST /staff/cases/{caseId}/scans': (asked) => after(asked, (found) => scans[asked.body.scan](how(asked), found)),
    'POST /staff/cases/{caseId}/receipt': async (asked) => {
      const { brand } = asked.origin;
      const doubts = await doubtsAbout(brand, await caseOf(brand, await caseIdIn(asked)), asked.body.serials);
      return after(asked, (found) => inspected(how(asked), found, asked.body, doubts));
    },
    'POST /staff/cases/{caseId}/outcome': async (asked) => {
      const { brand } = asked.origin;
      const before = await caseOf(brand, await caseIdIn(asked));
      const doubts = await doubtsAbout(brand, before, before.receipt?.serials ?? []);
      return after(asked, (found) => decided(brand, found, asked.body.outcome, doubts));
    },
    'POST /staff/cases/{caseId}/review': (asked) => after(asked, (found) => reviewed(how(asked), found, asked.body)),
    'POST /staff/cases/{caseId}/cancel': (asked) => after(asked, cancelled),
    'POST /staff/cases/{caseId}/mails/{document}/again': async (asked) => {
      const { document } = asked.params;
      const known = document === 'label' || document === 'certificate';
      if (!known) throw common('not-found');
      return show(asked, await sendAgain(asked.origin, await caseIdIn(asked), document));
    },
  },
  { carrier: carrierKeys },
);
