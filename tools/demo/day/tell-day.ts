import { cloudEnvironment } from '../../cloud/emulator.ts';
import type { Stack } from '../../cloud/stack.ts';
import type { Network } from '../populate.ts';
import { keyphone } from './keyphone.ts';
import { microsmile } from './microsmile.ts';
import { mixsoon } from './mixsoon.ts';
import { tellRetorno } from './retorno.ts';
import { smartmirror } from './smartmirror.ts';
import { tellStories } from './tell-stories.ts';

const stories = [microsmile, mixsoon, keyphone, smartmirror];

/** How many people and machines the day needs. */
export const cast: readonly Network[] = [
  { brand: 'retorno', machines: 4, citizens: 6 },
  ...stories.map(({ brand, customers }) => ({ brand, citizens: customers })),
];

/**
 * Tells a day of every brand, so that whoever opens the product finds something at each, and says whether all of it came to
 * what it must. The machines' day goes first, as it moves the clock on.
 */
export async function tellDay(stack: Stack, report: (line: string) => void): Promise<boolean> {
  Object.assign(process.env, cloudEnvironment(stack.endpoint));
  report('Telling a day of deposits');
  const retorno = await tellRetorno(stack);
  report('Telling a day of purchases and of things that come back');
  const told = new Map([['retorno', retorno], ...(await tellStories(stack, stories))]);
  for (const [brand, { differences, summary }] of told) {
    if (differences.length === 0) report(`${brand} is right, as summed apart: ${summary}`);
    for (const difference of differences) console.error(`WRONG at ${brand}: ${difference}`);
  }
  return [...told.values()].every(({ differences }) => differences.length === 0);
}
