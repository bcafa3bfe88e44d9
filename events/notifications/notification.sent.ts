import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const notificationSent = defineEvent({
  type: 'notification.sent',
  version: 1,
  owner: 'notifications',
  about: 'customer',
  summary: 'A message left for a customer',
  recordOnly: true,
  data: z.object({ customerId: z.string(), template: z.string(), channel: z.enum(['mail']) }),
  example: { customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg', template: 'deposit-receipt', channel: 'mail' },
  tells: ({ template }, names) => {
    const about = names.mail(template);
    return {
      es: `Te enviamos un correo${about ? `: ${about.es}` : ''}`,
      ca: `Et vam enviar un correu${about ? `: ${about.ca}` : ''}`,
      en: `We sent you a mail${about ? `: ${about.en}` : ''}`,
    };
  },
});
