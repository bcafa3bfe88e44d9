/** Ways of a return on which every call of the product is cut off, each in every way, and what must hold then. */
import { expect } from '@jest/globals';
import { cuts, endFaults, planCuts } from '../world/faults.ts';
import type { Fate } from '../world/process.ts';
import { eventsOf, madeUpFor, putAside, type Returning, returning, saidOfCases } from './returning.ts';
import { serialOf } from './returns.ts';

export interface Told extends Returning {
  readonly serial: string;
  id: string;
  /** The papers of whose mail nobody knows, which an agent had sent again. */
  readonly doubts: ('label' | 'certificate')[];
}

/** What somebody does, or a time that goes by. */
type Deed = (told: Told) => Promise<unknown>;

export interface Path {
  readonly deeds: readonly Deed[];
  /** What must hold when a deed, counted from 0, is done and made up for. */
  readonly holds: (told: Told, deed: number) => Promise<void>;
}

/** One call of a deed, counted from 1, and how it ends. */
export interface Cut {
  readonly deed: number;
  readonly call: number;
  readonly way: Fate;
}

/** The execution is looked after a minute after a deed: its timer belongs to the deed. */
const afterwards = 'PT2M';

/** Tells a path with at most one cut a deed. What was cut off is made up for before the next deed. */
export async function tell({ deeds, holds }: Path, planned: readonly Cut[]): Promise<Told> {
  const told: Told = { ...(await returning()), serial: serialOf(), id: '', doubts: [] };
  const { here } = told;
  for (const [at, deed] of deeds.entries()) {
    const cut = planned.find((each) => each.deed === at);
    planCuts(here.world, cut && { [cut.call]: cut.way });
    await deed(told);
    await here.travel(afterwards);
    endFaults(here.world);
    if (cut !== undefined) await here.travel(madeUpFor);
    await holds(told, at);
  }
  return told;
}

/** Every call of a path, ended in every way. */
export async function cutsOf(path: Path): Promise<Cut[]> {
  const found: Cut[] = [];
  const counted = path.deeds.map((deed, at) => async (told: Told) => {
    const { calls } = planCuts(told.here.world);
    await deed(told);
    await told.here.travel(afterwards);
    for (let call = 1; call <= calls(); call++) found.push(...cuts.map((way) => ({ deed: at, call, way })));
  });
  await tell({ ...path, deeds: counted }, []);
  return found;
}

/** The cuts in as few runs as there are cuts of the longest deed: one of each deed in each. */
export function inRuns(all: readonly Cut[]): Cut[][] {
  const runs: Cut[][] = [];
  const next = new Map<number, number>();
  for (const cut of all) {
    const at = next.get(cut.deed) ?? 0;
    next.set(cut.deed, at + 1);
    runs[at] = [...(runs[at] ?? []), cut];
  }
  return runs;
}

/** Somebody asks for a label. */
export const labelled: Path = {
  deeds: [asks],
  holds: (told) => expectPaper(told, 'label'),
};

async function asks(told: Told): Promise<void> {
  told.id = (await told.ana.asks({ serial: told.serial })).body.id;
}

/** A brush comes back and is recycled. */
export const comesBack: Path = {
  deeds: [
    asks,
    ({ desk, id }) => desk.receive(id, 'in-transit'),
    ({ desk, serial }) => desk.scan(serial),
    ({ desk, id, serial }) => desk.count(id, [serial]),
    ({ desk, id }) => desk.decide(id, 'recycled'),
  ],
  holds: async (told, deed) => {
    if (deed === 0) await expectPaper(told, 'label');
    if (deed === 4) await expectPaper(told, 'certificate');
    if (deed === 4) await expectRecycledOnce(told);
  },
};

const subjectOf = { label: 'Tu etiqueta de devolución', certificate: 'Tu certificado de reciclaje' };

/** A paper was mailed; or nobody knows, and then an agent hears of it and has it sent again, once. */
async function expectPaper(told: Told, document: 'label' | 'certificate'): Promise<void> {
  const { here, desk, ana, id, doubts } = told;
  const { state, canBeSentAgain } = (await ana.sees(id)).mails.find((mail) => mail.document === document) ?? {};
  const inDoubt = state === 'unknown-outcome';
  expect(canBeSentAgain).toBe(inDoubt);
  const listed = await desk.listed();
  expect(listed.map(({ attention }) => attention)).toEqual(inDoubt ? ['mail'] : []);
  expect(inDoubt || (await ana.subjects()).includes(subjectOf[document])).toBe(true);
  const before = here.world.mail.left.length;
  expect((await desk.sendsAgain(id, document)).status).toBe(inDoubt ? 200 : 409);
  await here.quiet();
  expect(here.world.mail.left.length - before).toBe(inDoubt ? 1 : 0);
  if (!inDoubt) return;
  expect(await desk.listed()).toEqual([]);
  doubts.push(document);
}

const once = [
  'case.requested',
  'case.label-sent',
  'case.in-transit',
  'case.received',
  'case.inspected',
  'case.recycled',
  'case.certified',
  'case.closed',
];

async function expectRecycledOnce(told: Told): Promise<void> {
  const { here, ana, id, serial, doubts } = told;
  expect(saidOfCases(told).sort()).toEqual([...once, ...doubts.map(() => 'case.sent-again')].sort());
  const doubled = eventsOf(told).filter(({ type, data }) => type === 'points.earned' && data.serial !== undefined);
  expect(doubled.map(({ data }) => [data.serial, data.points])).toEqual([[serial, 100]]);
  const { state, result } = await ana.sees(id);
  expect([state, result, await here.hasEnded(id), putAside(told)]).toEqual(['closed', 'recycled', true, 0]);
  const left = await ana.subjects();
  expect(left.length - new Set(left).size).toBeLessThanOrEqual(doubts.length);
}

/** Nobody hands it in: its end is called to mind twice, it is extended once, expires, and is given up. */
export const expires: Path = {
  deeds: [
    asks,
    until('2026-12-14'),
    until('2026-12-21'),
    ({ ana, id }) => ana.extends(id),
    until('2026-12-28'),
    until('2027-01-04'),
    until('2027-01-08'),
    until('2027-02-08'),
  ],
  holds: async (told, deed) => {
    if (deed === 7) await expectExpiredOnce(told);
  },
};

const expiredOnce = [
  'case.requested',
  'case.label-sent',
  ...Array<string>(4).fill('case.label-expiring'),
  'case.extended',
  'case.expired',
  'case.given-up',
  'case.closed',
];

async function expectExpiredOnce(told: Told): Promise<void> {
  const { here, ana, id } = told;
  expect(saidOfCases(told).sort()).toEqual([...expiredOnce].sort());
  const { state, result } = await ana.sees(id);
  expect([state, result, await here.hasEnded(id), putAside(told)]).toEqual(['closed', 'expired', true, 0]);
  const left = here.world.mail.left.filter(({ to }) => to.includes(ana.person.email));
  expect(left.length).toBeLessThanOrEqual(mailsOfExpiry);
}

/** The welcome, the label, four reminders, the extension, the expiry and the end. */
const mailsOfExpiry = 9;

function until(day: string): Deed {
  return async ({ here }) =>
    here.travel(`PT${(Date.parse(`${day}T09:10:00.000Z`) - here.world.scheduler.now()) / 1_000}S`);
}
