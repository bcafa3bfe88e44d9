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

/** A message that was put aside, as far as it is known why. */
export interface Letter {
  readonly code: string;
  readonly reason: string;
  /** Whose it is, where the message says so. */
  readonly brand?: string;
}

/** The dead-letter queue that an alarm is about, if it is about one: such an alarm has the queue's own name. */
export const deadLetterQueue = ({ AlarmName }: Alarm): string | undefined =>
  AlarmName.endsWith('-dead') ? AlarmName : undefined;

/** The brand of a message of any of our queues: a device's, an event's or a timer's. */
export function brandOf(body: string): string | undefined {
  try {
    const { topic, detail, brand } = JSON.parse(body) as {
      topic?: string;
      detail?: { brand?: string };
      brand?: string;
    };
    return topic?.split('/')[1] ?? detail?.brand ?? brand;
  } catch {
    return undefined;
  }
}

/** Whoever looks at a message hides it from the next reader for a while. */
const nothingRead = 'None of the messages could be read when this mail was written: somebody else was reading them.';

/** The mail of an alarm, in words: what happened, with which reasons, and what to do. */
export function alarmMail(alarm: Alarm, letters: readonly Letter[]): { subject: string; text: string } {
  const reasons = new Map<string, { count: number; example: string }>();
  for (const { code, reason } of letters) {
    const known = reasons.get(code);
    reasons.set(code, { count: (known?.count ?? 0) + 1, example: known?.example ?? reason });
  }
  const said = [...reasons].map(([code, { count, example }]) => `- ${code} (${count}): ${example}`);
  const text = [
    alarm.AlarmDescription || alarm.NewStateReason,
    ...(said.length > 0 ? [`Among the first ${letters.length} messages put aside:\n${said.join('\n')}`] : []),
    ...(said.length === 0 && deadLetterQueue(alarm) !== undefined ? [nothingRead] : []),
    `Alarm ${alarm.AlarmName}, since ${alarm.StateChangeTime}.`,
  ].join('\n\n');
  return { subject: `[Vuelta] ${alarm.AlarmName}`, text };
}
