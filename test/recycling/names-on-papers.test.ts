import { describe, expect, it } from '@jest/globals';
import { type Programme, programmes, type Recycling } from '#brands/programmes.ts';
import { certificatePdf } from '../../functions/recycling/papers/certificate.ts';
import { facesFor } from '../../functions/recycling/papers/faces.ts';
import { labelPdf } from '../../functions/recycling/papers/label.ts';
import { typeset } from '../../functions/recycling/papers/typesetting.ts';
import { boxesOf, copiedLinesOf, linesOf, pagesOf } from './read-paper.ts';

/** Names whose letters stand from left to right in the order in which they are written. */
const inOrder = {
  Latin: 'Núria Peña i Güell',
  Cyrillic: 'Олександра Шевченко',
  Greek: 'Ελένη Παπαδοπούλου',
  Armenian: 'Արամ Խաչատրյան',
  Georgian: 'ნინო ბერიძე',
  Lao: 'ສົມສັກ ວົງສາ',
  'Chinese, simplified': '李小龙',
  'Chinese, traditional': '張雅婷',
  Japanese: '山田 さくら',
  'Japanese, katakana': 'タナカ ケンジ',
  Korean: '김민준',
  Kannada: 'ಶ್ರೀನಿವಾಸ ಗೌಡ',
  Sinhala: 'මහින්ද ශ්‍රී',
  Amharic: 'አበበ ብርሃን',
  'Spanish and Chinese': 'María 李 García',
  'joined letters and Chinese': 'Josefina 李',
  emoji: 'Ana 😀🌻',
  'a heart': 'Ana ❤️',
  'a family and a flag': 'Ana 👨‍👩‍👧 🇪🇸',
};

/** Names in scripts whose vowels and marks stand elsewhere than they are written. */
const rearranged = {
  'a Latin letter with many marks': 'Zoe\u0308\u0323\u0331',
  Thai: 'สมชาย กิตติ์ น้ำผึ้ง',
  Hindi: 'प्रियंका शर्मा हिन्दी',
  Bengali: 'শ্রীমতী কিশোর চৌধুরী',
  Punjabi: 'ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ',
  Gujarati: 'નરેન્દ્ર પ્રિયા',
  Tamil: 'முருகன் கோபாலகிருஷ்ணன்',
  Telugu: 'శ్రీనివాస్ వెంకటేశ్వర',
  Malayalam: 'കൃഷ്ണൻ ശ്രീനിവാസൻ',
  Khmer: 'សុខា ស្រីមុំ',
  Burmese: 'အောင်ဆန်း ကျော်စွာ',
};

const fromRightToLeft = {
  Arabic: 'محمد عبد الله الأندلسي',
  Urdu: 'عائشہ چوہدری',
  Kurdish: 'ڕێبوار بێستون',
  Hebrew: 'דוד בן גוריון',
  'Arabic with a number': 'شركة محمد 24 الدولية',
};

const at = '2026-11-25T10:00:00.000Z';
const [programme] = Object.values(programmes).filter(
  (each): each is Programme & { recycling: Recycling } => each.recycling !== undefined,
);
if (programme === undefined) throw new Error('no programme takes anything back');
const [impact] = Object.values(programme.recycling.impact) as [Recycling['impact'][string]];

/** The papers of somebody: their name is thin on the label, bold on the certificate. */
async function papersOf(name: string): Promise<Uint8Array[]> {
  const person = {
    customerId: 'c-1',
    name,
    email: 'somebody@example.org',
    emailConfirmed: true,
    language: 'es' as const,
    zone: 'Europe/Madrid',
    segments: [],
  };
  const serials = ['SN-0001'];
  const found = {
    reference: 'MS-C7F3-K2QB',
    serials,
    receipt: { good: 1, damaged: 0, missing: 0, serials, at, verdict: 'matches' as const },
    outcome: { at, outcome: 'recycled' as const },
  };
  const label = { tracking: 'VU0123456789AB', at };
  const made = programme as NonNullable<typeof programme>;
  return [
    await labelPdf(made, made.recycling, person, found, label),
    await certificatePdf(made, [{ devices: 1, impact }], person, found, '2026-12-01'),
  ];
}

