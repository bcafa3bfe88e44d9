import type { Language, Programme } from '#brands/programmes.ts';
import { escapeHtml } from '#layers/runtime/web-page.ts';

const texts = {
  es: {
    rule: 'Al menos 10 caracteres, con mayúsculas, minúsculas, números y símbolos.',
    password: 'Contraseña',
    email: 'Tu correo',
    signIn: 'Ya puedes entrar con tu dirección y la contraseña que elegiste.',
    home: 'Ir a',
  },
  ca: {
    rule: 'Almenys 10 caràcters, amb majúscules, minúscules, números i símbols.',
    password: 'Contrasenya',
    email: 'El teu correu',
    signIn: 'Ja pots entrar amb la teva adreça i la contrasenya que vas triar.',
    home: 'Anar a',
  },
  en: {
    rule: 'At least 10 characters, with capitals, small letters, digits and symbols.',
    password: 'Password',
    email: 'Your e-mail address',
    signIn: 'You can sign in with your address and the password you chose.',
    home: 'Go to',
  },
};

/**
 * What the forms of mailed links share: a form that asks for a new password, with what it is for before and after it. `choice` is
 * what else it asks for, as HTML.
 */
export function newPasswordForm(
  language: Language,
  { what, set, notYours }: { readonly what: string; readonly set: string; readonly notYours: string },
  choice = '',
): string {
  const { rule, password } = texts[language];
  return `<p>${what}</p>
<form method="post">${choice}<label>${password}<input type="password" name="password" autocomplete="new-password" required minlength="10" maxlength="128" aria-describedby="rule"></label>
<p id="rule">${rule}</p><button>${set}</button></form><p>${notYours}</p>`;
}

/** A form that asks by an e-mail address for another link. */
export const addressForm = (language: Language, action: string, button: string): string =>
  `<form method="post" action="${action}"><label>${texts[language].email}<input type="email" name="email" autocomplete="email" required maxlength="254"></label><button>${button}</button></form>`;

/** What whoever has chosen a password does next. */
export const signInAgain = (programme: Programme, language: Language): string =>
  `<p>${texts[language].signIn}</p>${wayHome(programme, language)}`;

/** The next step of who has an account with the address already. */
export const wayHome = ({ name }: Programme, language: Language): string =>
  `<p><a href="/">${texts[language].home} ${escapeHtml(name)}</a></p>`;
