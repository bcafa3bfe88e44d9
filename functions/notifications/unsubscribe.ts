import { timingSafeEqual } from 'node:crypto';
import type { Language, Programme } from '#brands/programmes.ts';
import { secret } from '#layers/aws/secrets.ts';
import { environment } from '#layers/environment.ts';
import { page } from '#layers/runtime/web-page.ts';
import { keyedHash } from '#layers/table/hash.ts';
import type { Topic } from '#notices/notice.ts';
import { originUrl } from './origins.ts';

/** The link in a mail's header and foot. It never expires, needs no sign-in, and turns one topic off. */
export async function unsubscribeUrl(brand: string, customerId: string, topic: Topic): Promise<string> {
  const token = `${customerId}.${topic}.${await mac(brand, customerId, topic)}`;
  return `${originUrl(brand)}/api/open/notifications/unsubscribe/${token}`;
}

/** Whose unsubscribe link it is, and of what; undefined where the token is not ours. */
export async function unsubscriber(
  brand: string,
  token: string,
): Promise<{ customerId: string; topic: Topic } | undefined> {
  const [customerId = '', topic = '', given = ''] = token.split('.');
  const expected = Buffer.from(await mac(brand, customerId, topic));
  const received = Buffer.from(given);
  const ours = received.length === expected.length && timingSafeEqual(received, expected);
  return ours ? { customerId, topic: topic as Topic } : undefined;
}

async function mac(brand: string, customerId: string, topic: string): Promise<string> {
  return keyedHash(await secret(environment.LINK_KEY), 'unsubscribe', brand, customerId, topic);
}

const texts = {
  es: {
    title: '¿Dejar de recibir estos correos?',
    button: 'Darme de baja',
    done: 'Hecho: no te enviaremos más correos de este tipo',
  },
  ca: {
    title: 'Vols deixar de rebre aquests correus?',
    button: 'Donar-me de baixa',
    done: 'Fet: no t’enviarem més correus d’aquest tipus',
  },
  en: { title: 'Stop these mails?', button: 'Unsubscribe', done: 'Done: we will send you no more mails of this kind' },
};

/** Opening the page changes nothing, for mail scanners open links too; its one button does it. */
export const unsubscribePage = (programme: Programme, language: Language): string =>
  page(
    programme,
    language,
    texts[language].title,
    `<form method="post"><button>${texts[language].button}</button></form>`,
  );

export const unsubscribedPage = (programme: Programme, language: Language): string =>
  page(programme, language, texts[language].done, '');
