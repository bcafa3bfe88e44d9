import type { SQSRecord } from 'aws-lambda';
import { type Programme, programmes } from '#brands/programmes.ts';
import { sendMail } from '#layers/aws/ses.ts';
import { peekMessages } from '#layers/aws/sqs.ts';
import { count } from '#layers/runtime/observe.ts';
import { onRecord } from '#layers/runtime/records.ts';
import { escapeHtml } from '#layers/runtime/web-page.ts';
import { create } from '#layers/table/change.ts';
import { commitIf } from '#layers/table/commit.ts';
import { hashOf } from '#layers/table/hash.ts';
import { get } from '#layers/table/read.ts';
import { now } from '#layers/time/clock.ts';
import { Alarm, alarmMail, brandOf, deadLetterQueue, type Letter } from './alarm.ts';

/** An alarm becomes one mail in words to the admins of the brands concerned; to all, where it is nobody's in particular. */
export const handler = onRecord(tell);

async function tell(record: SQSRecord): Promise<void> {
  const { Message } = JSON.parse(record.body) as { Message: string };
  const alarm = Alarm.parse(JSON.parse(Message));
  if (alarm.NewStateValue !== 'ALARM') return;
  const queue = deadLetterQueue(alarm);
  const letters = queue === undefined ? [] : await lettersIn(queue);
  if (letters === undefined) return; // somebody dealt with them meanwhile
  const concerned = Object.values(programmes).filter(({ id }) => letters.some(({ brand }) => brand === id));
  let missed = 0;
  for (const programme of concerned.length > 0 ? concerned : Object.values(programmes)) {
    const own = letters.filter(({ brand }) => brand === undefined || brand === programme.id);
    for (const admin of programme.mail.admins) if (!(await told(programme, admin, alarm, own))) missed += 1;
  }
  if (missed > 0) throw new Error(`${missed} admins are not told for now`);
}

/** The first letters of a queue, none where others hide them all; undefined where it is empty. */
async function lettersIn(queue: string): Promise<Letter[] | undefined> {
  const messages = await peekMessages(queue);
  return messages?.map(({ body, attributes: { code = 'unknown', reason = 'it failed again and again' } }) => ({
    code,
    reason,
    brand: brandOf(body),
  }));
}

/**
 * Mails an alarm to an admin, unless that was done. The mark is set once the mail has left or was refused for good: where nobody
 * knows whether it left it comes again, for two mails are better than none. Gives whether there is nothing left to do; a mail
 * that SES did not take shows in a metric.
 */
async function told(
  { id: brand, mail }: Programme,
  admin: string,
  alarm: Alarm,
  letters: readonly Letter[],
): Promise<boolean> {
  const key = { pk: `admins#${brand}#alarm#${alarm.AlarmName}#${alarm.StateChangeTime}`, sk: hashOf(admin) };
  if ((await get(key)) !== undefined) return true;
  const { subject, text } = alarmMail(alarm, letters);
  const outcome = await sendMail(brand, {
    from: { name: 'Vuelta', address: mail.from },
    to: admin,
    subject,
    text,
    html: `<pre style="font:16px/1.5 Arial,sans-serif;white-space:pre-wrap">${escapeHtml(text)}</pre>`,
  });
  if (outcome !== 'sent') count('AdminMailFailed', { outcome });
  if (outcome !== 'sent' && outcome !== 'refused') return false;
  await commitIf(alarmed(brand, alarm), create({ ...key, at: now() }));
  return true;
}

const alarmed = (brand: string, { AlarmName, StateChangeTime }: Alarm) => ({
  brand,
  owner: 'admins',
  cause: { id: AlarmName, subject: `alarm#${AlarmName}`, time: now() },
  hash: hashOf({ AlarmName, StateChangeTime }),
  actor: { id: 'cloudwatch', role: 'system' as const },
});
