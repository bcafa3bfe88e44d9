import {
  CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Names } from '../../infra/names.ts';

/** A line that a function logged: all that Powertools and we put into it. */
export interface LogLine {
  readonly at: number;
  /** The function's name without the stage: `points-on-event`. */
  readonly by: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What the functions of a capability, or of all, logged since an instant, oldest first; lines that are no JSON are left out. */
export async function logLines(names: Names, capability: string, since: number): Promise<LogLine[]> {
  const client = new CloudWatchLogsClient({});
  const lines: LogLine[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups(
    { client },
    { logGroupNamePrefix: names.functionLogs + capability },
  )) {
    for (const { logGroupName = '' } of logGroups) {
      for await (const { events = [] } of paginateFilterLogEvents({ client }, { logGroupName, startTime: since })) {
        for (const { timestamp = 0, message = '' } of events) {
          const fields = fieldsIn(message);
          if (fields?.message !== undefined)
            lines.push({ at: timestamp, by: logGroupName.slice(names.functionLogs.length), fields });
        }
      }
    }
  }
  return lines.sort((a, b) => a.at - b.at);
}

function fieldsIn(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line.slice(line.indexOf('{'))) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** What tells nothing to somebody who reads along. */
const silent = /^(timestamp|service|cold_start|function_\w+|sampling_rate|xray_trace_id|level|message)$/;

/** A line for people: when, which function, how bad, what, and the ids it is about. */
export function readable({ at, by, fields }: LogLine): string {
  const ids = Object.entries(fields)
    .filter(([name]) => !silent.test(name))
    .map(([name, value]) => `${name}=${name === 'error' ? errorIn(value) : value}`);
  return [new Date(at).toISOString(), by, fields.level, fields.message, ...ids].join('  ');
}

function errorIn(value: unknown): string {
  const { name, message, location } = value as { name?: string; message?: string; location?: string };
  return `${name}: ${message} (${location})`;
}
