import { defineEvent, type InEachLanguage } from '../event.ts';
import { collectionPaper } from '../values/collection-paper.ts';
import { toldMass } from '../values/masses.ts';

export const collectionWeighed = defineEvent({
  type: 'collection.weighed',
  version: 1,
  owner: 'collections',
  about: 'collection',
  summary: 'What was collected was weighed: a ticket by material',
  recordOnly: true,
  data: collectionPaper,
  example: {
    collectionId: 'col-3vKp0mXb4a8Qk1eTzNwYgA',
    documentId: 'w-7HqT2mXb4a8Qk1eTzNwYgA',
    number: 'B-2026-4471',
    issuer: 'bascula-norte',
    issuedAt: '2026-11-23T09:05:00.000Z',
    masses: [{ material: 'pet', grams: 337_344 }],
  },
  tells: ({ number, masses, replaces }) =>
    masses.length === 0
      ? voided
      : {
          es: `Se pesó: ${toldMass(masses).es} (tique ${number})${replaces === undefined ? '' : ', corrige otro'}`,
          ca: `Es va pesar: ${toldMass(masses).ca} (tiquet ${number})${replaces === undefined ? '' : ', en corregeix un altre'}`,
          en: `Weighed: ${toldMass(masses).en} (ticket ${number})${replaces === undefined ? '' : ', corrects another'}`,
        },
});

const voided: InEachLanguage = {
  es: 'Se anuló un tique',
  ca: 'Es va anul·lar un tiquet',
  en: 'A ticket was made void',
};