/** What Chrome's reader and Firefox's find on each of somebody's papers, on which no letter is a box. */
async function readOn(name: string): Promise<{ chrome: string; firefox: string }[]> {
  const papers = await papersOf(name);
  return Promise.all(
    papers.map(async (paper) => {
      expect(await boxesOf(paper)).toBe(0);
      expect(await pagesOf(paper)).toBe(1);
      return { chrome: (await copiedLinesOf(paper)).join(' '), firefox: (await linesOf(paper)).join(' ') };
    }),
  );
}

/** How often each character is in a text, vowels and marks apart. */
const characters = (text: string) => [...text.normalize('NFKD').replaceAll(' ', '')].sort().join('');

describe('a name on papers', () => {
  it.each(Object.entries(inOrder))('with %s is read as it was written: %s', async (_, name) => {
    for (const { chrome, firefox } of await readOn(name)) {
      expect(chrome).toContain(name);
      expect(firefox).toContain(name.replace('\ufe0f', '')); // it asks for a colourful heart, and has no shape
    }
  });

  it.each(Object.entries(rearranged))('in %s is read as it was written, or as it is seen: %s', async (_, name) => {
    const nobody = await readOn('');
    for (const [paper, { chrome, firefox }] of (await readOn(name)).entries()) {
      expect(chrome).toContain(name);
      // Firefox's reader gives letters as they stand, whatever the PDF says of how they are written.
      expect(characters(firefox)).toBe(characters(`${nobody[paper]?.firefox}${name}`));
    }
  });

  it.each(Object.entries(fromRightToLeft))('in %s has its words in their order: %s', async (_, name) => {
    for (const { chrome, firefox } of await readOn(name)) {
      expect(chrome).toContain(name);
      expect(firefox.normalize('NFKC')).toContain(name);
    }
  });

  it('stands as is seen where directions mix, with each part whole', async () => {
    const seen = async (name: string) => {
      const faces = await facesFor([name]);
      return typeset(name, (cluster) => faces(cluster, 'bold', name))
        .lines(100)
        .map(({ runs }) => runs.map(({ text, features }) => [text, features ? 'from the right' : 'from the left']));
    };
    expect(await seen('María محمد عبد الله García')).toEqual([
      [
        ['María ', 'from the left'],
        ['محمد عبد الله', 'from the right'],
        [' García', 'from the left'],
      ],
    ]);
    expect(await seen('شركة محمد 24 الدولية')).toEqual([
      [
        [' الدولية', 'from the right'],
        ['24', 'from the left'],
        ['شركة محمد ', 'from the right'],
      ],
    ]);
    for (const { chrome } of await readOn('María محمد عبد الله García')) expect(chrome).toContain('محمد عبد الله');
    // Firefox's reader does not turn brackets about.
    for (const { chrome } of await readOn('דוד (דודי) כהן')) expect(chrome).toContain('דוד (דודי) כהן');
  });

  it('shows that a character is missing where no font has it', async () => {
    for (const { chrome, firefox } of await readOn('Ana \u{13000}\u{13001} Pérez')) {
      expect(chrome).toContain('Ana ��');
      expect(firefox).toContain('Ana ��');
    }
  });

  it.each(['李', 'ਸਿੰਘ', 'محمد ', '👨‍👩‍👧'])('stays in its place however long it is: %s', async (part) => {
    const name = part.repeat(100 / part.length).trim();
    for (const { chrome } of await readOn(name)) {
      expect(chrome.replaceAll(' ', '').split(part.trim()).length - 1).toBe(Math.floor(100 / part.length));
    }
  });

  it('is the same bytes when its paper is made again', async () => {
    const name = 'María 李 محمد हिन्दी';
    expect(await papersOf(name)).toEqual(await papersOf(name));
  });
});
