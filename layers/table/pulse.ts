import { now } from '#layers/time/clock.ts';
import { lastWins } from './last-wins.ts';

/** An item that the sweeper writes each minute, so that something goes through the table's stream in quiet hours too. */
export const pulseKey = { pk: 'timer#timers#pulse', sk: 'pulse' };

/** Gives the stream's reader a reason to run, so that its silence is a sign that it is cut off. */
export const pulse = (): Promise<void> => lastWins(pulseKey, { at: now() });

/** Whether a record of the stream is the pulse, which tells nothing. */
export const isPulse = (pk: string | undefined): boolean => pk === pulseKey.pk;
