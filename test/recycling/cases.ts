/** Cases as far as their label, and seen to their end. */
import { expect } from '@jest/globals';
import type { Driver } from '../support/driver.ts';
import { type Sender, serialOf } from './returns.ts';

export interface Labelled {
  readonly id: string;
  readonly serials: readonly string[];
  readonly serial: string;
  readonly tracking: string;
}

/** A case with its label, of so many devices in one box. */
export async function labelled(by: Sender, devices = 1): Promise<Labelled> {
  const serials = Array.from({ length: devices }, serialOf);
  const [serial = '', ...more] = serials;
  const { body } = await by.asks({ serial, ...(more.length > 0 && { more }) });
  const { state, tracking = '' } = await by.sees(body.id);
  expect(state).toBe('label-sent');
  return { id: body.id, serials, serial, tracking };
}

/** The case is over as it should, its execution has ended, and there is nothing more to come. */
export async function expectEnd(here: Driver, by: Sender, id: string, result: string): Promise<void> {
  const { state, result: met, next } = await by.sees(id);
  expect([state, met, next.who]).toEqual(['closed', result, 'nobody']);
  expect(await here.hasEnded(id)).toBe(true);
}
