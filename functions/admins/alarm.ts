import * as z from 'zod';

/** What CloudWatch says of an alarm, as SNS carries it. */
export const Alarm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string().nullish(),
  NewStateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  NewStateReason: z.string().default(''),
  StateChangeTime: z.string(),
});
export type Alarm = z.infer<typeof Alarm>;

/** The mail of an alarm, in words: what happened, and what to do. */
export function alarmMail({ AlarmName, AlarmDescription, NewStateReason, StateChangeTime }: Alarm): {
  subject: string;
  text: string;
} {
  const text = [AlarmDescription || NewStateReason, `Alarm ${AlarmName}, since ${StateChangeTime}.`].join('\n\n');
  return { subject: `[Vuelta] ${AlarmName}`, text };
}
