import type { Language, Programme } from '#brands/programmes.ts';
import { escapeHtml } from '#layers/runtime/web-page.ts';
import { textOf } from '#notices/catalogue.ts';
import type { Notice, Values } from '#notices/notice.ts';

const leave = {
  es: 'No quiero recibir estos correos',
  ca: 'No vull rebre aquests correus',
  en: 'I do not want these mails',
};

/** A notice's subject, text and HTML in the brand's look and the reader's language. */
export function render(
  notice: Notice,
  programme: Programme,
  { name, language }: { name: string; language: Language },
  content: { values: Values; actionUrl?: string; unsubscribeUrl?: string },
): { subject: string; text: string; html: string } {
  const { id, name: brand, look } = programme;
  const { actionUrl, unsubscribeUrl } = content;
  const values = { ...content.values, name, brand };
  const written = textOf(notice, id, language);
  const subject = written.subject(values);
  const paragraphs = Object.values(written.paragraphs)
    .map((paragraph) => paragraph(values))
    .filter((paragraph) => paragraph !== '');
  const button = written.button?.(values);
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
