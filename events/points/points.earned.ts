import * as z from 'zod';
import { Cause, defineEvent, type InEachLanguage, type Names } from '../event.ts';
import { atSite } from '../values/at-site.ts';
import { Containers, told } from '../values/containers.ts';

const Earned = z.object({
  accountId: z.string(),
  points: z.int().min(1),
  /**
   * The civil month at whose end these points expire, and by whose clocks: `2027-11@Europe/Madrid`. Absent while they are
   * pending: it is known once they become active.
   */
  lot: z.string().optional(),
  /** They cannot be spent yet: the order can still be withdrawn from. */
  pending: z.literal(true).optional(),
  rule: z.string(),
  ruleVersion: z.int(),
  /** How many of them paid a debt, and so stand in no lot. */
  repaid: z.int().min(1).optional(),
  /** Of a deposit: what was put into which machine, and where that stood. Older events lack machine and site. */
  containers: Containers.optional(),
  deviceId: z.string().optional(),
  siteId: z.string().optional(),
  /** What the deposit would have earned beyond the most of a week. */
  over: z.int().min(1).optional(),
  /** What earned them besides deposits, lines of orders and doublings; older events lack it. */
  occasion: z.enum(['volume', 'tenure', 'birthday']).optional(),
  orderId: z.string().optional(),
  /** Of a doubling: the device that was recycled, and the entry of the purchase that is doubled. */
  serial: z.string().optional(),
  original: Cause.optional(),
});

export const pointsEarned = defineEvent({
  type: 'points.earned',
  version: 1,
  owner: 'points',
  about: 'account',
  summary: 'Points were added to an account',
  data: Earned,
  example: {
    accountId: 'c-5LrXJ0mVb2a8Qk1eTzNwYg',
    points: 27,
    lot: '2027-11@Europe/Madrid',
    rule: 'containers',
    ruleVersion: 1,
    containers: [
      { material: 'pet', count: 9, grams: 252 },
      { material: 'can', count: 3, grams: 42 },
    ],
    deviceId: 'rvm-0001',
    siteId: 'mercado-central',
  },
  tells: (data, names) => {
    const { points, over, pending } = data;
    const [told, reason] = [names.points(points), reasonFor(data, names)];
    const beyond = over && names.points(over);
    return {
      es: `${told.es}${reason.es}${beyond ? `, sin contar ${beyond.es} por encima del máximo de la semana` : ''}${pending ? ', para cuando acabe el plazo de devolución' : ''}`,
      ca: `${told.ca}${reason.ca}${beyond ? `, sense comptar ${beyond.ca} per sobre del màxim de la setmana` : ''}${pending ? ', per a quan acabi el termini de devolució' : ''}`,
      en: `${told.en}${reason.en}${beyond ? `, not counting ${beyond.en} beyond the most of a week` : ''}${pending ? ', for when the time for returns is over' : ''}`,
    };
  },
});

/** What they were earned by, as it follows how many they are. */
function reasonFor(
  { containers, siteId, occasion, serial, orderId }: z.infer<typeof Earned>,
  names: Names,
): InEachLanguage {
  if (containers !== undefined) {
    const [what, where] = [told(containers), atSite(names.site(siteId))];
    return {
      es: ` por ${what.es} ${where.es}`,
      ca: ` per ${what.ca} ${where.ca}`,
      en: ` for ${what.en} ${where.en}`,
    };
  }
  if (occasion !== undefined) return occasions[occasion];
  if (serial !== undefined) return doubled;
  return orderId === undefined ? { es: '', ca: '', en: '' } : purchase;
}

const occasions = {
  volume: {
    es: ' por el importe de tu compra',
    ca: ' per l’import de la teva compra',
    en: ' for the amount of your purchase',
  },
  tenure: {
    es: ' por un mes más con nosotros',
    ca: ' per un mes més amb nosaltres',
    en: ' for one more month with us',
  },
  birthday: { es: ' por tu cumpleaños', ca: ' pel teu aniversari', en: ' for your birthday' },
};

const doubled = {
  es: ' porque se recicló tu dispositivo',
  ca: ' perquè es va reciclar el teu dispositiu',
  en: ' because your device was recycled',
};

const purchase = { es: ' por tu compra', ca: ' per la teva compra', en: ' for your purchase' };
