import type { Language, Programme } from '#brands/programmes.ts';
import { layout, textOf } from '#notices/catalogue.ts';
import { words } from '#notices/layout/words.ts';
import type { Notice, Values } from '#notices/notice.ts';
import { fill } from './fill.ts';

/** A notice's subject, text and HTML in the brand's look and the reader's language. */
export function render(
  notice: Notice,
  programme: Programme,
  { name, language }: { name: string; language: Language },
  content: { values: Values; actionUrl: string; reference?: string; unsubscribeUrl?: string },
): { subject: string; text: string; html: string } {
  const { id, name: brand, look, mail } = programme;
  const { legalName, taxId, postalAddress, privacyUrl } = mail.sender;
  const { actionUrl, reference, unsubscribeUrl } = content;
  const values = { ...content.values, name, brand };
  const written = textOf(notice, id, language);
  const subject = written.subject(values);
  const button = written.button(values);
  const paragraphs = Object.values(written.paragraphs)
    .map((paragraph) => paragraph(values))
    .filter((paragraph) => paragraph !== '');
  const [privacy, unsubscribe] = [words.privacy[language], words.unsubscribe[language]];
  const logo = `${words.logo[language]} ${brand}`;
  const called = reference && `${words.reference[language]}: ${reference}`;
  const text = [
    ...paragraphs,
    ...(called ? [called] : []),
    `${button}: ${actionUrl}`,
    `${legalName} · ${taxId}`,
    postalAddress,
    `${privacy}: ${privacyUrl}`,
    ...(unsubscribeUrl ? [`${unsubscribe}: ${unsubscribeUrl}`] : []),
  ].join('\n\n');
  const html = fill(
    layout,
    {
      ...{ language, subject, brand, colour: look.colour, button, actionUrl, called, logo },
      ...{ legalName, taxId, postalAddress, privacy, privacyUrl, unsubscribe, unsubscribeUrl },
      // What mail programs show beside the subject: what comes after the greeting.
      preheader: paragraphs[1] ?? subject,
    },
    paragraphs,
  );
  return { subject, text, html };
}
