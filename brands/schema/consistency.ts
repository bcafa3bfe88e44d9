import type { Points } from './points.ts';
import { Programme } from './programme.ts';

/** One thing that cannot work, at its place in the programme. */
interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * A programme that can work: beyond each field by itself, it refers to nothing that is not there, has no two of one id and no
 * figures that contradict each other.
 */
export const WorkingProgramme = Programme.superRefine((programme, refused) => {
  for (const { path, message } of faultsOf(programme)) refused.addIssue({ code: 'custom', path: [...path], message });
});

function faultsOf(programme: Programme): Fault[] {
  return [
    ...faultsOfNames(programme),
    ...faultsOfPoints(programme),
    ...faultsOfRecycling(programme),
    ...faultsOfMail(programme),
  ];
}

function faultsOfNames({ languages, segments = [], devices, points, recycling }: Programme): Fault[] {
  const named = [
    ...(points ? [at(points.name.one, 'points', 'name', 'one'), at(points.name.other, 'points', 'name', 'other')] : []),
    ...(points?.rewards ?? []).map(({ name }, n) => at(name, 'points', 'rewards', n, 'name')),
    ...(recycling?.reasons ?? []).map(({ name }, n) => at(name, 'recycling', 'reasons', n, 'name')),
  ];
  return [
    ...twins(languages, 'languages'),
    ...twins(segments, 'segments'),
    ...twins(devices.kinds, 'devices', 'kinds'),
    ...named.flatMap(({ value, path }) =>
      languages
        .filter((language) => value[language] === undefined)
        .map((language) => fault(`is missing in ${language}`, ...path)),
    ),
  ];
}

function faultsOfPoints({ points, recycling, segments = [] }: Programme): Fault[] {
  if (points === undefined) return [];
  const { rewards, deposits, doubling, purchases } = points;
  const most = Math.max(0, ...Object.values(deposits?.perContainer ?? {}));
  return [
    ...twins(
      rewards.map(({ id }) => id),
      'points',
      'rewards',
    ),
    ...rewards.flatMap((reward, n) =>
      strangers(reward.segments ?? [], segments, 'segment', 'points', 'rewards', n, 'segments'),
    ),
    ...rulesOfOneId(points),
    ...(doubling && !purchases
      ? [fault('doubles the points of purchases, which earn none here', 'points', 'doubling')]
      : []),
    ...(doubling && !recycling
      ? [fault('needs devices that come back: there is no recycling', 'points', 'doubling')]
      : []),
    ...(purchases?.volume ? rising(purchases.volume.steps) : []),
    ...(deposits?.weeklyCap !== undefined && deposits.weeklyCap < most
      ? [fault(`is less than one container earns, ${most}`, 'points', 'deposits', 'weeklyCap')]
      : []),
  ];
}

/** An entry of points names its rule by this id: two rules of one id could never be told apart again. */
function rulesOfOneId({ deposits, purchases, doubling, tenure, birthday }: Points): Fault[] {
  const rules = { deposits, purchases, 'purchases.volume': purchases?.volume, doubling, tenure, birthday };
  const named = Object.entries(rules).flatMap(([place, rule]) => (rule ? [{ place, id: rule.id }] : []));
  return named.flatMap(({ place, id }) => {
    const first = named.find((each) => each.id === id);
    if (first === undefined || first.place === place) return [];
    return [fault(`is the id of points.${first.place} too`, 'points', ...place.split('.'), 'id')];
  });
}

function faultsOfRecycling({ recycling, devices, collections, points }: Programme): Fault[] {
  const { reasons = [], label, impact = {}, carrierKeys = [] } = recycling ?? {};
  return [
    ...(collections && devices.fullAt === undefined
      ? [fault('is needed where bins are collected', 'devices', 'fullAt')]
      : []),
    ...(devices.receiptHours !== undefined && !points?.deposits
      ? [fault('is for receipts of deposits, which earn nothing here', 'devices', 'receiptHours')]
      : []),
    ...twins(
      reasons.map(({ id }) => id),
      'recycling',
      'reasons',
    ),
    ...(reasons[0]?.withinDaysOfDelivery === undefined
      ? []
      : [
          fault(
            'cannot stand on the first reason, which is taken where a customer gives none',
            ...['recycling', 'reasons', 0, 'withinDaysOfDelivery'],
          ),
        ]),
    ...twins(carrierKeys, 'recycling', 'carrierKeys'),
    ...strangers(Object.keys(impact), devices.kinds, 'kind of device', 'recycling', 'impact'),
    ...(label?.remindDaysBefore ?? []).flatMap((days, n) =>
      days < (label?.days ?? 0)
        ? []
        : [
            fault(
              `is no earlier than the label itself, which is good for ${label?.days} days`,
              'recycling',
              'label',
              'remindDaysBefore',
              n,
            ),
          ],
    ),
    ...twins(label?.remindDaysBefore ?? [], 'recycling', 'label', 'remindDaysBefore'),
  ];
}

/** Without these nobody could ever confirm an address: the notices that lead to the confirmation. */
export const indispensable: readonly string[] = ['welcome', 'confirmation'];

function faultsOfMail({ notices = {} }: Programme): Fault[] {
  return indispensable
    .filter((name) => notices[name] === 'off')
    .map((name) => fault('cannot be turned off: nobody could confirm an address', 'notices', name));
}

/** Each step of a volume must begin later than the one before and give more. */
function rising(steps: readonly { readonly from: number; readonly points: number }[]): Fault[] {
  return steps.flatMap(({ from, points }, n) => {
    const before = steps[n - 1];
    return before === undefined || (before.from < from && before.points < points)
      ? []
      : [fault('must begin later than the step before, and give more', 'points', 'purchases', 'volume', 'steps', n)];
  });
}

const fault = (message: string, ...path: (string | number)[]): Fault => ({ message, path });

const at = <Value>(value: Value, ...path: (string | number)[]) => ({ value, path });

/** What stands in a list for a second time. */
const twins = (listed: readonly (string | number)[], ...path: string[]): Fault[] =>
  listed.flatMap((each, n) => (listed.indexOf(each) === n ? [] : [fault(`has ${each} twice`, ...path, n)]));

/** What is named and is none of those that there are. */
const strangers = (
  named: readonly string[],
  known: readonly string[],
  kind: string,
  ...path: (string | number)[]
): Fault[] =>
  named
    .filter((name) => !known.includes(name))
    .map((name) =>
      fault(`names ${name}, which is no ${kind} of the brand; there are: ${known.join(', ') || 'none'}`, ...path),
    );
