import type { InEachLanguage } from '../event.ts';

/** Where something happened to a machine: at a site that has a name, else in a machine. */
export const atSite = (site: string | undefined): InEachLanguage => ({
  es: `en ${site ?? 'una máquina'}`,
  ca: `a ${site ?? 'una màquina'}`,
  en: site === undefined ? 'in a machine' : `at ${site}`,
});
