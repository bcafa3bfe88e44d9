import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { loadProgrammes } from '#brands/load.ts';
import { programmes } from '#brands/programmes.ts';
import { indispensable } from '#brands/schema/consistency.ts';
import { Material } from '#brands/schema/values.ts';
import { toldContainers } from '#events/values/materials.ts';
import { notices } from '#notices/catalogue.ts';

const folder = mkdtempSync(join(tmpdir(), 'vuelta-brands-'));
afterAll(() => rmSync(folder, { recursive: true }));

// biome-ignore lint/suspicious/noExplicitAny: a programme on its way to being wrong
type Draft = any;

/** What loading says of a brand's programme after it was changed; undefined where it is taken. */
function saidOf(brand: string, change: (draft: Draft) => void): string | undefined {
  const draft = structuredClone(programmes[brand]) as Draft;
  change(draft);
  mkdirSync(join(folder, brand), { recursive: true });
  writeFileSync(join(folder, brand, 'programme.json'), JSON.stringify(draft));
  try {
    loadProgrammes(folder);
  } catch (error) {
    return (error as Error).message;
  } finally {
    rmSync(join(folder, brand), { recursive: true });
  }
  return undefined;
}

const twice = (list: Draft[]) => list.push(structuredClone(list[0]));

it.each<[string, string, (draft: Draft) => void, string, string]>([
  [
    'nobody could confirm',
    'microsmile',
    (p) => (p.notices = { welcome: 'off' }),
    'notices.welcome',
    'nobody could confirm',
  ],
  ['no second link', 'microsmile', (p) => (p.notices = { confirmation: 'off' }), 'notices.confirmation', 'turned off'],
  [
    'a reward for an unknown segment',
    'microsmile',
    ({ points }) => (points.rewards[1].segments = ['orthodontic']),
    'points.rewards[1].segments',
    'names orthodontic, which is no segment of the brand; there are: senior, orthodontics, educational-kit, prescriber',
  ],
  [
    'two rewards of one id',
    'microsmile',
    ({ points }) => twice(points.rewards),
    'points.rewards[5]',
    'has rinse-month twice',
  ],
  [
    'two reasons of one id',
    'microsmile',
    ({ recycling }) => twice(recycling.reasons),
    'recycling.reasons[1]',
    'take-back twice',
  ],
  ['one segment twice', 'microsmile', (p) => twice(p.segments), 'segments[4]', 'has senior twice'],
  ['one kind of device twice', 'microsmile', (p) => twice(p.devices.kinds), 'devices.kinds[1]', 'has toothbrush twice'],
  ['one language twice', 'microsmile', (p) => twice(p.languages), 'languages[3]', 'has es twice'],
  [
    'one key twice',
    'microsmile',
    ({ recycling }) => twice(recycling.carrierKeys),
    'recycling.carrierKeys[1]',
    'has 1 twice',
  ],
  [
    'a reminder before there is a label',
    'microsmile',
    ({ recycling }) => (recycling.label.remindDaysBefore = [45, 3]),
    'recycling.label.remindDaysBefore[0]',
    'good for 30 days',
  ],
  [
    'one reminder twice',
    'microsmile',
    ({ recycling }) => (recycling.label.remindDaysBefore = [3, 3]),
    'recycling.label.remindDaysBefore[1]',
    'has 3 twice',
  ],
  [
    'a name in no language',
    'microsmile',
    ({ points }) => (points.rewards[0].name = {}),
    'points.rewards[0].name',
    'missing in es',
  ],
  [
    'a name that some readers lack',
    'microsmile',
    ({ recycling }) => delete recycling.reasons[0].name.ca,
    'recycling.reasons[0].name',
    'missing in ca',
  ],
  [
    'points without a plural',
    'retorno',
    ({ points }) => delete points.name.other.en,
    'points.name.other',
    'missing in en',
  ],
  ['doubling without purchases', 'microsmile', ({ points }) => delete points.purchases, 'points.doubling', 'purchases'],
  ['doubling without recycling', 'microsmile', (p) => delete p.recycling, 'points.doubling', 'no recycling'],
  [
    'steps out of order',
    'microsmile',
    ({ points }) => points.purchases.volume.steps.reverse(),
    'points.purchases.volume.steps[1]',
    'begin later',
  ],
  [
    'a step that gives less',
    'microsmile',
    ({ points }) => (points.purchases.volume.steps[1].points = 50),
    'points.purchases.volume.steps[1]',
    'give more',
  ],
  [
    'impact of a device that there is not',
    'microsmile',
    ({ recycling }) => (recycling.impact.toothbrsh = recycling.impact.toothbrush),
    'recycling.impact',
    'names toothbrsh, which is no kind of device of the brand; there are: toothbrush',
  ],
  [
    'a usual reason that is over for some',
    'keyphone',
    ({ recycling }) => recycling.reasons.reverse(),
    'recycling.reasons[0].withinDaysOfDelivery',
    'cannot stand on the first reason',
  ],
  [
    'two rules of one id',
    'microsmile',
    ({ points }) => (points.tenure.id = 'birthday'),
    'points.birthday.id',
    'is the id of points.tenure too',
  ],
  [
    'points for a material that there is not',
    'retorno',
    ({ points }) => (points.deposits.perContainer.galss = 4),
    'points.deposits.perContainer',
    'galss',
  ],
  [
    'a week that ends before one bottle',
    'retorno',
    ({ points }) => (points.deposits.weeklyCap = 3),
    'points.deposits.weeklyCap',
    '4',
  ],
  ['bins that are never full', 'retorno', ({ devices }) => delete devices.fullAt, 'devices.fullAt', 'is needed'],
  ['receipts for nothing', 'retorno', ({ points }) => delete points.deposits, 'devices.receiptHours', 'earn nothing'],
])('%s: refused with file, field and what is wrong', (_, brand, change, field, reason) => {
  const said = saidOf(brand, change);
  expect(said).toContain(`brands/${brand}/programme.json is not a programme`);
  expect(said).toContain(`at ${field}\n`.trim());
  expect(said).toContain(reason);
});

it.each(Object.keys(programmes))('%s is taken as it stands', (brand) => {
  expect(saidOf(brand, () => {})).toBeUndefined();
});

it('what cannot be turned off are the notices that lead to the confirmation of an address', () => {
  const leading = [...notices.values()].filter(({ leadsTo }) => leadsTo === 'confirmation');
  expect([...indispensable].sort()).toEqual(leading.map(({ name }) => name).sort());
});

it.each(Material.options)('people read a name for %s', (material) => {
  expect(toldContainers(1, material)).not.toEqual(toldContainers(1, 'something else'));
});
