import * as z from 'zod';
import { defineEvent, type InEachLanguage } from '../event.ts';
import { caseExample, caseFields } from '../values/case.ts';

export const caseInspected = defineEvent({
  type: 'case.inspected',
  version: 1,
  owner: 'recycling',
  about: 'case',
  summary: 'What came was counted and looked at; nothing is said of money',
  data: z.object({
    ...caseFields,
    serials: z.array(z.string().min(1).max(64)).max(20),
    good: z.int().min(0),
    damaged: z.int().min(0),
    missing: z.int().min(0),
    verdict: z.enum(['matches', 'differs']),
    /** Announced, and not among what came. */
    notArrived: z.array(z.string().min(1).max(64)).max(20).optional(),
  }),
  example: {
    ...caseExample,
    serials: ['MS-2024-118822'],
    good: 1,
    damaged: 0,
    missing: 0,
    verdict: 'matches',
  },
  tells: ({ good, damaged, missing }) => {
    const found = [
      { count: good, es: 'en buen estado', ca: 'en bon estat', en: 'good' },
      { count: damaged, es: 'con daños', ca: 'amb danys', en: 'damaged' },
      { count: missing, es: 'sin llegar', ca: 'sense arribar', en: 'missing' },
    ].filter(({ count }) => count > 0);
    const told = (language: keyof InEachLanguage) =>
      found.map((each, at) => `${at === 0 ? ': ' : ''}${each.count} ${each[language]}`).join(', ');
    return {
      es: `Revisamos lo que llegó${told('es')}`,
      ca: `Vam revisar el que va arribar${told('ca')}`,
      en: `We looked at what came${told('en')}`,
    };
  },
});
