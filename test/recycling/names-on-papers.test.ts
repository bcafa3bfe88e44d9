import { describe, expect, it } from '@jest/globals';
import { programmes } from '#brands/programmes.ts';
import { certificatePdf } from '../../functions/recycling/papers/certificate.ts';
import { labelPdf } from '../../functions/recycling/papers/label.ts';
import { boxesOf, copiedLinesOf, linesOf, pagesOf } from './read-paper.ts';

const at = '2026-11-25T10:00:00.000Z';
const found = { reference: 'MS-C7F3-K2QB', serials: ['SN-0001'] };
const label = { tracking: 'VU0123456789AB', at };

const names = {
  Latin: 'Núria Peña i Güell',
  Cyrillic: 'Олександра Шевченко',
  Greek: 'Ελένη Παπαδοπούλου',
  Chinese: '李小龙',
  'Chinese, traditional': '張雅婷',
  Japanese: '山田 さくら',
  'Japanese in katakana': 'タナカ ケンジ',
  Korean: '김민준',
  Thai: 'สมชาย กิตติ์ น้ำผึ้ง',
  Hindi: 'प्रियंका शर्मा हिन्दी',
  Bengali: 'শ্রীমতী কিশোর চৌধুরী',
  Punjabi: 'ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ',
  Gujarati: 'નરેન્દ્ર પ્રિયા',
  Tamil: 'முருகன் கோபாலகிருஷ்ணன்',
  Telugu: 'శ్రీనివాస్ వెంకటేశ్వర',
  Kannada: 'ಶ್ರೀನಿವಾಸ ಗೌಡ',
  Malayalam: 'കൃഷ്ണൻ ശ്രീനിവാസൻ',
  Sinhala: 'මහින්ද ශ්‍රී',
  Khmer: 'សុខា ស្រីមុំ',
  Burmese: 'အောင်ဆန်း ကျော်စွာ',
  Amharic: 'አበበ ብርሃን',
  Lao: 'ສົມສັກ ວົງສາ',
  Armenian: 'Արամ Խաչատրյան',
  Georgian: 'ნინო ბერიძე',
  Arabic: 'محمد عبد الله الأندلسي',
  Urdu: 'عائشہ چوہدری',
  Hebrew: 'דוד בן גוריון',
  'Spanish and Chinese': 'María 李 García',
  'Spanish and Arabic': 'María محمد عبد الله García',
  'Arabic with a number': 'شركة محمد 24 الدولية',
  'Hebrew in brackets': 'דוד (דודי) כהן',
  'with emoji': 'Ana 😀🌻',
  'with a family and a flag': 'Ana 👨‍👩‍👧 🇪🇸',
};

const [programme] = Object.values(programmes).filter(({ recycling }) => recycling !== undefined);
const recycling = programme?.recycling;
const [[kind, impact] = []] = Object.entries(recycling?.impact ?? {});
if (programme === undefined || recycling === undefined || kind === undefined || impact === undefined) {
  throw new Error('no programme takes anything back');
}

/** The papers of somebody: letters are thin on the label and thick on the certificate. */
async function papersOf(name: string): Promise<Uint8Array[]> {
  const person = {
    customerId: 'c-1',
    name,
    email: 'nuria@example.org',
    emailConfirmed: true,
    language: 'es' as const,
    zone: 'Europe/Madrid',
    segments: [],
  };
  const receipt = { good: 1, damaged: 0, missing: 0, serials: found.serials, at, verdict: 'matches' as const };
  const outcome = { at, outcome: 'recycled' as const };
  return [
    await labelPdf(programme as NonNullable<typeof programme>, recycling as NonNullable<typeof recycling>, person, found, label),
    await certificatePdf(programme as NonNullable<typeof programme>, impact as NonNullable<typeof impact>, person, { ...found, receipt, outcome }, '2026-12-01'),
  ];
}

describe('a name on papers', () => {
  it.each(Object.entries(names))('in %s is read as it was written: %s', async (_, name) => {
    for (const paper of await papersOf(name)) {
      expect((await copiedLinesOf(paper)).join(' ')).toContain(name);
      expect((await linesOf(paper)).join(' ')).toContain(name);
      expect(await boxesOf(paper)).toBe(0);
      expect(await pagesOf(paper)).toBe(1);
    }
  });
});
