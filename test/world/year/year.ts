import { driver, type WorldDriver } from '../driver.ts';
import { endFaults, planFaults } from '../faults.ts';
import { buys } from './buyers.ts';
import { carriersCome } from './carriers.ts';
import { citizenLives } from './citizens.ts';
import { broken } from './invariants.ts';
import { Life } from './life.ts';
import { ownerLives, regretsOf } from './senders.ts';

export interface YearPlan {
  readonly people: number;
  readonly days: number;
  readonly seed: number;
  /** Which share of the product's calls goes wrong. */
  readonly faults: number;
}

export interface Lived {
  readonly engagements: number;
  /** How many things happened in the world. */
  readonly turns: number;
  readonly mails: number;
  readonly cases: number;
  readonly deposits: number;
  /** What of what must hold does not, in words; empty where all of it does. */
  readonly broken: readonly string[];
  /** The same for two lives of the same plan. */
  readonly fingerprint: string;
}

/** Some people of all five brands live for a while, while calls fail and the power goes; then what must hold is looked at. */
export async function live({ people, days, seed, faults }: YearPlan): Promise<Lived> {
  const here: WorldDriver = await driver({ seed });
  const life = new Life(here, { seed, days });
  const machines = [];
  for (const siteId of ['mercado', 'escuela', 'estacion']) {
    machines.push(await here.provisions('retorno', { siteId, organisationId: 'ayuntamiento' }));
  }
  const citizens = [];
  for (let n = 0; n < people; n++) {
    const brand = (['retorno', 'microsmile', 'retorno', 'keyphone', 'mixsoon', 'smartmirror', 'microsmile'] as const)[
      n % 7
    ];
    if (brand === 'retorno') citizens.push(await citizenLives(life, machines, n));
    else {
      const person = await here.registers(brand as string, 'persona');
      if (brand !== 'keyphone') buys(life, person, brand === 'smartmirror' ? 90 : 30);
      if (brand === 'keyphone') await regretsOf(life, person, life.between(1, Math.max(2, days / 2)));
      if (brand === 'microsmile' || brand === 'smartmirror')
        await ownerLives(life, person, life.between(3, Math.max(4, days * 0.6)));
    }
  }
  await carriersCome(life, machines);
  await here.quiet();
  planFaults(here.world, faults, seed);
  await life.live();
  endFaults(here.world);
  await here.travel('P3D');
  const { scheduler, mail } = here.world;
  return {
    engagements: life.done,
    turns: scheduler.turns,
    mails: mail.left.length,
    cases: life.diary.cases.size,
    deposits: life.diary.publications.length,
    fingerprint: scheduler.fingerprint,
    broken: await broken(life, { citizens, machines }),
  };
}
