import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

const capability = process.env.CAPABILITY ?? 'unknown';

/** Ids, codes and counts only: no names, addresses, tokens or bodies ever reach a log. */
export const logger = new Logger({ serviceName: capability });

export const metrics = new Metrics({ namespace: `Vuelta/${process.env.STAGE}`, serviceName: capability });

/** Counts one of something by capability; the details are on the log line, not a dimension. */
export function count(metric: string, details: Record<string, string> = {}): void {
  metrics.addMetric(metric, MetricUnit.Count, 1);
  for (const [name, detail] of Object.entries(details)) metrics.addMetadata(name, detail);
}
