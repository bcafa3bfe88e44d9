import type { Language, Programme } from '#brands/programmes.ts';
import { escapeHtml } from '#layers/runtime/web-page.ts';
import { caseLetters } from './case-letters.ts';
import { date, type Texts, type Values } from './letter.ts';

export type Template = keyof Programme['notices'];

const letters: { [T in Template]: Texts } = {
  ...caseLetters,
  welcome: {
    es: ({ name, brand }) => ({
      subject: `Confirma tu correo para ${brand}`,
      paragraphs: [
        `Hola, ${name}:`,
        `Tu cuenta de ${brand} ya funciona. Confirma que esta dirección es tuya para entrar con ella y recibir tus avisos.`,
        'El enlace vale durante 7 días. Si no te has dado de alta, no hagas nada.',
      ],
      button: 'Confirmar mi correo',
    }),
    ca: ({ name, brand }) => ({
      subject: `Confirma el teu correu per a ${brand}`,
      paragraphs: [
        `Hola, ${name}:`,
        `El teu compte de ${brand} ja funciona. Confirma que aquesta adreça és teva per entrar-hi i rebre els teus avisos.`,
        'L’enllaç val durant 7 dies. Si no t’has donat d’alta, no facis res.',
      ],
      button: 'Confirmar el meu correu',
    }),
    en: ({ name, brand }) => ({
      subject: `Confirm your e-mail address for ${brand}`,
      paragraphs: [
        `Hello ${name},`,
        `Your ${brand} account works already. Confirm that this address is yours, to sign in with it and to hear from us.`,
        'The link is good for 7 days. If you did not register, there is nothing to do.',
      ],
      button: 'Confirm my address',
    }),
  },
  'deposit-receipt': {
    es: ({ name, brand, values }) => ({
      subject: `Has ganado ${points(values, 'es')}`,
      paragraphs: [
        `Hola, ${name}:`,
        `Gracias por devolver ${values.containers} ${values.containers === 1 ? 'envase' : 'envases'} en ${brand}: has ganado ${points(values, 'es')}.`,
        `Son válidos hasta el ${date(values.expiresOn, 'es')}.`,
      ],
    }),
    ca: ({ name, brand, values }) => ({
      subject: `Has guanyat ${points(values, 'ca')}`,
      paragraphs: [
        `Hola, ${name}:`,
        `Gràcies per retornar ${values.containers} ${values.containers === 1 ? 'envàs' : 'envasos'} a ${brand}: has guanyat ${points(values, 'ca')}.`,
        `Són vàlids fins al ${date(values.expiresOn, 'ca')}.`,
      ],
    }),
    en: ({ name, brand, values }) => ({
      subject: `You earned ${points(values, 'en')}`,
      paragraphs: [
        `Hello ${name},`,
        `Thank you for returning ${values.containers} ${values.containers === 1 ? 'container' : 'containers'} to ${brand}: you earned ${points(values, 'en')}.`,
        `They are good until ${date(values.expiresOn, 'en')}.`,
      ],
    }),
  },
  'points-expiring': {
    es: ({ name, brand, values }) => ({
      subject: `Te ${values.points === 1 ? 'caduca' : 'caducan'} ${points(values, 'es')} el ${date(values.expiresOn, 'es')}`,
      paragraphs: [
        `Hola, ${name}:`,
        `El ${date(values.expiresOn, 'es')} ${values.points === 1 ? 'caduca' : 'caducan'} ${points(values, 'es')} que ganaste en ${brand}. Aún puedes canjear lo que tienes.`,
      ],
    }),
    ca: ({ name, brand, values }) => ({
      subject: `Et ${values.points === 1 ? 'caduca' : 'caduquen'} ${points(values, 'ca')} el ${date(values.expiresOn, 'ca')}`,
      paragraphs: [
        `Hola, ${name}:`,
        `El ${date(values.expiresOn, 'ca')} ${values.points === 1 ? 'caduca' : 'caduquen'} ${points(values, 'ca')} que vas guanyar a ${brand}. Encara pots bescanviar el que tens.`,
      ],
    }),
    en: ({ name, brand, values }) => ({
      subject: `${points(values, 'en')} ${values.points === 1 ? 'expires' : 'expire'} on ${date(values.expiresOn, 'en')}`,
      paragraphs: [
        `Hello ${name},`,
        `On ${date(values.expiresOn, 'en')} ${points(values, 'en')} that you earned with ${brand} ${values.points === 1 ? 'expires' : 'expire'}. There is still time to redeem what you have.`,
      ],
    }),
  },
};

const words = { es: ['punto', 'puntos'], ca: ['punt', 'punts'], en: ['point', 'points'] } as const;

const points = (values: Values, language: Language): string =>
  `${values.points} ${words[language][values.points === 1 ? 0 : 1]}`;

const leave = {
  es: 'No quiero recibir estos correos',
  ca: 'No vull rebre aquests correus',
  en: 'I do not want these mails',
};

/** A mail's subject, text and HTML in the brand's look and the reader's language. */
export function render(
  template: Template,
  programme: Programme,
  reader: { name: string; language: Language },
  content: { values: Values; actionUrl?: string; unsubscribeUrl?: string },
): { subject: string; text: string; html: string } {
  const { name: brand, look } = programme;
  const { values, actionUrl, unsubscribeUrl } = content;
  const { language } = reader;
  const { subject, paragraphs, button } = letters[template][language]({ name: reader.name, brand, values });
  const action = button !== undefined && actionUrl !== undefined ? { button, actionUrl } : undefined;
  const text = [
    ...paragraphs,
    ...(action ? [`${action.button}: ${action.actionUrl}`] : []),
    brand,
    ...(unsubscribeUrl ? [`${leave[language]}: ${unsubscribeUrl}`] : []),
  ].join('\n\n');
  const html = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f5f5f3;font:16px/1.5 Arial,sans-serif;color:#1c1c1c">
<div style="max-width:560px;margin:auto;padding:24px;background:#fff;border-top:8px solid ${look.colour}">
<p style="font-weight:bold;color:${look.colour}">${escapeHtml(brand)}</p>
${paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')}
${action ? `<p><a href="${escapeHtml(action.actionUrl)}" style="display:inline-block;padding:12px 24px;border-radius:6px;background:${look.colour};color:#fff;text-decoration:none">${escapeHtml(action.button)}</a></p>` : ''}
${unsubscribeUrl ? `<p style="font-size:13px"><a href="${escapeHtml(unsubscribeUrl)}" style="color:#555">${escapeHtml(leave[language])}</a></p>` : ''}
</div>
</body>
</html>`;
  return { subject, text, html };
}
