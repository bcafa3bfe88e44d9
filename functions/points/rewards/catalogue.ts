import type { Language, Programme } from '#brands/programmes.ts';
import type { Names } from '#events/event.ts';
import { plural } from '#events/values/plural.ts';
import { nameIn, namesOf } from '#layers/runtime/names.ts';
import { now } from '#layers/time/clock.ts';
import { standingOf } from '../ledger/account.ts';
import { activeOf } from '../ledger/head.ts';
import { problem } from '../problems.ts';
import { isFor } from './redemptions.ts';
import { left } from './stock.ts';

/** The catalogue as it is for one member, in the order of the programme: what can be had, and why the rest cannot. */
export async function rewardsFor(programme: Programme, customerId: string, language: Language) {
  const { id: brand } = programme;
  const { heads, had } = await standingOf(brand, customerId);
  const active = activeOf(heads, now());
  const names = namesOf(programme, programme.zone);
  return Promise.all(
    (programme.points?.rewards ?? []).map(async (reward) => {
      const { id, points, perPerson, stock } = reward;
      const missing = Math.max(0, points - active);
      const free = stock === 'unlimited' ? undefined : await left(brand, id);
      const code = obstacle({
        forMe: await isFor(brand, customerId, reward),
        free,
        perPerson,
        had: had.get(id),
        missing,
      });
      return {
        id,
        name: nameIn(programme, reward.name)[language],
        points,
        left: free,
        perPerson,
        eligible: code === undefined,
        ...(missing > 0 && { missing }),
        ...(code && { why: { code, text: inWords(code, missing, names)[language] } }),
      };
    }),
  );
}

/** What stands between a member and a reward, the obstacle first that points do not move; the same as refuses a redemption. */
function obstacle({
  forMe,
  free = 1,
  perPerson = Number.POSITIVE_INFINITY,
  had = 0,
  missing,
}: {
  forMe: boolean;
  free: number | undefined;
  perPerson: number | undefined;
  had: number | undefined;
  missing: number;
}) {
  if (!forMe) return 'reward-not-for-you' as const;
  if (had >= perPerson) return 'reward-limit' as const;
  if (free === 0) return 'reward-out-of-stock' as const;
  return missing > 0 ? ('not-enough-points' as const) : undefined;
}

const inWords = (code: NonNullable<ReturnType<typeof obstacle>>, missing: number, names: Names) =>
  code === 'not-enough-points'
    ? {
        es: `Te ${plural(missing, 'falta', 'faltan')} ${names.points(missing).es}.`,
        ca: `Et ${plural(missing, 'falta', 'falten')} ${names.points(missing).ca}.`,
        en: `You need ${names.points(missing).en} more.`,
      }
    : problem.texts[code];
