import { onTimer } from '#layers/runtime/on-timer.ts';
import { contract } from './contract.ts';
import { orderIsOver } from './earning/activation.ts';
import { birthdayIsHere, monthIsOver } from './earning/anniversaries.ts';
import { waitIsOver } from './earning/doubling.ts';
import { lotIsDue } from './expiry/expiry.ts';

export const handler = onTimer(contract, {
  lot: (timer, { origin }) => lotIsDue(origin, timer),
  activation: (timer, { programme, origin }) => orderIsOver(programme, origin, timer),
  doubling: (timer, { programme, origin }) => waitIsOver(programme, origin, timer),
  tenure: (timer, { programme, origin }) => monthIsOver(programme, origin, timer),
  birthday: (timer, { programme, origin }) => birthdayIsHere(programme, origin, timer),
});
