import { describe, expect, it } from '@jest/globals';
import { endFaults, planMeanwhile } from '../world/faults.ts';
import { labelled } from './cases.ts';
import { brand, eventsOf, type Returning, returning, saidOfCases } from './returning.ts';
import { serialOf, unconfirmed } from './returns.ts';

const label = 'Tu etiqueta de devolución';

describe('a label of whose mail nobody knows', () => {
  it('is mailed once more when two agents ask for it at the same moment', async () => {
    const { here, desk, ana } = await returning();
    here.world.scheduler.fate = ({ operation }) => (operation === 'SendRawEmail' ? 'times out' : 'answered');
    const { id } = await labelled(ana);
    endFaults(here.world);
    const before = here.world.mail.left.length;
    const answers = await Promise.all([desk.sendsAgain(id, 'label'), desk.sendsAgain(id, 'label')]);
    await here.quiet();
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(here.world.mail.left.length - before).toBe(1);
  });
});

describe('a label that is extended', () => {
  it('is not called to mind by its old last day, whenever the extension comes', async () => {
    for (let at = 1, during = true; during; at++) {
      const found = await returning();
      const { here, ana } = found;
      const { id } = await labelled(ana);
      const calledToMind = () =>
        eventsOf(found).flatMap(({ type, data }) => (type === 'case.label-expiring' ? [data.expiresOn] : []));
      // The day before the first reminder, which goes off at nine in the morning of the 13th.
      await here.travel('P19D');
      /** Each fact of a case counts one up, also while what it says waits for the outbox. */
      const facts = () => [...here.world.table.items()].find(({ caseId, seq }) => caseId === id && seq)?.seq as number;
      const [atFirst, before] = [facts(), [] as string[]];
      const meanwhile = planMeanwhile(here.world, at, async () => {
        await ana.extends(id);
        if (facts() > atFirst + 1) before.push('2026-12-23');
      });
      await here.travel('P1D');
      endFaults(here.world);
      during = await meanwhile.done();
      if (!during) continue;
      expect([at, ...before]).toEqual([at, ...calledToMind()]);
      await here.travel('P14D');
      expect(calledToMind()).toEqual([...before, '2027-01-06']);
    }
  });

  it('in the last second is good for longer, wherever its expiry stands by then, and expires at its new end', async () => {
    const ends = new Set<number>();
    for (let at = 1; at <= 10; at++) {
      const found = await returning();
      const { here, ana } = found;
      const { id } = await labelled(ana);
      const expired = () => saidOfCases(found).includes('case.expired');
      // The label's last day is over at midnight in Madrid.
      await here.travel(`PT${(Date.parse('2026-12-23T22:59:59.800Z') - here.world.scheduler.now()) / 1_000}S`);
      holdsBack(found, at);
      const asked = ana.extends(id);
      await here.travel('PT1H');
      const { status } = await asked;
      endFaults(here.world);
      expect([at, status, expired()]).toEqual(status === 200 ? [at, 200, false] : [at, 409, true]);
      ends.add(status);
      await here.travel('P15D');
      expect(expired()).toBe(true);
    }
    expect(ends).toContain(200);
  });
});

/** An extension is written after midnight, though it was asked for before; the label's timer is held back at one of its calls. */
function holdsBack({ here: { world } }: Returning, at: number): void {
  let [written, calls] = [false, 0];
  world.scheduler.fate = ({ process, operation }) => {
    if (process?.name.startsWith('recycling/api') && operation === 'TransactWrite' && !written) {
      written = true;
      return 'delayed';
    }
    return process?.name.startsWith('recycling/on-timer') && ++calls === at ? 'delayed' : 'answered';
  };
}

describe('a paper to an address that nobody confirmed', () => {
  it('leaves once, in whatever moment the address is confirmed', async () => {
    for (let at = 1, during = true; during; at++) {
      const { here } = await returning();
      const olga = await unconfirmed(here, brand, 'olga');
      const meanwhile = planMeanwhile(here.world, at, () => olga.confirms());
      await olga.asks({ serial: serialOf() });
      await here.quiet();
      endFaults(here.world);
      during = await meanwhile.done();
      if (!during) await olga.confirms();
      await here.quiet();
      const papers = (await olga.subjects()).filter((subject) => subject === label);
      expect([at, papers]).toEqual([at, [label]]);
    }
  });
});

describe('the warehouse', () => {
  it('sets a parcel aside whose case ends while it is scanned', async () => {
    const seen = new Set<boolean>();
    for (let at = 1, during = true; during; at++) {
      const { here, desk, ana } = await returning();
      const { id, tracking } = await labelled(ana);
      const meanwhile = planMeanwhile(here.world, at, () => ana.cancels(id));
      const scan = await desk.scan(tracking);
      endFaults(here.world);
      during = await meanwhile.done();
      await here.quiet();
      const aside = await desk.strays();
      expect([at, scan.status, aside.length]).toEqual([at, 200, scan.body.known ? 0 : 1]);
      seen.add(scan.body.known);
    }
    expect(seen).toEqual(new Set([true, false]));
  });

  it('counts a parcel that came before its label: none is made, and none is mailed', async () => {
    const { here, desk, ana } = await returning();
    const serial = serialOf();
    // The step that makes the label is held back.
    here.world.scheduler.fate = ({ process }) =>
      process?.name.startsWith('recycling/on-step') ? 'delayed' : 'answered';
    const { id } = (await ana.asks({ serial })).body;
    await desk.count(id, [serial]);
    await here.quiet();
    endFaults(here.world);
    expect(await ana.subjects()).not.toContain(label);
    await desk.decide(id, 'refurbished');
    const { state, steps } = await ana.sees(id);
    const way = ['requested', 'received', 'inspected', 'refurbished', 'closed'];
    expect([state, steps.map(({ name }) => name)]).toEqual(['closed', way]);
  });
});

describe('a case whose execution was stopped', () => {
  it('goes on: another takes over, and nothing is done twice', async () => {
    const { here, desk, ana } = await returning();
    const { id, serial } = await labelled(ana);
    here.world.machine.stop({ executionArn: `${brand}-${id}` } as never);
    await desk.count(id, [serial]);
    await desk.decide(id, 'recycled');
    await here.travel('PT45M');
    const { state, result, steps } = await ana.sees(id);
    expect([state, result, await here.hasEnded(id)]).toEqual(['closed', 'recycled', true]);
    expect(steps.filter(({ name }) => name === 'label-sent')).toHaveLength(1);
  });

  it('so long ago that nobody knows of it any more is taken up by another when its parcel is looked at', async () => {
    const { here, desk, ana } = await returning();
    const { id, serial } = await labelled(ana);
    await desk.receive(id);
    await here.quiet();
    here.world.machine.stop({ executionArn: `${brand}-${id}` } as never);
    await here.travel('P91D');
    await desk.count(id, [serial]);
    await desk.decide(id, 'recycled');
    await here.travel('PT45M');
    const { state, result } = await ana.sees(id);
    expect([state, result, await here.hasEnded(id)]).toEqual(['closed', 'recycled', true]);
  });
});
