import { describe, expect, it } from '@jest/globals';
import { programmes } from '#brands/programmes.ts';
import { Alarm, alarmMail } from '../../functions/admins/alarm.ts';
import { local } from '../../infra/names.ts';
import { driver } from '../world/driver.ts';

const alarm: Alarm = {
  AlarmName: 'vuelta-outbox-is-behind',
  AlarmDescription: 'Events reach nobody for more than a minute',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold crossed: 1 datapoint [3.0]',
  StateChangeTime: '2026-11-22T10:20:00.000+0000',
};

describe('the mail of an alarm', () => {
  it('says what happened, and since when', () => {
    const { subject, text } = alarmMail(alarm);
    expect(subject).toBe('[Vuelta] vuelta-outbox-is-behind');
    expect(text).toContain('Events reach nobody for more than a minute');
    expect(text).toContain('since 2026-11-22T10:20:00.000+0000');
  });

  it('gives CloudWatch’s reason where there is no description', () => {
    for (const AlarmDescription of [undefined, null, '']) {
      expect(alarmMail({ ...alarm, AlarmDescription }).text).toContain('Threshold crossed');
    }
  });

  it('is read from what CloudWatch sends, with or without a description', () => {
    const { AlarmDescription: _none, ...without } = alarm;
    expect(Alarm.parse({ ...alarm, AWSAccountId: '1', Trigger: {} })).toEqual(alarm);
    expect(Alarm.parse(without)).toEqual(without);
    expect(Alarm.safeParse({ ...alarm, NewStateValue: 'BROKEN' }).success).toBe(false);
  });

  it('reaches the admins of every brand once, and only when the alarm goes off', async () => {
    const here = await driver();
    for (const NewStateValue of ['OK', 'ALARM', 'ALARM']) {
      const Message = JSON.stringify({ ...alarm, NewStateValue });
      here.world.queues.put(local.queueName('admins', 'alarms'), JSON.stringify({ Type: 'Notification', Message }));
      await here.quiet();
    }
    for (const { mail } of Object.values(programmes)) {
      const subjects = (await here.mails(mail.admins[0] ?? '')).map(({ subject }) => subject);
      expect(subjects).toEqual(['[Vuelta] vuelta-outbox-is-behind']);
    }
  });
});
