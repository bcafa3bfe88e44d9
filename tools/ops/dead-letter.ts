/** A message that was put aside, as operators see it. */
export interface DeadLetter {
  /** SQS's id of the message, by which it is settled. */
  readonly id: string;
  readonly queue: string;
  readonly code: string;
  readonly reason: string;
  readonly body: string;
}
