import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Visitor } from '../../tools/demo/visitor.ts';
import { active, redeem } from '../points/members.ts';
import { cardsRoute, codeShown, freshCard, linkCard } from '../support/cards.ts';
import type { Device } from '../support/driver.ts';
import { place } from '../support/place.ts';

const here = await place();
let machine: Device;

beforeAll(async () => {
  machine = await here.provisions('retorno', { siteId: 'mercado', organisationId: 'ayuntamiento' });
});

/** A code that no machine shows in these stories. */
const wrong = '000000';

const somebody = async (story: string): Promise<Visitor> => here.as(await here.registers('retorno', story));

/** Ten glasses, 40 points, by somebody who holds a card to the machine. */
async function deposits(card: string): Promise<void> {
  await machine.says('deposit', { citizen: { card }, items: Array(10).fill({ material: 'glass', grams: 350 }) });
  await here.quiet();
}

/** Sends a card’s number with a code, and tells the status and the refusal’s code. */
async function sends(me: Visitor, number: string, code: string): Promise<[number, string | undefined]> {
  const { status, body } = await me.send<{ code?: string }>('POST', cardsRoute, { number, code });
  return [status, body.code];
}

const ago = async (minutes: number): Promise<string> =>
  new Date(Date.parse(await here.now()) - minutes * 60_000).toISOString();

const cardsOf = async (me: Visitor): Promise<string[]> =>
  (await me.get<{ cards: { last4: string }[] }>('/api/customers/me')).body.cards.map(({ last4 }) => last4);

