import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { environment } from '#layers/environment.ts';

const capability = environment.CAPABILITY;

/** Ids, codes and counts only: no names, addresses, tokens or bodies ever reach a log. */
const powertools = new Logger({ serviceName: capability });

/** What is being worked on: each request and each message of a batch has its own. */
const working = new AsyncLocalStorage<Record<string, string | undefined>>();

/** Runs `work` so that every line that is logged meanwhile carries `ids`, and those that `logsWith` adds. */
export const workingOn = <Result>(ids: Record<string, string>, work: () => Promise<Result>): Promise<Result> =>
  working.run({ ...working.getStore(), ...ids }, work);

/** From now on every line about the request or message at work carries these ids too. */
export function logsWith(ids: Record<string, string | undefined>): void {
  Object.assign(working.getStore() ?? {}, ids);
}

type Details = Record<string, string | Error>;

const line =
  (level: 'info' | 'warn' | 'error') =>
  (message: string, details: Details = {}) =>
    powertools[level](message, { ...working.getStore(), ...details });

export const logger = {
  info: line('info'),
  warn: line('warn'),
  error: line('error'),
  addContext: powertools.addContext.bind(powertools),
};

export const metrics = new Metrics({ namespace: `Vuelta/${environment.STAGE}`, serviceName: capability });

/** Counts one of something by capability; the details are on the log line, not a dimension. */
export function count(metric: string, details: Record<string, string> = {}): void {
  metrics.addMetric(metric, MetricUnit.Count, 1);
  for (const [name, detail] of Object.entries(details)) metrics.addMetadata(name, detail);
}
