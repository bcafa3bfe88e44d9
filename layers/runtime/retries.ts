/**
 * How often a message is tried whose handling failed, and with which pauses.
 *
 * A defect of our code does not pass by itself: its message is given up within two minutes, so that a person sees it soon.
 * Any other error may be an outage of a service the product stands on. It is sat out: with 24 tries and pauses of up to five
 * minutes a message is tried for 40 to 80 minutes, and outages of half an hour leave no dead letters.
 */

/** The names of errors that JavaScript, a schema or a malformed call raises: no outage of a service has them. */
export const defects = [
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'ValidationException',
  'ZodError',
] as const;

const defectTries = 7;

/** How many tries outlast an outage of half an hour, and the deployment of a function that does not know a message yet. */
export const outageTries = 24;

/** Whether an error shows a defect of our code, so that another try meets it again. */
export function isDefect(error: unknown): boolean {
  // The client of a service raises errors of JavaScript too, where an outage makes it read something else than an answer.
  if (error instanceof Error && '$metadata' in error && error.name !== 'ValidationException') return false;
  return (defects as readonly string[]).includes((error as Error).name);
}

/** After so many tries a message that failed with this error is given up. */
export const triesFor = (error: unknown): number => (isDefect(error) ? defectTries : outageTries);

/** Seconds until the next try: 2ⁿ after the n-th, at most five minutes, less a random part of up to a half so that a backlog spreads. */
export const pauseAfter = (tries: number): number => Math.ceil(Math.min(2 ** tries, 300) * (0.5 + Math.random() / 2));
