import * as z from 'zod';
import { defineEvent } from '../event.ts';

export const notificationSuppressed = defineEvent({
  type: 'notification.suppressed',
  version: 1,
  owner: 'notifications',
  about: 'customer',
  summary: 'A message was not sent, and why',
  data: z.object({
    customerId: z.string(),
    template: z.string(),
    channel: z.enum(['mail']),
    reason: z.enum([
      'unsubscribed',
      'unconfirmed-address',
      'too-many',
      'overtaken',
      'unknown-outcome',
      'refused-by-provider',
    ]),
  }),
  example: {
    customerId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    template: 'deposit-receipt',
    channel: 'mail',
    reason: 'unsubscribed',
  },
  tells: ({ template, reason }, names) => {
    const about = names.mail(template);
    return {
      es: `No te enviamos un correo${about ? ` (${about.es})` : ''}: ${reasons[reason].es}`,
      ca: `No et vam enviar un correu${about ? ` (${about.ca})` : ''}: ${reasons[reason].ca}`,
      en: `We did not send you a mail${about ? ` (${about.en})` : ''}: ${reasons[reason].en}`,
    };
  },
});

const reasons = {
  unsubscribed: { es: 'no quieres recibirlo', ca: 'no el vols rebre', en: 'you do not want it' },
  'unconfirmed-address': {
    es: 'aún no has confirmado tu dirección',
    ca: 'encara no has confirmat la teva adreça',
    en: 'you have not confirmed your address yet',
  },
  'too-many': {
    es: 'ya te hemos enviado varios hoy',
    ca: 'ja te n’hem enviat uns quants avui',
    en: 'we have sent you several today',
  },
  overtaken: {
    es: 'ya no hacía falta, otro posterior cuenta cómo siguió',
    ca: 'ja no calia, un altre de posterior explica com va continuar',
    en: 'there was no need for it any more, a later one tells how it went on',
  },
  'unknown-outcome': {
    es: 'no sabemos si llegó a salir, y nunca enviamos dos veces',
    ca: 'no sabem si va sortir, i mai no enviem dues vegades',
    en: 'we do not know whether it left, and never send twice',
  },
  'refused-by-provider': {
    es: 'el proveedor de correo lo rechazó',
    ca: 'el proveïdor de correu el va rebutjar',
    en: 'the mail provider refused it',
  },
};