describe('a card', () => {
  it('is nobody’s who only knows its number: its points stay there for whoever holds it', async () => {
    const [stranger, owner] = [await somebody('adivina'), await somebody('tiene-la-tarjeta')];
    const number = freshCard();
    await deposits(number);
    expect(await sends(stranger, number, wrong)).toEqual([400, 'card-code-wrong']);
    await here.quiet();
    expect([await cardsOf(stranger), await active(stranger)]).toEqual([[], 0]);
    expect((await linkCard(here, machine, owner, number)).status).toBe(201);
    await here.quiet();
    expect([await cardsOf(owner), await active(owner)]).toEqual([[number.slice(-4)], 40]);
  });

  it('is linked by a code only once, for the card that it was shown for, and soon after', async () => {
    const me = await somebody('codigo');
    const [card, other] = [freshCard(), freshCard()];
    const older = await codeShown(here, machine, card);
    await here.travel('PT1M');
    const code = await codeShown(here, machine, card);
    expect(await sends(me, card, older)).toEqual([400, 'card-code-wrong']);
    expect(await sends(me, other, code)).toEqual([400, 'card-code-wrong']);
    expect(await sends(me, card, code)).toEqual([201, undefined]);
    expect(await sends(me, card, code)).toEqual([400, 'card-code-wrong']);
    const late = await codeShown(here, machine, other);
    await here.travel('PT11M');
    expect(await sends(me, other, late)).toEqual([400, 'card-code-wrong']);
    expect(await cardsOf(me)).toEqual([card.slice(-4)]);
  });

  it('is not to be had again by a code that was used, though the machine or an operator tells of it again', async () => {
    const [me, thief] = [await somebody('otra-vez-el-codigo'), await somebody('copia-el-codigo')];
    const card = freshCard();
    const [id, at, code] = [`shown-${card}`, await here.now(), '402917'];
    await machine.says('card-shown', { card, code }, { id, at });
    await here.quiet();
    expect(await sends(me, card, code)).toEqual([201, undefined]);
    await machine.says('card-shown', { card, code }, { id, at });
    await here.republishes(at, await here.now());
    await here.quiet();
    expect(await sends(thief, card, code)).toEqual([400, 'card-code-wrong']);
  });

  it('lets nobody guess: its code is void after five wrong ones, and who goes on waits ever longer', async () => {
    const [thief, second, owner] = [
      await somebody('prueba-codigos'),
      await somebody('prueba-mas'),
      await somebody('lo-acerca-de-nuevo'),
    ];
    const card = freshCard();
    const guess = (me: Visitor) => sends(me, card, wrong);
    const guesses = async (me: Visitor, times: number) => {
      for (let n = 0; n < times; n++) expect(await guess(me)).toEqual([400, 'card-code-wrong']);
    };
    await here.travelTo('11:00');
    const code = await codeShown(here, machine, card);
    await guesses(thief, 5);
    expect(await guess(thief)).toEqual([429, 'tried-too-often']);
    expect(await sends(owner, card, code)).toEqual([400, 'card-code-wrong']);
    await here.travel('PT1M');
    expect((await linkCard(here, machine, owner, card)).status).toBe(201);
    await guesses(thief, 5);
    await here.travel('PT1M');
    expect(await guess(thief)).toEqual([429, 'tried-too-often']);
    await here.travel('PT1H');
    await guesses(thief, 5);
    await here.travel('PT1M');
    await guesses(thief, 5);
    await here.travel('PT1H');
    expect(await guess(thief)).toEqual([429, 'tried-too-often']);
    expect(await guess(second)).toEqual([400, 'card-code-wrong']);
    await here.travel('P1D');
    expect(await guess(thief)).toEqual([400, 'card-code-wrong']);
  });

  it('is guessed no better by a hundred codes sent at the same moment', async () => {
    const thieves: Visitor[] = [];
    for (let n = 0; n < 4; n++) thieves.push(await somebody('a-la-vez'));
    const card = freshCard();
    const code = await codeShown(here, machine, card);
    const sent = await Promise.all(thieves.flatMap((me) => Array.from({ length: 25 }, () => sends(me, card, wrong))));
    // A cloud that is so busy may not answer some of them.
    expect(sent.filter(([status]) => status < 400)).toEqual([]);
    expect(sent.map(([, why]) => why)).toContain('tried-too-often');
    expect(sent.filter(([, why]) => why === 'card-code-wrong').length).toBeLessThanOrEqual(4 * 10);
    expect(await sends(await somebody('llega-tarde'), card, code)).toEqual([400, 'card-code-wrong']);
  });

  it('is linked by what a machine with a wrong clock shows, and not by what was shown while it was offline', async () => {
    const [me, card] = [await somebody('reloj'), freshCard()];
    const shows = async (code: string, minutes: { slow: number; late: number }) => {
      const at = await ago(minutes.slow + minutes.late);
      await machine.says('card-shown', { card, code }, { at, sentAt: await ago(minutes.slow) });
      await here.quiet();
    };
    await shows('111111', { slow: -4, late: 0 });
    await here.travel('PT2M');
    await shows('222222', { slow: 4, late: 0 });
    await shows('333333', { slow: 0, late: 20 });
    await here.travel('PT9M');
    expect(await sends(me, card, '333333')).toEqual([400, 'card-code-wrong']);
    expect(await sends(me, card, '222222')).toEqual([201, undefined]);
  });

  it('is vouched for by a machine at a site, and by no device that somebody has at home', async () => {
    const [me, card] = [await somebody('en-casa'), freshCard()];
    const atHome = await here.provisions('retorno', {});
    const code = await codeShown(here, atHome, card);
    expect(await sends(me, card, code)).toEqual([400, 'card-code-wrong']);
    const aside = (await here.aside('devices')).filter(({ body }) => body.includes(`/${atHome.deviceId}/`));
    expect(aside.map((letter) => letter.code)).toEqual(['no-site']);
  });

  it('is one person’s only, and the refusal changes nothing', async () => {
    const [first, second] = [await somebody('una-tarjeta'), await somebody('otra-tarjeta')];
    const number = freshCard();
    expect((await linkCard(here, machine, first, number)).status).toBe(201);
    await here.travel('PT1M');
    const taken = await linkCard(here, machine, second, number);
    await here.travel('PT1M');
    const again = await linkCard(here, machine, first, number);
    expect([taken.status, taken.body.code]).toEqual([409, 'card-taken']);
    expect([again.status, again.body.code]).toEqual([409, 'card-linked']);
    expect([await cardsOf(first), await cardsOf(second)]).toEqual([[number.slice(-4)], []]);
  });

  it('is one of twenty at most', async () => {
    const me = await somebody('muchas-tarjetas');
    for (let n = 0; n < 20; n++) {
      if (n % 5 === 0) await here.travel('PT1H');
      expect((await linkCard(here, machine, me, freshCard())).status).toBe(201);
    }
    await here.travel('P1D');
    const more = await linkCard(here, machine, me, freshCard());
    expect([more.status, more.body.code]).toEqual([409, 'too-many-cards']);
    expect(await cardsOf(me)).toHaveLength(20);
  });
});

