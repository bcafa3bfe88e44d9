import type { SQSRecord } from 'aws-lambda';
import { type Programme, programmes } from '#brands/programmes.ts';
import { onRecord } from '#layers/runtime/records.ts';
import { create } from '#layers/table/change.ts';
import { commitIf } from '#layers/table/commit.ts';
import { hashOf } from '#layers/table/hash.ts';
import { now } from '#layers/time/clock.ts';
import { Alarm, alarmMail } from './alarm.ts';
import { mailAdmin } from './mail-admin.ts';

/** An alarm becomes one mail in words to every admin. */
export const handler = onRecord(tell);

async function tell(record: SQSRecord): Promise<void> {
  const { Message } = JSON.parse(record.body) as { Message: string };
  const alarm = Alarm.parse(JSON.parse(Message));
  if (alarm.NewStateValue !== 'ALARM') return;
  for (const programme of Object.values(programmes)) {
    for (const admin of programme.mail.admins) await mailOnce(programme, admin, alarm);
  }
}

/** The mark is set before the mail leaves, so a retry never sends twice. */
async function mailOnce(programme: Programme, admin: string, alarm: Alarm): Promise<void> {
  const mark = {
    pk: `admins#${programme.id}#alarm#${alarm.AlarmName}#${alarm.StateChangeTime}`,
    sk: hashOf(admin),
    at: now(),
  };
  const marked = await commitIf(alarmed(programme.id, alarm), create(mark));
  if (marked !== undefined) await mailAdmin(programme, admin, alarmMail(alarm));
}

const alarmed = (brand: string, { AlarmName, StateChangeTime }: Alarm) => ({
  brand,
  owner: 'admins',
  cause: { id: AlarmName, subject: `alarm#${AlarmName}`, time: now() },
  hash: hashOf({ AlarmName, StateChangeTime }),
  actor: { id: 'cloudwatch', role: 'system' as const },
});
