import * as z from 'zod';
import { Cause, defineEvent, type InEachLanguage } from '../event.ts';
import { Containers } from '../values/containers.ts';

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
  containers: Containers.optional(),
  /** What the deposit would have earned beyond the most of a week. */
  over: z.int().min(1).optional(),
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
  },
  tells: (data) => {
    const { points, rule, ruleVersion } = data;
    const more = besides(data);
    return {
      es: `Ganaste ${points} puntos (regla ${rule}, versión ${ruleVersion})${more.es}`,
      ca: `Vas guanyar ${points} punts (regla ${rule}, versió ${ruleVersion})${more.ca}`,
      en: `You earned ${points} points (rule ${rule}, version ${ruleVersion})${more.en}`,
    };
  },
});

/** What there is to say beside how many and by which rule. */
function besides({ orderId, serial, over, pending }: z.infer<typeof Earned>): InEachLanguage {
  const es = [
    orderId && `por el pedido ${orderId}`,
    serial && `porque se recicló tu dispositivo ${serial}`,
    over && `${over} más superaban el máximo de la semana`,
    pending && 'podrás usarlos cuando acabe el plazo de devolución',
  ];
  const ca = [
    orderId && `per la comanda ${orderId}`,
    serial && `perquè es va reciclar el teu dispositiu ${serial}`,
    over && `${over} més superaven el màxim de la setmana`,
    pending && 'els podràs fer servir quan acabi el termini de devolució',
  ];
  const en = [
    orderId && `for the order ${orderId}`,
    serial && `because your device ${serial} was recycled`,
    over && `${over} more were beyond the most of a week`,
    pending && 'you can use them when the time for returns is over',
  ];
  const told = (parts: (string | number | boolean | undefined)[]) =>
    parts
      .filter(Boolean)
      .map((part) => `; ${part}`)
      .join('');
  return { es: told(es), ca: told(ca), en: told(en) };
}
