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
  tells: ({ issuer, number, masses, replaces }) =>
    masses.length === 0
      ? voided(replaces)
      : {
          es: `${issuer} recibió ${toldMass(masses).es} (justificante ${number})${replaces === undefined ? '' : `, corrige ${replaces}`}`,
          ca: `${issuer} va rebre ${toldMass(masses).ca} (justificant ${number})${replaces === undefined ? '' : `, corregeix ${replaces}`}`,
          en: `${issuer} received ${toldMass(masses).en} (receipt ${number})${replaces === undefined ? '' : `, corrects ${replaces}`}`,
        },
});

const voided = (replaced = ''): InEachLanguage => ({
  es: `Se anuló el justificante ${replaced}`,
  ca: `Es va anul·lar el justificant ${replaced}`,
  en: `Made void: the receipt ${replaced}`,
});
