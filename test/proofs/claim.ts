/** What is proved with large numbers. */
export interface Claim {
  readonly what: string;
  readonly howMany: string;
  readonly result: string;
  readonly seed: number;
  readonly holds: boolean;
}
