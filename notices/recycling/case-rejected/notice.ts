import * as z from 'zod';
import { caseRejected } from '#events/recycling/case.rejected.ts';
import { answers, defineNotice, oneOf } from '../../notice.ts';
import { beforeOutcome } from '../earlier.ts';

export const notice = defineNotice({
  title: {
    es: 'el aviso de que no hemos podido aceptar tu devolución',
    ca: 'l’avís que no hem pogut acceptar la teva devolució',
    en: 'the news that we could not accept your return',
  },
  urgency: 'informative',
  leadsTo: '/returns/{id}',
  values: z.object({ arrived: oneOf('nothing', 'something', 'unsent') }),
  because: [
    answers(caseRejected, ({ data: { customerId, serials, beforeSending } }) => ({
      to: customerId,
      values: { arrived: beforeSending ? 'unsent' : serials.length === 0 ? 'nothing' : 'something' },
    })),
  ],
  examples: [{ arrived: 'something' }, { arrived: 'nothing' }, { arrived: 'unsent' }],
  overtakes: beforeOutcome,
});
