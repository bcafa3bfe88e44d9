import * as z from 'zod';
import { caseLabelSent } from '#events/recycling/case.label-sent.ts';
import { caseSentAgain } from '#events/recycling/case.sent-again.ts';
import { answers, dayOr, defineNotice } from '../../notice.ts';
import { labelIsDone } from '../earlier.ts';

export const notice = defineNotice({
  title: {
    es: 'tu etiqueta de devolución',
    ca: 'la teva etiqueta de devolució',
    en: 'your return label',
  },
  urgency: 'transactional',
  leadsTo: '/returns/{id}',
  values: z.object({ expiresOn: dayOr('unsaid') }),
  because: [
    answers(caseLabelSent, ({ data: { customerId, expiresOn } }) => ({ to: customerId, values: { expiresOn } })),
    answers(caseSentAgain, ({ data: { customerId, document } }) =>
      document === 'label' ? { to: customerId, values: { expiresOn: 'unsaid' } } : undefined,
    ),
  ],
  examples: [{ expiresOn: '2026-12-22' }, { expiresOn: 'unsaid' }],
  attachment: 'label',
  since: labelIsDone,
});
