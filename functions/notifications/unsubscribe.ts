import { timingSafeEqual } from 'node:crypto';
import type { Language, Programme } from '#brands/programmes.ts';
import { secret } from '#layers/aws/secrets.ts';
import { page } from '#layers/people/page.ts';
import { keyedHash } from '#layers/table/hash.ts';
import { originUrl } from './origins.ts';

/** The link in a mail's header and foot. It never expires, needs no sign-in, and does one thing only. */
export async function unsubscribeUrl(brand: string, customerId: string): Promise<string> {
  const token = `${customerId}.${await mac(brand, customerId)}`;
  return `${originUrl(brand)}/api/open/notifications/unsubscribe/${token}`;
}

/** Whose unsubscribe link it is; undefined where the token is not ours. */
export async function unsubscriber(brand: string, token: string): Promise<string | undefined> {
  const [customerId = '', given = ''] = token.split('.');
  const expected = Buffer.from(await mac(brand, customerId));
  const received = Buffer.from(given);
  return received.length === expected.length && timingSafeEqual(received, expected) ? customerId : undefined;
}

async function mac(brand: string, customerId: string): Promise<string> {
  const id = process.env.LINK_KEY;
  if (id === undefined) throw new Error('LINK_KEY is not set');
  return keyedHash(await secret(id), 'unsubscribe', brand, customerId);
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
