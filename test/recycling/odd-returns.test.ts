import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Programme, programmes } from '#brands/programmes.ts';
import { local } from '../../infra/names.ts';
import { endFaults } from '../world/faults.ts';
import { labelled } from './cases.ts';
import { brand, labelFailsForGood, type Returning, returning } from './returning.ts';
import { pages, serialOf, unconfirmed } from './returns.ts';

const label = 'Tu etiqueta de devolución';

/** From now on nobody knows what became of a mail. */
function mailsAreLost({ here: { world } }: Returning): void {
  world.scheduler.fate = ({ operation }) => (operation === 'SendRawEmail' ? 'times out' : 'answered');
}

describe('a certificate that waited for the morning', () => {
  it('and of which nobody knows is for somebody to see to, who can send it again', async () => {
    const found = await returning();
    const { here, desk, ana } = found;
    const { id, serial } = await labelled(ana);
    await desk.count(id, [serial]);
    await here.travelTo('23:30');
    await desk.decide(id, 'recycled');
    await here.quiet();
    mailsAreLost(found);
    await here.travelTo('09:30');
    endFaults(here.world);
    const { mails } = await ana.sees(id);
    expect(mails.find(({ document }) => document === 'certificate')).toMatchObject({
      state: 'unknown-outcome',
      canBeSentAgain: true,
    });
    expect((await desk.reads(id)).attention).toBe('mail');
  });
});

describe('a label that waits for the morning, at a brand whose labels do', () => {
  const programme = programmes[brand] as Programme;
  beforeEach(() => {
    programme.notices = { 'case-label': 'informative' };
  });
  afterEach(() => {
    delete programme.notices;
  });

  it('does not leave where its return is called off meanwhile; the case says why, and it is nobody’s to see to', async () => {
    const { here, desk, ana } = await returning();
    await here.travelTo('22:30');
    const { id } = await labelled(ana);
    await desk.calledOff(id);
    await here.quiet();
    const welcome = 'Confirma tu correo para MicroSmile';
    expect(await ana.subjects()).toEqual([welcome]);
    await here.travelTo('09:30');
    expect(await ana.subjects()).toEqual(['Hemos anulado tu devolución', welcome]);
    expect((await ana.sees(id)).mails).toEqual([{ document: 'label', state: 'overtaken', canBeSentAgain: false }]);
    expect(await desk.listed()).toEqual([]);
  });
});

describe('a wait whose message comes a second time, sent again by hand when the case has gone on', () => {
  it('does not stand in the way of the wait there is', async () => {
    const { here, desk, ana } = await returning();
    const { queues } = here.world;
    const waits = local.queueName('recycling', 'waits');
    const messages: string[] = [];
    const { put } = queues;
    queues.put = (name, body, ...more) => {
      if (name === waits) messages.push(body);
      return put.call(queues, name, body, ...more);
    };
    const { id, serial } = await labelled(ana);
    await desk.count(id, [serial]);
    await here.quiet();
    const [first = ''] = messages;
    expect([JSON.parse(first).step, messages.length]).toEqual(['AwaitParcel', 3]);
    await here.travel('PT1M');
    put.call(queues, waits, first);
    await here.quiet();
    await desk.decide(id, 'recycled');
    await here.quiet();
    expect([(await ana.sees(id)).state, await here.hasEnded(id)]).toEqual(['closed', true]);
  });
});

describe('a label of whose mail nobody knows', () => {
  it('is nobody’s to see to once its parcel is there, and is not mailed again', async () => {
    const found = await returning();
    const { here, desk, ana } = found;
    mailsAreLost(found);
    const { id } = await labelled(ana);
    endFaults(here.world);
    expect((await desk.reads(id)).attention).toBe('mail');
    await desk.receive(id);
    await here.quiet();
    expect((await desk.reads(id)).attention).toBeUndefined();
    expect((await ana.sees(id)).mails).toEqual([
      { document: 'label', state: 'unknown-outcome', canBeSentAgain: false },
    ]);
    expect((await desk.sendsAgain(id, 'label')).status).toBe(409);
  });
});

describe('a case in flight', () => {
  it('goes on as it was promised when the programme gives more time', async () => {
    const { recycling } = programmes[brand] as { recycling: { lateDays: number; lostAfterDays: number } };
    const before = { ...recycling };
    try {
      const { here, desk, ana } = await returning();
      const expiring = await labelled(ana);
      const travelling = await labelled(ana);
      await here.travel('P25D');
      await desk.carrierSays(travelling.tracking, 'in-transit');
      await here.travel('P6D');
      expect((await ana.sees(expiring.id)).state).toBe('expired');
      Object.assign(recycling, { lateDays: 60, lostAfterDays: 60 });
      await here.travel('P40D');
      expect((await ana.sees(expiring.id)).result).toBe('expired');
      expect((await ana.sees(travelling.id)).state).toBe('lost');
    } finally {
      Object.assign(recycling, before);
    }
  });
});

describe('a label that could not be made in time', () => {
  it('is tried again once, though the agent asks twice', async () => {
    const found = await returning();
    const id = await labelFailsForGood(found, serialOf());
    const [first, second] = [await found.desk.review(id, 'retry'), await found.desk.review(id, 'retry')];
    expect([first.status, second.status]).toEqual([200, 200]);
  });

  it('is not made when its parcel is under way', async () => {
    const found = await returning();
    const { desk, ana } = found;
    const id = await labelFailsForGood(found, serialOf());
    await desk.receive(id, 'in-transit');
    await desk.review(id, 'retry');
    expect((await ana.sees(id)).state).toBe('in-transit');
    expect(await ana.subjects()).not.toContain(label);
  });
});

describe('somebody with very many returns', () => {
  it('sees them all, page by page, and gets every label that is of use when their address is confirmed', async () => {
    const { here } = await returning();
    const olga = await unconfirmed(here, brand, 'muchas');
    await olga.asks({ serial: serialOf() });
    for (let n = 0; n < 101; n++) {
      const { body } = await olga.asks({ serial: serialOf() });
      await olga.cancels(body.id);
      await here.quiet();
    }
    await olga.asks({ serial: serialOf() });
    await here.quiet();
    const seen = await pages<{ id: string }>(olga.me, '/api/recycling/cases', 'cases', 40);
    expect([seen.length, new Set(seen.map(({ id }) => id)).size]).toEqual([103, 103]);
    const { left } = here.world.mail;
    const before = left.length;
    await olga.confirms();
    await here.quiet();
    expect(left.length - before).toBe(2);
  });
});
