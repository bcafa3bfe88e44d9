import type { InEachLanguage } from '../event.ts';
import { plural } from './plural.ts';

/** "2 devices", in words that agree with the number. */
export const toldDevices = (count: number): InEachLanguage => ({
  es: `${count} ${plural(count, 'dispositivo', 'dispositivos')}`,
  ca: `${count} ${plural(count, 'dispositiu', 'dispositius')}`,
  en: `${count} ${plural(count, 'device', 'devices')}`,
});
