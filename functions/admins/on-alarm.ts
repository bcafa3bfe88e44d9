import type { SQSRecord } from 'aws-lambda';
import { type Programme, programmes } from '#brands/programmes.ts';
import { onRecord } from '#layers/runtime/records.ts';
import { create } from '#layers/table/change.ts';
import { commitIf } from '#layers/table/commit.ts';
import { hashOf } from '#layers/table/hash.ts';
import { get } from '#layers/table/read.ts';
import { now } from '#layers/time/clock.ts';
import { Alarm, alarmMail } from './alarm.ts';
import { mailAdmin } from './mail-admin.ts';

/** An alarm becomes one mail in words to every admin. */
export const handler = onRecord(tell);

async function tell(record: SQSRecord): Promise<void> {
  const { Message } = JSON.parse(record.body) as { Message: string };
  const alarm = Alarm.parse(JSON.parse(Message));
  if (alarm.NewStateValue !== 'ALARM') return;
  let missed = 0;
  for (const programme of Object.values(programmes)) {
    for (const admin of programme.mail.admins) if (!(await told(programme, admin, alarm))) missed += 1;
  }
  if (missed > 0) throw new Error(`${missed} admins are not told for now`);
}

/**
 * Mails an alarm to an admin, unless that was done. The mark is set once the mail has left or was refused for good: where nobody
 * knows whether it left it comes again, for two mails are better than none. Gives whether there is nothing left to do.
 */
async function told(programme: Programme, admin: string, alarm: Alarm): Promise<boolean> {
  const key = {
    pk: `admins#${programme.id}#alarm#${alarm.AlarmName}#${alarm.StateChangeTime}`,
    sk: hashOf(admin),
  };
  if ((await get(key)) !== undefined) return true;
  const outcome = await mailAdmin(programme, admin, alarmMail(alarm));
  if (outcome !== 'sent' && outcome !== 'refused') return false;
  await commitIf(alarmed(programme.id, alarm), create({ ...key, at: now() }));
  return true;
}

const alarmed = (brand: string, { AlarmName, StateChangeTime }: Alarm) => ({
  brand,
  owner: 'admins',
  cause: { id: AlarmName, subject: `alarm#${AlarmName}`, time: now() },
  hash: hashOf({ AlarmName, StateChangeTime }),
  actor: { id: 'cloudwatch', role: 'system' as const },
});
