import { homeLanguage, type Programme } from '#brands/programmes.ts';
import type { InEachLanguage, Names } from '#events/event.ts';
import { plural } from '#events/values/plural.ts';

/** What a brand calls things, for a reader in a zone. Mails are named by who knows them. */
export function namesOf(programme: Programme, zone: string): Names {
  const { points, devices, recycling } = programme;
  const [one, other] = points
    ? [nameIn(programme, points.name.one), nameIn(programme, points.name.other)]
    : [point, severalPoints];
  return {
    zone,
    points: (count) => ({
      es: `${count} ${plural(count, one.es, other.es)}`,
      ca: `${count} ${plural(count, one.ca, other.ca)}`,
      en: `${count} ${plural(count, one.en, other.en)}`,
    }),
    reward: (id) => {
      const found = points?.rewards.find((reward) => reward.id === id);
      if (found === undefined) return { es: 'una recompensa', ca: 'una recompensa', en: 'a reward' };
      const { es, ca, en } = nameIn(programme, found.name);
      return { es: `«${es}»`, ca: `«${ca}»`, en: `“${en}”` };
    },
    site: (id) =>
      id !== undefined && devices.sites && Object.hasOwn(devices.sites, id) ? devices.sites[id] : undefined,
    returnReason: (id) => {
      const found = recycling?.reasons.find((reason) => reason.id === id);
      return found && nameIn(programme, found.name);
    },
    mail: () => undefined,
  };
}

/** For what lies in the table of a brand that gives no points any more. */
const point = { es: 'punto', ca: 'punt', en: 'point' };
const severalPoints = { es: 'puntos', ca: 'punts', en: 'points' };

/** A name that a programme gives, in each language: in the brand's own where the brand does not speak it. */
export function nameIn(programme: Programme, name: Partial<InEachLanguage>): InEachLanguage {
  const own = name[homeLanguage(programme)] as string; // a programme has each name in each of its languages
  return { es: name.es ?? own, ca: name.ca ?? own, en: name.en ?? own };
}
