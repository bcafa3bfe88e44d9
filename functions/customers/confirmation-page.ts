import type { Language, Programme } from '#brands/programmes.ts';
import { escapeHtml, page } from '#layers/runtime/web-page.ts';
import type { Instant } from '#layers/time/clock.ts';
import type { Opened } from './addresses.ts';
import { addressForm, newPasswordForm, signInAgain } from './link-forms.ts';

const texts = {
  es: {
    title: 'Confirma tu correo',
    what: 'Elige la contraseña con la que entrarás con esta dirección. La que se dio al abrir la cuenta deja de valer.',
    several: 'Con esta dirección se abrieron varias cuentas. ¿Cuál es la tuya? Las demás se quedan sin dirección.',
    opened: 'Abierta el',
    set: 'Confirmar mi correo',
    notYours: 'Si no has abierto ninguna cuenta, cierra esta página: no pasa nada.',
    done: 'Tu correo está confirmado',
    again: 'Pedir un enlace nuevo',
    asked: 'Mira tu correo',
    askedWhat:
      'Si esta dirección está por confirmar, en unos minutos te llega un enlace nuevo. Mira también en el correo no deseado.',
  },
  ca: {
    title: 'Confirma el teu correu',
    what: 'Tria la contrasenya amb què entraràs amb aquesta adreça. La que es va donar en obrir el compte deixa de valer.',
    several: 'Amb aquesta adreça es van obrir uns quants comptes. Quin és el teu? Els altres es queden sense adreça.',
    opened: 'Obert el',
    set: 'Confirmar el meu correu',
    notYours: 'Si no has obert cap compte, tanca aquesta pàgina: no passa res.',
    done: 'El teu correu està confirmat',
    again: 'Demanar un enllaç nou',
    asked: 'Mira el teu correu',
    askedWhat:
      'Si aquesta adreça està per confirmar, d’aquí a uns minuts t’arriba un enllaç nou. Mira també al correu brossa.',
  },
  en: {
    title: 'Confirm your e-mail address',
    what: 'Choose the password to sign in with this address. The one given when the account was opened is no longer good.',
    several: 'Several accounts were opened with this address. Which is yours? The others are left without an address.',
    opened: 'Opened on',
    set: 'Confirm my address',
    notYours: 'If you opened no account, close this page: nothing happens.',
    done: 'Your address is confirmed',
    again: 'Ask for a new link',
    asked: 'Look at your mail',
    askedWhat:
      'If this address is yet to be confirmed, a new link reaches you within a few minutes. Look among the junk mail too.',
  },
};

/** The page behind the link in a confirmation mail. Opening it changes nothing, for mail scanners open links too. */
export const confirmationPage = (programme: Programme, language: Language, opened: readonly Opened[]): string =>
  page(programme, language, texts[language].title, passwordForm(programme, language, opened));

/** What the page of a good link asks for: the password, and which account it is for where there are several. */
export const passwordForm = (programme: Programme, language: Language, opened: readonly Opened[]): string =>
  newPasswordForm(language, texts[language], opened.length > 1 ? choiceOf(programme, language, opened) : '');

/** None is chosen beforehand. They are told by their time alone, as a name is whatever a stranger typed in. */
function choiceOf({ zone }: Programme, language: Language, opened: readonly Opened[]): string {
  const choices = opened.map(
    ({ customerId, openedAt }) =>
      `<label><input type="radio" name="account" value="${escapeHtml(customerId)}" required> ${texts[language].opened} ${writtenTime(openedAt, language, zone)}</label>`,
  );
  return `<fieldset><legend>${texts[language].several}</legend>${choices.join('')}</fieldset>`;
}

const writtenTime = (at: Instant, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(Date.parse(at));

export const confirmedPage = (programme: Programme, language: Language): string =>
  page(programme, language, texts[language].done, signInAgain(programme, language));

const action = '/api/open/customers/confirmations';

/** The next step of who has a link that is no longer good, or none: by the link where it is known, else by the address. */
export function askAnewForm(language: Language, link?: string): string {
  const { again } = texts[language];
  if (link === undefined) return addressForm(language, action, again);
  return `<form method="post" action="${action}"><input type="hidden" name="link" value="${escapeHtml(link)}"><button>${again}</button></form>`;
}

export const askedPage = (programme: Programme, language: Language): string =>
  page(programme, language, texts[language].asked, `<p>${texts[language].askedWhat}</p>`);
