import { setTimeout as pause } from 'node:timers/promises';

/** What `look` finds, as soon as it finds something; gives up after `seconds`, saying what it waited for. */
export async function waitFor<Found>(
  what: string,
  look: () => Promise<Found | undefined | false>,
  seconds = 60,
): Promise<Found> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s for ${what}`);
    await pause(100);
  }
}
