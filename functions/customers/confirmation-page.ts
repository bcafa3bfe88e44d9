import type { Language, Programme } from '#brands/programmes.ts';
import { escapeHtml, page } from '#layers/runtime/web-page.ts';

const texts = {
  es: {
    title: 'Confirma tu correo',
    what: 'Elige la contraseña con la que entrarás con esta dirección. La que se dio al abrir la cuenta deja de valer.',
    rule: 'Al menos 10 caracteres, con mayúsculas, minúsculas, números y símbolos.',
    password: 'Contraseña',
    confirm: 'Confirmar mi correo',
    notYours: 'Si no has abierto ninguna cuenta, cierra esta página: no pasa nada.',
    done: 'Tu correo está confirmado',
    signIn: 'Ya puedes entrar con tu dirección y la contraseña que elegiste.',
    home: 'Ir a',
    email: 'Tu correo',
    again: 'Pedir un enlace nuevo',
    asked: 'Mira tu correo',
    askedWhat:
      'Si esta dirección está por confirmar, en unos minutos te llega un enlace nuevo. Mira también en el correo no deseado.',
  },
  ca: {
    title: 'Confirma el teu correu',
    what: 'Tria la contrasenya amb què entraràs amb aquesta adreça. La que es va donar en obrir el compte deixa de valer.',
    rule: 'Almenys 10 caràcters, amb majúscules, minúscules, números i símbols.',
    password: 'Contrasenya',
    confirm: 'Confirmar el meu correu',
    notYours: 'Si no has obert cap compte, tanca aquesta pàgina: no passa res.',
    done: 'El teu correu està confirmat',
    signIn: 'Ja pots entrar amb la teva adreça i la contrasenya que vas triar.',
    home: 'Anar a',
    email: 'El teu correu',
    again: 'Demanar un enllaç nou',
    asked: 'Mira el teu correu',
    askedWhat:
      'Si aquesta adreça està per confirmar, d’aquí a uns minuts t’arriba un enllaç nou. Mira també al correu brossa.',
  },
  en: {
    title: 'Confirm your e-mail address',
    what: 'Choose the password to sign in with this address. The one given when the account was opened is no longer good.',
    rule: 'At least 10 characters, with capitals, small letters, digits and symbols.',
    password: 'Password',
    confirm: 'Confirm my address',
    notYours: 'If you opened no account, close this page: nothing happens.',
    done: 'Your address is confirmed',
    signIn: 'You can sign in with your address and the password you chose.',
    home: 'Go to',
    email: 'Your e-mail address',
    again: 'Ask for a new link',
    asked: 'Look at your mail',
    askedWhat:
      'If this address is yet to be confirmed, a new link reaches you within a few minutes. Look among the junk mail too.',
  },
};

/** The page behind the link in a confirmation mail. Opening it changes nothing, for mail scanners open links too. */
export const confirmationPage = (programme: Programme, language: Language): string =>
  page(programme, language, texts[language].title, passwordForm(language));

/** What the page of a good link asks for. */
export function passwordForm(language: Language): string {
  const { what, rule, password, confirm, notYours } = texts[language];
  return `<p>${what}</p>
<form method="post"><label>${password}<input type="password" name="password" autocomplete="new-password" required minlength="10" maxlength="128" aria-describedby="rule"></label>
<p id="rule">${rule}</p><button>${confirm}</button></form><p>${notYours}</p>`;
}

export const confirmedPage = (programme: Programme, language: Language): string =>
  page(programme, language, texts[language].done, `<p>${texts[language].signIn}</p>${wayHome(programme, language)}`);

/** The next step of who has an account with the address already. */
export const wayHome = ({ name }: Programme, language: Language): string =>
  `<p><a href="/">${texts[language].home} ${escapeHtml(name)}</a></p>`;

/** The next step of who has a link that is no longer good, or none: by the link where it is known, else by the address. */
export function askAnewForm(language: Language, link?: string): string {
  const { email, again } = texts[language];
  const by =
    link === undefined
      ? `<label>${email}<input type="email" name="email" autocomplete="email" required maxlength="254"></label>`
      : `<input type="hidden" name="link" value="${escapeHtml(link)}">`;
  return `<form method="post" action="/api/open/customers/confirmations">${by}<button>${again}</button></form>`;
}

export const askedPage = (programme: Programme, language: Language): string =>
  page(programme, language, texts[language].asked, `<p>${texts[language].askedWhat}</p>`);
