import type { Programme } from '#brands/programmes.ts';
import { civilHour, nextAtHour } from '#layers/time/civil.ts';
import type { Instant } from '#layers/time/clock.ts';

/** N01: the instant until which a mail must wait in the reader's zone, or undefined where it may leave now. */
export function quietUntil(
  at: Instant,
  zone: string,
  { from, until }: Programme['mail']['quietHours'],
): Instant | undefined {
  const hour = civilHour(at, zone);
  const quiet = from < until ? hour >= from && hour < until : hour >= from || hour < until;
  return quiet ? nextAtHour(at, zone, until) : undefined;
}
