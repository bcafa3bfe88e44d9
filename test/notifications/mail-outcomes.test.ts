import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import '../support/environment.ts';
import { clockAt } from '../support/clock-in-hand.ts';
import { planCuts } from '../support/power-cuts.ts';
import { ana, earned, postOffice, registered } from './post-office.ts';

beforeEach(() => clockAt('2026-11-22T10:00:03.000Z'));
afterEach(() => {
  jest.restoreAllMocks();
});

describe('a mail', () => {
  it('about points has the way out in its foot and for the mail program’s own button', async () => {
    const office = await postOffice();
    await office.hears(earned);
    const [mail] = await office.ses.read();
    expect(mail).toMatchObject({ subject: 'Has ganado 27 puntos', from: { text: '"Retorno" <hola@retorno.example>' } });
    const list = mail?.headers.get('list') as unknown as Record<string, Record<string, string>>;
    const link = list.unsubscribe?.url as string;
    expect(link).toMatch(/^https:\/\/retorno\.example\/api\/open\/notifications\/unsubscribe\/c-1\./);
    expect(list['unsubscribe-post']?.name).toBe('List-Unsubscribe=One-Click');
    expect(mail?.text).toContain(link);
    expect(mail?.html).toContain(`href="${link}"`);
  });

  it('that welcomes cannot be unsubscribed from, and leads to the confirmation', async () => {
    const office = await postOffice({ ...ana, emailConfirmed: false });
    await office.hears(registered);
    const [mail] = await office.ses.read();
    expect(mail?.headers.get('list')).toBeUndefined();
    expect(mail?.text).toMatch(
      /Confirmar mi correo: https:\/\/retorno\.example\/api\/open\/customers\/confirmations\/[\w-]{22}\b/,
    );
    expect(`${mail?.text}${mail?.html}`).not.toContain('unsubscribe');
  });

  it('leaves once when its event is heard twice at once', async () => {
    const office = await postOffice();
    await office.hearsAtOnce(earned, earned, earned);
    await office.hears(earned);
    expect([office.ses.left.length, office.said()]).toEqual([1, ['notification.sent']]);
  });

  it('that the provider refuses is not tried again, and it is said', async () => {
    const office = await postOffice();
    office.ses.refusals.push('MessageRejected');
    expect(await office.hears(earned)).toBe(1);
    expect(await office.hears(earned)).toBe(1);
    expect(office.ses.left).toEqual([]);
    expect(office.mails()).toMatchObject([{ state: 'refused' }]);
    expect(office.said()).toEqual(['notification.suppressed: refused-by-provider']);
  });

  it.each(['ThrottlingException', 'TooManyRequestsException', 'SendingPausedException'])(
    'that the provider does not take now (%s) comes again until it does',
    async (name) => {
      const office = await postOffice();
      office.ses.refusals.push(name, name, name);
      expect(await office.hears(earned)).toBe(4);
      expect(office.ses.left).toHaveLength(1);
      expect(office.mails()).toMatchObject([{ state: 'sent' }]);
      expect(office.said()).toEqual(['notification.sent']);
    },
  );

  it('that the provider never takes is put aside for a person to see', async () => {
    const office = await postOffice();
    office.ses.refusals.push(...Array.from({ length: 7 }, () => 'ThrottlingException'));
    expect(await office.hears(earned)).toBe(7);
    expect(office.dead).toMatchObject([{ code: 'gave-up' }]);
    expect([office.mails(), office.said()]).toEqual([[], []]);
    // Handed in once more, it leaves.
    await office.hears(earned);
    expect(office.ses.left).toHaveLength(1);
  });

  it('whose outcome nobody knows is not sent again, and it is said', async () => {
    const office = await postOffice();
    office.ses.refusals.push('TimeoutError');
    await office.hears(earned);
    expect(office.said()).toEqual(['notification.suppressed: unknown-outcome']);
    expect(await office.hears(earned)).toBe(1);
    expect(office.ses.left).toEqual([]);
  });

  it('to an address that nobody has confirmed does not leave, and it is said once', async () => {
    const office = await postOffice({ ...ana, emailConfirmed: false });
    await office.hears(earned);
    await office.hears(earned);
    expect(office.ses.left).toEqual([]);
    expect(office.said()).toEqual(['notification.suppressed: unconfirmed-address']);
  });

  it('has nobody to go to where an account is a card that nobody has linked', async () => {
    const office = await postOffice();
    expect(await office.hears({ ...earned, data: { ...earned.data, accountId: 'card-x' } })).toBe(1);
    expect([office.ses.left, office.said(), office.dead]).toEqual([[], [], []]);
  });

  it('holds nothing personal in what is said and kept of it', async () => {
    const office = await postOffice();
    await office.hears(earned);
    const kept = office.table.items().filter(({ pk }) => !pk.startsWith('customers#'));
    expect(kept.length).toBeGreaterThan(1);
    expect(JSON.stringify(kept)).not.toMatch(/Ana|ana@/);
  });

  it('that welcomes leaves though the provider was busy three times', async () => {
    const office = await postOffice({ ...ana, emailConfirmed: false });
    office.ses.refusals.push('ThrottlingException', 'ThrottlingException', 'ThrottlingException');
    await office.hears(registered);
    expect(office.ses.left).toHaveLength(1);
  });

  it('that was cut off before ten in the evening is told of though it comes again after ten', async () => {
    const office = await postOffice();
    clockAt('2026-11-22T20:59:58.000Z');
    planCuts([[7, 'dies before']]);
    await office.hears(earned);
    expect(office.mails()).toMatchObject([{ state: 'unknown' }]);
    expect(office.said()).toEqual(['notification.suppressed: unknown-outcome']);
  });
});
