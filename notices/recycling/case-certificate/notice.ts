import * as z from 'zod';
import { caseCertified } from '#events/recycling/case.certified.ts';
import { caseSentAgain } from '#events/recycling/case.sent-again.ts';
import { answers, defineNotice } from '../../notice.ts';
import { beforeOutcome } from '../earlier.ts';

export const notice = defineNotice({
  title: {
    es: 'tu certificado de reciclaje',
    ca: 'el teu certificat de reciclatge',
    en: 'your certificate of recycling',
  },
  urgency: 'informative',
  leadsTo: '/returns/{id}',
  values: z.object({}),
  because: [
    answers(caseCertified, ({ data: { customerId } }) => ({ to: customerId, values: {} })),
    answers(caseSentAgain, ({ data: { customerId, document } }) =>
      document === 'certificate' ? { to: customerId, values: {} } : undefined,
    ),
  ],
  examples: [{}],
  attachment: 'certificate',
  overtakes: beforeOutcome,
});