describe('a card that somebody else has linked', () => {
  const note = 'Showed the card and its contract at the counter';

  const gives = async (agent: Visitor, customerId: string, number: string, key?: string) =>
    agent.send<{ code?: string; last4?: string }>(
      'POST',
      `/api/staff/customers/${customerId}/cards`,
      { number, note },
      key,
    );

  it('is given to its owner by an agent with all that is left on it, and a manager puts right what was spent', async () => {
    const owner = await here.registers('retorno', 'duena-de-la-tarjeta');
    const [me, thief] = [await here.as(owner), await somebody('se-la-quedo')];
    const number = freshCard();
    await deposits(number);
    await deposits(number);
    expect((await linkCard(here, machine, thief, number)).status).toBe(201);
    await here.quiet();
    expect((await redeem(thief, 'food-bank')).status).toBe(201);
    const [agent, manager] = [await here.staff('retorno', 'agent'), await here.staff('retorno', 'manager')];
    await here.travel('PT1M');
    const given = await gives(agent, owner.customerId, number, `back-${number}`);
    expect([given.status, given.body.last4]).toEqual([201, number.slice(-4)]);
    expect(await gives(agent, owner.customerId, number, `back-${number}`)).toMatchObject({ body: given.body });
    await deposits(number);
    expect([await cardsOf(thief), await active(thief)]).toEqual([[], 0]);
    expect([await cardsOf(me), await active(me)]).toEqual([[number.slice(-4)], 70]);
    expect((await redeem(thief, 'food-bank')).body.code).toBe('not-enough-points');

    const spent = { points: 50, reason: 'card-given-back', note: 'Spent by whoever had linked the card' };
    const adjusted = await manager.send('POST', `/api/staff/points/customers/${owner.customerId}/adjustments`, spent);
    expect([adjusted.status, await active(me)]).toEqual([201, 120]);
    const told = async (who: Visitor) =>
      (await who.get<{ entries: { text: string }[] }>('/api/customers/me/timeline')).body.entries.map(
        ({ text }) => text,
      );
    expect(await told(me)).toEqual(
      expect.arrayContaining([
        'Te devolvimos tu tarjeta',
        'Te añadimos 50 puntos: otra persona los gastó con tu tarjeta',
      ]),
    );
    expect(await told(thief)).toContain('Una tarjeta que vinculaste volvió a su dueño');
  });

  it('stays its owner’s, in whatever order that is heard again', async () => {
    const owner = await here.registers('retorno', 'sigue-siendo-suya');
    const [me, thief] = [await here.as(owner), await somebody('ya-no')];
    const [number, since] = [freshCard(), await here.now()];
    await deposits(number);
    await linkCard(here, machine, thief, number);
    await here.travel('PT1M');
    expect((await gives(await here.staff('retorno', 'agent'), owner.customerId, number)).status).toBe(201);
    await here.quiet();
    await here.republishes(since, await here.now());
    await here.quiet();
    expect([await active(thief), await active(me)]).toEqual([0, 40]);
  });

  it('is given back with a reason, to a customer of the brand whose card it was not before', async () => {
    const [owner, abroad] = [
      await here.registers('retorno', 'a-quien'),
      await here.registers('sexta', 'de-otra-marca'),
    ];
    const agent = await here.staff('retorno', 'agent');
    const number = freshCard();
    expect((await gives(agent, owner.customerId, number)).body.code).toBe('card-unlinked');
    await linkCard(here, machine, await here.as(owner), number);
    expect((await gives(agent, owner.customerId, number)).body.code).toBe('card-theirs');
    expect((await gives(agent, abroad.customerId, number)).status).toBe(404);
    const silent = await agent.send('POST', `/api/staff/customers/${owner.customerId}/cards`, { number });
    expect(silent.status).toBe(400);
    expect(await cardsOf(await here.as(owner))).toEqual([number.slice(-4)]);
  });
});
