import type { InEachLanguage } from '#events/event.ts';

/** What stands in mails beside their own texts. */
export const words = {
  logo: { es: 'Logotipo de', ca: 'Logotip de', en: 'Logo of' },
  reference: { es: 'Referencia', ca: 'Referència', en: 'Reference' },
  privacy: { es: 'Política de privacidad', ca: 'Política de privacitat', en: 'Privacy policy' },
  unsubscribe: {
    es: 'No quiero recibir estos correos',
    ca: 'No vull rebre aquests correus',
    en: 'I do not want these mails',
  },
} satisfies Record<string, InEachLanguage>;
