import * as z from 'zod';
import { eachOnce } from '#events/values/each-once.ts';
import { Serial } from '#events/values/serial.ts';
import { Page } from '#layers/runtime/page.ts';
import { defineRoutes } from '#layers/runtime/routes.ts';
import { WrittenInstant } from '#layers/time/written-instant.ts';
import { doubts, newsAside, outcomes, results } from './cases/case.ts';
import { attentions, states } from './rules.ts';

const Mail = z.object({
  document: z.enum(['label', 'certificate']),
  state: z.enum(['waiting', 'sent', 'unknown-outcome', 'unconfirmed-address', 'overtaken', 'not-sent']),
  canBeSentAgain: z.boolean().describe('Nobody knows whether it left, or it did not'),
});

const reference = z
  .string()
  .describe('What people call it by. A route that takes the id takes this too, however it is written');

const Case = z.object({
  id: z.string(),
  reference,
  state: z.enum(states),
  result: z.enum(results).optional(),
  reason: z.string(),
  serials: z.array(z.string()),
  missing: z.array(z.string()).optional().describe('What was announced and did not come, once what came was counted'),
  tracking: z.string().optional(),
  steps: z.array(
    z.object({
      name: z.string(),
      at: z.iso.datetime().optional().describe('When it happened'),
      promisedBy: z.iso.datetime().optional().describe('By when it will'),
    }),
  ),
  next: z.object({
    who: z.enum(['you', 'us', 'carrier', 'nobody']),
    text: z.string(),
    by: z.iso.datetime().optional(),
  }),
});

const CaseWithMails = Case.extend({ mails: z.array(Mail) });

const decisions = ['accept', 'reject', 'retry'] as const;

const Evidence = z.object({
  announced: z.array(z.string()),
  counted: z.array(z.string()).optional(),
  missing: z.array(z.string()).optional().describe('Announced, and not counted'),
  unannounced: z.array(z.string()).optional().describe('Counted, and not announced'),
  doubts: z
    .array(
      z.object({
        serial: z.string(),
        why: z.enum(doubts),
        text: z.string(),
        reference: z.string().optional().describe('The other case that it is or was in'),
        whose: z
          .object({ customerId: z.string(), name: z.string().optional() })
          .optional()
          .describe('For those who may look customers up'),
      }),
    )
    .describe('What does not count as the sender’s unless somebody decides so, and why'),
  carrier: z
    .array(
      z.object({
        status: z.string(),
        at: z.iso.datetime().describe('By the carrier’s clock'),
        heardAt: z.iso.datetime(),
        why: z.enum(newsAside),
      }),
    )
    .describe('What the carrier said that decides nothing, and why it does not'),
  decisions: z.array(
    z.object({
      at: z.iso.datetime(),
      by: z.string(),
      decision: z.enum(decisions),
      because: z.string().optional(),
      counting: z.array(z.string()).optional(),
    }),
  ),
});

const Scanned = z.object({
  known: z.boolean(),
  caseId: z.string().optional(),
  reference: reference.optional(),
  parcelId: z.string().optional().describe('A parcel of no open case: it stands aside under this id'),
  state: z.string().optional(),
  expects: z.array(z.string()).optional().describe('The serials that should be in it'),
  attention: z.string().optional(),
});

const InList = z.object({
  id: z.string(),
  reference,
  state: z.string(),
  attention: z.enum(attentions).optional(),
  reason: z.string(),
  serials: z.array(z.string()),
  trouble: z.string().optional(),
});

const Parcel = z.object({
  parcelId: z.string(),
  code: z.string(),
  seenAt: z.iso.datetime(),
  caseId: z.string().optional().describe('The closed case whose label or number it bears'),
});

const Scan = z.enum(['in-transit', 'received', 'returned']);
const Count = z.int().min(0).max(20);

