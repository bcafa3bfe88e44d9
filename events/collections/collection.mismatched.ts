import * as z from 'zod';
import { defineEvent, type InEachLanguage } from '../event.ts';
import { Balance } from '../values/balance.ts';
import { toldMass } from '../values/masses.ts';
import { matterOf } from '../values/materials.ts';

export const collectionMismatched = defineEvent({
  type: 'collection.mismatched',
  version: 1,
  owner: 'collections',
  about: 'collection',
  summary: 'Deposits, weighing and recycler’s receipt of a collection differ by more than is allowed: an agent looks',
  recordOnly: true,
  data: z.object({ collectionId: z.string(), balance: Balance }),
  example: {
    collectionId: 'col-3vKp0mXb4a8Qk1eTzNwYgA',
    balance: [
      { material: 'pet', deposited: 337_344, weighed: 337_300, received: 335_344, allowed: 1_012, agrees: false },
    ],
  },
  tells: ({ balance }) => {
    const differing = balance.filter(({ agrees }) => !agrees).map(inWords);
    return {
      es: `No cuadra: ${differing.map(({ es }) => es).join('; ')}`,
      ca: `No quadra: ${differing.map(({ ca }) => ca).join('; ')}`,
      en: `It does not agree: ${differing.map(({ en }) => en).join('; ')}`,
    };
  },
});

/** What each of the three says of a material, in kilograms. */
function inWords({ material, deposited, weighed, received }: Balance[number]): InEachLanguage {
  const matter = matterOf(material);
  const [put, scale, taken] = [deposited, weighed, received].map((grams) => toldMass([{ grams }])) as [
    InEachLanguage,
    InEachLanguage,
    InEachLanguage,
  ];
  return {
    es: `${matter.es}, ${put.es} según los depósitos, ${scale.es} en la báscula y ${taken.es} según el reciclador`,
    ca: `${matter.ca}, ${put.ca} segons els dipòsits, ${scale.ca} a la bàscula i ${taken.ca} segons el reciclador`,
    en: `${matter.en}, ${put.en} by the deposits, ${scale.en} on the scale and ${taken.en} by the recycler`,
  };
}
