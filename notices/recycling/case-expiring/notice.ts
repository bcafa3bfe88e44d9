import * as z from 'zod';
import { caseExpired } from '#events/recycling/case.expired.ts';
import { caseExtended } from '#events/recycling/case.extended.ts';
import { caseLabelExpiring } from '#events/recycling/case.label-expiring.ts';
import { answers, day, defineNotice, ends, oneOf } from '../../notice.ts';
import { labelIsDone } from '../earlier.ts';

export const notice = defineNotice({
  title: {
    es: 'el aviso de que tu etiqueta va a caducar',
    ca: 'l’avís que la teva etiqueta caducarà',
    en: 'the warning that your label is about to expire',
  },
  urgency: 'informative',
  leadsTo: '/returns/{id}',
  values: z.object({ expiresOn: day, ifLate: oneOf('extend', 'ask-anew') }),
  because: [
    answers(caseLabelExpiring, ({ data: { customerId, expiresOn, extendable } }) => ({
      to: customerId,
      values: { expiresOn, ifLate: extendable ? 'extend' : 'ask-anew' },
    })),
  ],
  examples: [
    { expiresOn: '2026-12-22', ifLate: 'extend' },
    { expiresOn: '2027-01-05', ifLate: 'ask-anew' },
  ],
  overtakes: ['case-expiring'],
  since: [...labelIsDone, ...ends(caseExtended, caseExpired)],
});
