import type { Language, Programme } from '#brands/programmes.ts';
import { page } from '#layers/runtime/web-page.ts';
import { addressForm, newPasswordForm, signInAgain } from './link-forms.ts';

const texts = {
  es: {
    title: 'Elige otra contraseña',
    what: 'Con ella entrarás a partir de ahora. La de antes deja de valer, y se cierra la sesión en todos tus dispositivos.',
    set: 'Guardar mi contraseña',
    notYours: 'Si no lo has pedido, cierra esta página: no pasa nada.',
    done: 'Tu contraseña ha cambiado',
    again: 'Pedir otro enlace',
    asked: 'Mira tu correo',
    askedWhat:
      'Si hay una cuenta con esta dirección, en unos minutos te llega un enlace. Mira también en el correo no deseado.',
  },
  ca: {
    title: 'Tria una altra contrasenya',
    what: 'Amb ella entraràs a partir d’ara. La d’abans deixa de valer, i es tanca la sessió a tots els teus dispositius.',
    set: 'Desar la meva contrasenya',
    notYours: 'Si no ho has demanat, tanca aquesta pàgina: no passa res.',
    done: 'La teva contrasenya ha canviat',
    again: 'Demanar un altre enllaç',
    asked: 'Mira el teu correu',
    askedWhat:
      'Si hi ha un compte amb aquesta adreça, d’aquí a uns minuts t’arriba un enllaç. Mira també al correu brossa.',
  },
  en: {
    title: 'Choose another password',
    what: 'You sign in with it from now on. The one before is no longer good, and you are signed out on all your devices.',
    set: 'Keep my password',
    notYours: 'If you did not ask for this, close this page: nothing happens.',
    done: 'Your password has changed',
    again: 'Ask for another link',
    asked: 'Look at your mail',
    askedWhat:
      'If there is an account with this address, a link reaches you within a few minutes. Look among the junk mail too.',
  },
};

/** The page behind the link to a new password. Opening it changes nothing, for mail scanners open links too. */
export const recoveryPage = (programme: Programme, language: Language): string =>
  page(programme, language, texts[language].title, recoveryForm(language));

/** What the page of a good link asks for. */
export const recoveryForm = (language: Language): string => newPasswordForm(language, texts[language]);

export const recoveredPage = (programme: Programme, language: Language): string =>
  page(programme, language, texts[language].done, signInAgain(programme, language));

/** The next step of who has a link that is no longer good, or none. */
export const askRecoveryForm = (language: Language): string =>
  addressForm(language, '/api/open/customers/recoveries', texts[language].again);

export const recoveryAskedPage = (programme: Programme, language: Language): string =>
  page(programme, language, texts[language].asked, `<p>${texts[language].askedWhat}</p>`);