export const routes = defineRoutes({
  'POST /cases': {
    who: ['customer'],
    summary: 'Ask to send a device back; the label comes by mail',
    body: z
      .strictObject({
        serial: Serial,
        more: eachOnce(z.array(Serial).max(19), 'a serial stands twice')
          .optional()
          .describe('Other devices in the same box'),
        reason: z.string().max(64).optional().describe('Absent: the brand’s usual one'),
      })
      .refine(({ serial, more = [] }) => !more.includes(serial), { path: ['more'], message: 'a serial stands twice' }),
    returns: Case,
    status: 201,
    once: 'showing',
    refuses: [
      'nothing-comes-back',
      'reason-unknown',
      'return-window-over',
      'case-open',
      'case-elsewhere',
      'address-unconfirmed',
      'too-many-unclaimed',
    ],
  },
  'GET /cases': {
    who: ['customer'],
    summary: 'My cases, newest first',
    query: Page,
    returns: z.object({ cases: z.array(Case), cursor: z.string().optional() }),
  },
  'GET /cases/{caseId}': {
    who: ['customer'],
    summary: 'One of my cases: each step with its date, and what comes next by when',
    returns: CaseWithMails,
    refuses: ['reference-mistyped'],
  },
  'POST /cases/{caseId}/cancel': {
    who: ['customer'],
    summary: 'Call a case off; what is on its way comes back to me',
    returns: Case,
    refuses: ['reference-mistyped', 'too-late-to-cancel'],
  },
  'POST /cases/{caseId}/extension': {
    who: ['customer'],
    summary: 'Make the label good for longer, once',
    returns: Case,
    once: 'showing',
    refuses: ['reference-mistyped', 'extended-already', 'nothing-to-extend'],
  },
  'GET /cases/{caseId}/label': {
    who: ['customer'],
    summary: 'The label to print',
    media: 'application/pdf',
    refuses: ['reference-mistyped', 'not-made-yet', 'label-void'],
  },
  'GET /cases/{caseId}/certificate': {
    who: ['customer'],
    summary: 'The certificate of recycling',
    media: 'application/pdf',
    refuses: ['reference-mistyped', 'not-made-yet'],
  },

  'POST /open/carrier': {
    who: ['provider'],
    signedBy: 'carrier',
    summary: 'The carrier says how a parcel travels',
    body: z.object({
      id: z.string().min(1).max(128).describe('The carrier’s own, and new for each thing it says'),
      at: WrittenInstant.describe('When it was seen so'),
      tracking: z.string().min(4).max(64),
      status: z
        .string()
        .min(1)
        .max(64)
        .describe('`in-transit`, `delivered` or `lost`; another is kept for an agent to read and decides nothing'),
    }),
    returns: z.object({ known: z.boolean().describe('Whether we have a parcel of this number') }),
    once: { from: 'id' },
  },

  'POST /staff/scans': {
    who: ['warehouse', 'agent', 'manager'],
    summary: 'Scan whatever code a parcel or device bears: a label, a tracking number, a serial',
    body: z.strictObject({ code: z.string().trim().min(4).max(200), scan: Scan }),
    returns: Scanned,
    refuses: ['nothing-to-return', 'reference-mistyped'],
  },
  'GET /staff/parcels': {
    who: ['warehouse', 'agent', 'manager'],
    summary: 'Parcels that belong to no open case',
    query: Page,
    returns: z.object({ parcels: z.array(Parcel), cursor: z.string().optional() }),
  },
  'POST /staff/parcels/{parcelId}/settle': {
    who: ['warehouse', 'agent', 'manager', 'admin'],
    summary: 'Say what became of such a parcel',
    body: z.strictObject({ settled: z.enum(['returned', 'disposed', 'matched']) }),
    status: 204,
    refuses: ['parcel-settled'],
  },
  'GET /staff/cases': {
    who: ['warehouse', 'agent', 'manager'],
    summary: 'Cases that somebody must look at, by when something was last heard of them',
    query: Page,
    returns: z.object({ cases: z.array(InList), cursor: z.string().optional() }),
  },
  'GET /staff/cases/{caseId}': {
    who: ['warehouse', 'agent', 'manager', 'admin'],
    summary: 'A case, with all that a decision on it needs',
    returns: CaseWithMails.extend({
      attention: InList.shape.attention,
      trouble: z.string().optional(),
      review: Evidence,
    }),
    refuses: ['reference-mistyped'],
  },
  'POST /staff/cases/{caseId}/scans': {
    who: ['warehouse', 'agent', 'manager', 'admin'],
    summary: 'Where the parcel is; the same scan again is nothing',
    body: z.strictObject({ scan: Scan }),
    returns: Case,
    refuses: ['reference-mistyped', 'case-closed', 'nothing-to-return'],
  },
  'POST /staff/cases/{caseId}/receipt': {
    who: ['warehouse', 'admin'],
    summary: 'What was counted; it decides nothing about money',
    body: z.strictObject({
      good: Count,
      damaged: Count,
      missing: Count,
      serials: eachOnce(z.array(Serial).max(20), 'a serial stands twice'),
    }),
    returns: Case,
    refuses: ['reference-mistyped', 'receipt-inconsistent', 'receipt-differs', 'case-closed', 'case-cancelled'],
  },
  'POST /staff/cases/{caseId}/outcome': {
    who: ['warehouse', 'admin'],
    summary: 'What became of it',
    body: z.strictObject({ outcome: z.enum(outcomes) }),
    returns: Case,
    refuses: [
      'reference-mistyped',
      'outcome-taken',
      'case-closed',
      'case-cancelled',
      'not-inspected',
      'in-review',
      'nothing-came',
    ],
  },
  'POST /staff/cases/{caseId}/review': {
    who: ['agent', 'manager', 'admin'],
    summary: 'Decide on a case in review: take what came, send it back, or try a failed step again',
    body: z
      .strictObject({
        decision: z.enum(decisions),
        because: z.string().trim().min(3).max(500).optional().describe('Not needed to try a step again'),
        counting: eachOnce(z.array(Serial).max(20), 'a serial stands twice')
          .optional()
          .describe('Serials in doubt that count as the sender’s all the same'),
      })
      .refine(({ decision, because }) => decision === 'retry' || because !== undefined, {
        path: ['because'],
        message: 'say why',
      }),
    returns: Case,
    refuses: ['reference-mistyped', 'not-in-review', 'not-in-doubt'],
  },
  'POST /staff/cases/{caseId}/cancel': {
    who: ['agent', 'manager', 'admin'],
    summary: 'Call a case off for its customer',
    returns: Case,
    refuses: ['reference-mistyped', 'too-late-to-cancel'],
  },
  'POST /staff/cases/{caseId}/mails/{document}/again': {
    who: ['agent', 'manager', 'admin'],
    summary: 'Mail a document once more, where nobody knows whether it left',
    returns: Case,
    refuses: ['reference-mistyped', 'mail-not-in-doubt'],
  },
});
