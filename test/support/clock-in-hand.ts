import { jest } from '@jest/globals';

let epoch = Date.now();

/** From now on the clock stands at this instant. `jest.restoreAllMocks` lets it run again. */
export function clockAt(at: string): void {
  epoch = Date.parse(at);
  jest.spyOn(Date, 'now').mockImplementation(() => epoch);
}

/** Moves a standing clock on. */
export function pass(milliseconds: number): void {
  epoch += milliseconds;
}
