import type { Programme } from '#brands/programmes.ts';
import { type MailOutcome, sendMail } from '#layers/aws/ses.ts';
import { count } from '#layers/runtime/observe.ts';
import { escapeHtml } from '#layers/runtime/web-page.ts';

/** Mails an admin of a brand, in the brand's name. Never throws; a mail that SES did not take shows in a metric. */
export async function mailAdmin(
  { id, mail }: Programme,
  admin: string,
  { subject, text }: { subject: string; text: string },
): Promise<MailOutcome> {
  const outcome = await sendMail(id, {
    from: { name: 'Vuelta', address: mail.from },
    to: admin,
    subject,
    text,
    html: `<pre style="font:16px/1.5 Arial,sans-serif;white-space:pre-wrap">${escapeHtml(text)}</pre>`,
  });
  if (outcome !== 'sent') count('AdminMailFailed', { outcome });
  return outcome;
}
