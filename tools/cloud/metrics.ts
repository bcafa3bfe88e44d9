/**
 * What CloudWatch does by itself in an account and the emulator does not: functions write metrics as lines of their log
 * (Embedded Metric Format). Read here, and put as metrics, they make alarms go off.
 *
 * An alarm there does not go off exactly as in AWS: the emulator compares the metric's name alone, so one brand's figures set
 * off every brand's alarm, and an alarm goes back to OK only by a younger figure, not by silence.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { signedFetch } from './signed.ts';

type Options = { endpoint: string; report?: (line: string) => void };

/** How many milliseconds a log line may take to show up behind a younger one. */
const lateness = 5_000;

export const startMetricsReader = ({ endpoint, report = () => {} }: Options): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  const aws = api(endpoint);
  const newLines = logReader(aws);

  const run = async () => {
    while (!stopping.signal.aborted) {
      const started = Date.now();
      try {
        await put(aws, (await newLines()).flatMap(metricsIn));
      } catch (error) {
        if (!stopping.signal.aborted) report(`Metrics were not read: ${error}`);
      }
      // Reading costs the emulator more the longer its logs are. It may never cost it more than a tenth of its time.
      const pause = Math.max(1_000, 9 * (Date.now() - started));
      await sleep(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
};

type Datum = {
  Namespace: string;
  MetricName: string;
  Dimensions: { Name: string; Value: string }[];
  Timestamp: number;
  Unit?: string;
  Value: number;
};

// ── the function logs ────────────────────────────────────────────────────────────────────────────────────────────────

type LogEvent = { logStreamName: string; timestamp: number; message: string };

/** Answers the metric lines written since it was last asked, each once. */
const logReader = (aws: Aws) => {
  const groups = new Map<string, { since: number; seen: Map<string, number> }>();
  return async (): Promise<string[]> => {
    const lines: string[] = [];
    for (const name of await logGroups(aws)) {
      const group = groups.get(name) ?? { since: 0, seen: new Map<string, number>() };
      groups.set(name, group);
      const { events } = await aws<{ events: LogEvent[] }>('logs', 'Logs_20140328.FilterLogEvents', {
        logGroupName: name,
        filterPattern: '"CloudWatchMetrics"',
        startTime: group.since,
      });
      // Events have no id here. Equal lines of one millisecond and stream are told apart by counting them.
      const counts = new Map<string, number>();
      for (const { logStreamName, timestamp, message } of events) {
        const line = `${timestamp} ${logStreamName} ${message}`;
        const count = (counts.get(line) ?? 0) + 1;
        counts.set(line, count);
        if (count > (group.seen.get(line) ?? 0)) lines.push(message);
      }
      group.since = Math.max(group.since, (events.at(-1)?.timestamp ?? 0) - lateness);
      group.seen = new Map([...counts].filter(([line]) => Number.parseInt(line, 10) >= group.since));
    }
    return lines;
  };
};

const logGroups = async (aws: Aws): Promise<string[]> => {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await aws<{ logGroups: { logGroupName: string }[]; nextToken?: string }>(
      'logs',
      'Logs_20140328.DescribeLogGroups',
      nextToken ? { nextToken } : {},
    );
    names.push(...page.logGroups.map((group) => group.logGroupName));
    nextToken = page.nextToken;
  } while (nextToken);
  return names;
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
type EmbeddedMetrics = {
  _aws: {
    Timestamp: number;
    CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit?: string }[] }[];
  };
} & Record<string, unknown>;

/** One datum for each metric, each set of dimensions and each value. */
export const metricsIn = (line: string): Datum[] => {
  const document = parsed(line);
  if (!Array.isArray(document?._aws?.CloudWatchMetrics)) return [];
  const { Timestamp, CloudWatchMetrics } = document._aws;
  return CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.flatMap(({ Name, Unit }) =>
        [document[Name]].flat().map((value) => ({
          Namespace,
          MetricName: Name,
          Dimensions: names.map((name) => ({ Name: name, Value: String(document[name]) })),
          Timestamp: Timestamp / 1000,
          ...(Unit && { Unit }),
          Value: Number(value),
        })),
      ),
    ),
  );
};

const parsed = (line: string): EmbeddedMetrics | undefined => {
  try {
    return JSON.parse(line) as EmbeddedMetrics;
  } catch {
    return undefined; // a line that only mentions the word
  }
};

// ── the two services, as plain JSON requests: their SDK clients would be dependencies for this file alone ──────────

type Aws = ReturnType<typeof api>;

const api =
  (endpoint: string) =>
  async <Answer>(service: string, target: string, body: unknown): Promise<Answer> => {
    const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target };
    const text = await signedFetch(service, 'POST', `${endpoint}/`, { headers, body: JSON.stringify(body) });
    return (text ? JSON.parse(text) : {}) as Answer;
  };

/** PutMetricData takes one namespace and at most a thousand data at a time. */
const put = async (aws: Aws, data: readonly Datum[]): Promise<void> => {
  for (const [Namespace, ofOne = []] of Object.entries(Object.groupBy(data, (datum) => datum.Namespace))) {
    for (let from = 0; from < ofOne.length; from += 1000) {
      const MetricData = ofOne.slice(from, from + 1000).map(({ Namespace: _namespace, ...datum }) => datum);
      await aws('monitoring', 'GraniteServiceVersion20100801.PutMetricData', { Namespace, MetricData });
    }
  }
};
