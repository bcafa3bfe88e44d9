import type { SQSRecord } from 'aws-lambda';
import { programmeOf, programmes } from '#brands/programmes.ts';
import { sendMail } from '#layers/aws/ses.ts';
import { peekMessages } from '#layers/aws/sqs.ts';
import { count } from '#layers/runtime/observe.ts';
import { onRecord } from '#layers/runtime/records.ts';
import { escapeHtml } from '#layers/runtime/web-page.ts';
import { create } from '#layers/table/change.ts';
import { commitIf } from '#layers/table/commit.ts';
import { hashOf } from '#layers/table/hash.ts';
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
  for (const programme of concerned.length > 0 ? concerned : Object.values(programmes)) {
    const own = letters.filter(({ brand }) => brand === undefined || brand === programme.id);
    for (const admin of programme.mail.admins) await mailOnce(programme.id, admin, alarm, own);
  }
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

/** The mark is set before the mail leaves, so a retry never sends twice. A mail that SES did not take shows in a metric. */
async function mailOnce(brand: string, admin: string, alarm: Alarm, letters: readonly Letter[]): Promise<void> {
  const mark = {
    pk: `admins#${brand}#alarm#${alarm.AlarmName}#${alarm.StateChangeTime}`,
    sk: hashOf(admin),
    at: now(),
  };
  const marked = await commitIf(alarmed(brand, alarm), create(mark));
  const programme = programmeOf(brand);
  if (marked === undefined || programme === undefined) return;
  const { subject, text } = alarmMail(alarm, letters);
  const outcome = await sendMail(brand, {
    from: { name: 'Vuelta', address: programme.mail.from },
    to: admin,
    subject,
    text,
    html: `<pre style="font:16px/1.5 Arial,sans-serif;white-space:pre-wrap">${escapeHtml(text)}</pre>`,
  });
  if (outcome !== 'sent') count('AdminMailFailed', { outcome });
}

const alarmed = (brand: string, { AlarmName, StateChangeTime }: Alarm) => ({
  brand,
  owner: 'admins',
  cause: { id: AlarmName, subject: `alarm#${AlarmName}`, time: now() },
  hash: hashOf({ AlarmName, StateChangeTime }),
  actor: { id: 'cloudwatch', role: 'system' as const },
});
