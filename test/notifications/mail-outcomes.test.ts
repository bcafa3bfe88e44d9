import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { programmeOf } from '#brands/programmes.ts';
import { casesAtNight } from './case-news.ts';
import { asks, earnedBy, emptyMailroom, type Mailroom, mailroom } from './mailroom.ts';

/** The last mail that left, as it came over the wire. */
const lastMail = ({ here }: Mailroom) => simpleParser(Buffer.from(here.world.mail.left.at(-1)?.mime ?? ''));

describe('a mail', () => {
  it('about points has the way out in its foot and for the mail program’s own button', async () => {
    const room = await mailroom();
    await room.gathers(earnedBy(room));
    const mail = await lastMail(room);
    expect(mail).toMatchObject({ subject: 'Has ganado 27 puntos', from: { text: '"Retorno" <hola@retorno.example>' } });
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    const list = mail.headers.get('list') as Record<string, Record<string, string>>;
    const link = list.unsubscribe?.url ?? '';
    expect(link).toContain(`https://retorno.example/api/open/notifications/unsubscribe/${room.customerId}.`);
    expect(list['unsubscribe-post']?.name).toBe('List-Unsubscribe=One-Click');
    expect(mail.text).toContain(link);
    expect(mail.html).toContain(`href="${link}"`);
    expect(mail.text).toContain('Ver mis puntos: https://retorno.example/points\n');
  });

  it('about a case leads to it, and has its paper with it', async () => {
    const room = await casesAtNight();
    await room.hears(room.news.label({ at: '2026-11-22T22:00:00.000Z' }));
    const mail = await lastMail(room);
    expect(mail.text).toContain('Ver mi devolución: https://microsmile.example/returns/MS-C7F3-K2QB\n');
    const papers = mail.attachments.filter(({ related }) => !related);
    expect(papers.map(({ filename, content }) => `${filename}: ${content}`)).toEqual(['etiqueta.pdf: a paper']);
  });

  it.each([
    [
      'retorno',
      async (): Promise<Mailroom> => {
        const room = await mailroom();
        await room.gathers(earnedBy(room));
        return room;
      },
    ],
    [
      'microsmile',
      async (): Promise<Mailroom> => {
        const room = await casesAtNight();
        await room.hears(room.news.label({ at: '2026-11-22T22:00:00.000Z' }));
        return room;
      },
    ],
  ])('of %s shows its logo, which comes with it, in a size of its own and in words', async (brand, told) => {
    const room = await told();
    const mime = Buffer.from(room.here.world.mail.left.at(-1)?.mime ?? '');
    const mail = await simpleParser(mime, { skipImageLinks: true });
    const [logo, ...others] = mail.attachments.filter(({ related }) => related);
    expect(others).toEqual([]);
    expect(logo).toMatchObject({ contentType: 'image/png', contentDisposition: 'inline', cid: 'logo' });
    expect(logo?.content.equals(readFileSync(join(import.meta.dirname, `../../brands/${brand}/logo.png`)))).toBe(true);
    const [image = ''] = /<img [^>]*>/.exec(mail.html || '') ?? [];
    expect(image).toContain(' src="cid:logo"');
    expect(image).toContain(` alt="Logotipo de ${programmeOf(brand)?.name}"`);
    expect(image).toMatch(/ width="40" height="40"/);
  });

  it('that welcomes cannot be unsubscribed from, and leads to the confirmation', async () => {
    const room = await emptyMailroom();
    await asks(room);
    const mail = await lastMail(room);
    expect(mail.headers.get('list')).toBeUndefined();
    expect(mail.text).toMatch(
      /Confirmar mi correo: https:\/\/retorno\.example\/api\/open\/customers\/confirmations\/[\w-]{22}\b/,
    );
    expect(`${mail.text}${mail.html}`).not.toContain('unsubscribe');
  });

  it('leaves once when its event is heard several times at once', async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const room = await mailroom({ seed });
      const earned = earnedBy(room);
      await room.gathers(earned, earned, earned);
      await room.gathers(earned);
      expect([room.left(), room.said()]).toEqual([['deposit-receipt'], ['deposit-receipt: sent']]);
    }
  });

  it('that the provider refuses is not tried again, and it is said', async () => {
    const room = await mailroom();
    room.here.world.mail.refusals.push('MessageRejected');
    await room.gathers(earnedBy(room));
    await room.gathers(earnedBy(room));
    expect([room.left(), room.dead()]).toEqual([[], []]);
    expect(room.mails()).toMatchObject([{ state: 'refused' }]);
    expect(room.said()).toEqual(['deposit-receipt: refused-by-provider']);
  });

  it.each([
    'ThrottlingException',
    'AccountSendingPausedException',
    'AccessDenied',
    'MailFromDomainNotVerifiedException',
    'ServiceUnavailable',
  ])('that the provider does not take now (%s) comes again until it does', async (name) => {
    const room = await mailroom();
    const { refusals } = room.here.world.mail;
    refusals.push(name, name, name);
    await room.gathers(earnedBy(room));
    expect([refusals, room.left(), room.dead()]).toEqual([[], ['deposit-receipt'], []]);
    expect(room.mails()).toMatchObject([{ state: 'sent' }]);
    expect(room.said()).toEqual(['deposit-receipt: sent']);
  });

  it('that the provider never takes is put aside for a person to see', async () => {
    const room = await emptyMailroom();
    const { refusals } = room.here.world.mail;
    refusals.push(...Array.from({ length: 24 }, () => 'ThrottlingException'));
    await asks(room);
    expect([refusals, room.mails(), room.said()]).toEqual([[], [], []]);
    const [letter, ...others] = await room.here.aside('notifications');
    expect([letter, others]).toMatchObject([{ code: 'gave-up' }, []]);
    // Handed in once more, it leaves.
    await room.hears(JSON.parse(letter?.body ?? '').detail);
    expect(room.left()).toEqual(['welcome']);
  });

  it('that may wait makes way for others while the provider does not take it, and leaves when it does', async () => {
    const room = await casesAtNight();
    await room.here.travelTo('12:00');
    const { refusals } = room.here.world.mail;
    refusals.push(...Array.from({ length: 24 }, () => 'ThrottlingException'));
    await room.hears(room.news.received({ at: await room.here.now() }));
    expect(room.mails()).toMatchObject([{ state: 'held' }]);
    await room.settles();
    expect([refusals, room.left(), room.dead()]).toEqual([[], ['case-received'], []]);
    expect(room.said()).toEqual(['case-received: sent']);
  });

  it.each(['TimeoutError', 'InternalFailure'])(
    'whose outcome nobody knows (%s) is not sent again, and it is said',
    async (name) => {
      const room = await mailroom();
      room.here.world.mail.refusals.push(name);
      await room.gathers(earnedBy(room));
      expect(room.said()).toEqual(['deposit-receipt: unknown-outcome']);
      await room.gathers(earnedBy(room));
      expect([room.left(), room.dead()]).toEqual([[], []]);
    },
  );

  it('to an address that nobody has confirmed does not leave, and it is said once', async () => {
    const room = await mailroom({ confirms: false });
    await room.gathers(earnedBy(room));
    await room.gathers(earnedBy(room));
    expect([room.left(), room.said()]).toEqual([[], ['deposit-receipt: unconfirmed-address']]);
  });

  it('has nobody to go to where an account is a card that nobody has linked', async () => {
    const room = await mailroom();
    await room.hears(earnedBy({ ...room, customerId: 'card-x' }));
    expect([room.left(), room.said(), room.dead()]).toEqual([[], [], []]);
  });

  it('holds nothing personal in what is said and kept of it', async () => {
    const room = await mailroom();
    await room.gathers(earnedBy(room));
    const kept = room.items().filter(({ pk }) => pk.startsWith('notifications#') || pk.startsWith('event#'));
    expect(kept.some(({ template }) => template === 'deposit-receipt')).toBe(true);
    expect(JSON.stringify(kept)).not.toMatch(/Ana|ana-|ana@|@retorno/);
  });

  it('that welcomes leaves though the provider was busy three times', async () => {
    const room = await emptyMailroom();
    const { refusals } = room.here.world.mail;
    refusals.push('ThrottlingException', 'ThrottlingException', 'ThrottlingException');
    await asks(room);
    expect([refusals, room.left()]).toEqual([[], ['welcome']]);
  });

  it('that was cut off before ten in the evening is told of though it comes again after ten', async () => {
    const room = await casesAtNight();
    const { scheduler } = room.here.world;
    await scheduler.passTo(Date.parse('2026-11-23T20:59:58.000Z'));
    let dies = true;
    scheduler.fate = ({ operation }) => {
      if (operation !== 'SendRawEmail' || !dies) return 'answered';
      dies = false;
      return 'dies before';
    };
    await room.hears(room.news.received({ at: await room.here.now() }));
    expect((await room.here.now()) > '2026-11-23T21:00:00.000Z').toBe(true);
    expect(room.mails()).toMatchObject([{ state: 'unknown' }]);
    expect([room.left(), room.said()]).toEqual([[], ['case-received: unknown-outcome']]);
  });
});
