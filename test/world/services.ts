import type { Answers } from './clients.ts';
import type { Part } from './part.ts';

/** A service of AWS: what it answers, by the name of the SDK's command, and what it does by itself. */
export interface Service {
  readonly answers: Answers;
  readonly parts: readonly Part[];
}

export const serviceNames = ['mail', 'table', 'queue', 'bus', 'bucket', 'cognito', 'iot', 'steps', 'secrets'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** The services on which the product stands. */
export type Services = Readonly<Record<ServiceName, Service>>;
