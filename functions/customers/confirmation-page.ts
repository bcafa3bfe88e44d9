import type { Language, Programme } from '#brands/programmes.ts';
import { page } from '#layers/runtime/web-page.ts';

const texts = {
  es: { title: 'Confirma tu correo', button: 'Confirmar mi correo', done: 'Tu correo está confirmado' },
  ca: { title: 'Confirma el teu correu', button: 'Confirmar el meu correu', done: 'El teu correu està confirmat' },
  en: { title: 'Confirm your e-mail address', button: 'Confirm my address', done: 'Your address is confirmed' },
};

/** The page behind the link in the confirmation mail. Opening it changes nothing, for mail scanners open links too. */
export function confirmationPage(programme: Programme, language: Language): string {
  const { title, button } = texts[language];
  return page(programme, language, title, `<form method="post"><button>${button}</button></form>`);
}

export function confirmedPage(programme: Programme, language: Language): string {
  return page(programme, language, texts[language].done, '');
}
