import { defineEvent, type InEachLanguage } from '../event.ts';
import { collectionPaper } from '../values/collection-paper.ts';
import { toldMass } from '../values/masses.ts';

export const collectionReceived = defineEvent({
  type: 'collection.received',
  version: 1,
  owner: 'collections',
  about: 'collection',
  summary: 'A recycler took what was collected, and gave a receipt by material',
  recordOnly: true,
  data: collectionPaper,
  example: {
    collectionId: 'col-3vKp0mXb4a8Qk1eTzNwYgA',
    documentId: 'rec-1aZ6mQw1hN3xUe8YtBfKsA',
    number: 'R-88121',
    issuer: 'recicladora-del-sur',
    issuedAt: '2026-11-24T12:00:00.000Z',
    masses: [{ material: 'pet', grams: 337_344 }],
  },
  tells: ({ number, masses, replaces }) =>
    masses.length === 0
      ? voided
      : {
          es: `El reciclador recibió ${toldMass(masses).es} (justificante ${number})${replaces === undefined ? '' : ', corrige otro'}`,
          ca: `El reciclador va rebre ${toldMass(masses).ca} (justificant ${number})${replaces === undefined ? '' : ', en corregeix un altre'}`,
          en: `The recycler received ${toldMass(masses).en} (receipt ${number})${replaces === undefined ? '' : ', corrects another'}`,
        },
});

const voided: InEachLanguage = {
  es: 'Se anuló un justificante',
  ca: 'Es va anul·lar un justificant',
  en: 'A receipt was made void',
};
