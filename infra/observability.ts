import { Stack, type StackProps } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { DeadLetters, Inbox } from './constructs/inbox.ts';
import { counted, lyingIn, ofApi, ofFunction, ofMachine, ofTable, waitingIn } from './metrics.ts';
import { alarmTopicName, caseMachine, functionName, parameters } from './names.ts';
import { arn, published } from './references.ts';
import type { Stage } from './stage.ts';

interface ObservabilityProps extends StackProps {
  readonly stage: Stage;
  readonly inboxes: readonly Inbox[];
  /** Dead letters of deliveries that have no inbox. */
  readonly undelivered: readonly DeadLetters[];
}

interface Api {
  readonly brand: string;
  readonly apiId: string;
}

/** Something that people would notice sooner or later. */
interface Symptom {
  readonly name: string;
  readonly metric: Metric;
  /** The alarm goes off above it … */
  readonly above: number;
  /** … in so many minutes one after the other. */
  readonly minutes: number;
  /** What happened and what to do, for whoever gets the mail. */
  readonly says: string;
}

/** Sees the product from outside: few alarms, all on symptoms, and one page of graphs. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: ObservabilityProps) {
    super(scope, id, props);
    const { stage, inboxes, undelivered } = props;
    const apis = stage.brands.map((brand) => ({ brand, apiId: published(this, parameters.api(brand)) }));
    const deadLetters = [...inboxes.map(({ dead }) => dead), ...undelivered];
    const topic = new SnsAction(Topic.fromTopicArn(this, 'Topic', arn(this, 'sns', alarmTopicName)));
    for (const symptom of [...deadLetters.map(lying), ...apis.map(failing), ...standing, casesFail(this)]) {
      this.#alarm(symptom).addAlarmAction(topic);
    }
    this.#dashboard(apis, inboxes, deadLetters);
  }

  #alarm({ name, metric, above, minutes, says }: Symptom): Alarm {
    return new Alarm(this, name, {
      alarmName: `vuelta-${name}`,
      alarmDescription: says,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: minutes,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  #dashboard(apis: readonly Api[], inboxes: readonly Inbox[], deadLetters: readonly DeadLetters[]): void {
    const graph = (title: string, left: Metric[]) => new GraphWidget({ title, left, width: 8 });
    const events = (...types: string[]) => types.map((type) => counted('outbox', type));
    const each = (metric: '4xx' | '5xx' | 'Latency', statistic: string) =>
      apis.map(({ brand, apiId }) => ofApi(apiId, metric, statistic).with({ label: brand }));
    new Dashboard(this, 'Dashboard', {
      dashboardName: 'vuelta',
      widgets: [
        [
          graph('Deposits', events('deposit.recorded', 'deposit.claimed')),
          graph('Points', events('points.earned', 'points.refused')),
          graph('Mails', events('notification.sent', 'notification.suppressed')),
        ],
        [
          graph('Requests refused (4xx)', each('4xx', Stats.SUM)),
          graph('Requests failed (5xx)', each('5xx', Stats.SUM)),
          graph('Time to answer, 95th percentile (ms)', each('Latency', 'p95')),
        ],
        [
          graph(
            'Oldest message of each queue (s)',
            inboxes.map(({ name }) => waitingIn(name)),
          ),
          graph(
            'Dead letters',
            deadLetters.map(({ name }) => lyingIn(name)),
          ),
          graph('Outbox behind (ms)', [outboxBehind]),
        ],
        [graph('Throttled by the table', [ofTable('ReadThrottleEvents'), ofTable('WriteThrottleEvents')])],
      ],
    });
  }
}

const casesFail = (scope: Construct): Symptom => ({
  name: 'cases-fail',
  metric: ofMachine(arn(scope, 'states', `stateMachine:${caseMachine}`), 'ExecutionsFailed'),
  above: 0,
  minutes: 1,
  says:
    'The execution of a case failed beyond its own retries, and even setting it aside did not work. The next one takes over ' +
    'within minutes and is at no loss; if this repeats, look at the log of vuelta-recycling-on-step.',
});

const outboxBehind = ofFunction(functionName('outbox', 'on-stream'), 'IteratorAge', Stats.MAXIMUM);

const lying = ({ name, holds, remedy }: DeadLetters): Symptom => ({
  name: name.replace(/^vuelta-/, ''),
  metric: lyingIn(name),
  above: 0,
  minutes: 1,
  says: `There are ${holds}, in ${name}, where they are kept for 14 days. ${remedy}`,
});

const failing = ({ brand, apiId }: Api): Symptom => ({
  name: `${brand}-api-fails`,
  metric: ofApi(apiId, '5xx', Stats.SUM),
  above: 2,
  minutes: 2,
  says:
    `Requests to the API of ${brand} fail, and people see it. Look for errors in the logs of the functions ` +
    'named …-api, from the time of the alarm on.',
});

const standing: readonly Symptom[] = [
  {
    name: 'outbox-is-behind',
    metric: outboxBehind,
    above: 60_000,
    minutes: 3,
    says:
      'Events reach nobody for more than a minute after they happened: the forwarder fails or is too slow. ' +
      'Look at the log of vuelta-outbox-on-stream. They are all in the table; what was given up is sent again ' +
      'by: npm run ops -- republish --from … --to …',
  },
  {
    name: 'event-overwritten',
    metric: counted('outbox', 'EventOverwritten'),
    above: 0,
    minutes: 1,
    says:
      'An event was changed or removed, which must never happen: somebody wrote to the table past `commit`. ' +
      'Find who in CloudTrail, and restore the item from a point in time before.',
  },
  {
    name: 'forged-device',
    metric: counted('devices', 'ForgedDevice'),
    above: 0,
    minutes: 1,
    says:
      'Somebody published as a device with a certificate that is not that device’s. Nothing was booked. Look ' +
      'who and when, and revoke the certificate: npm run ops -- dead-letters devices',
  },
  {
    name: 'timers-fail',
    metric: ofFunction(functionName('timers', 'on-schedule'), 'Errors', Stats.SUM),
    above: 0,
    minutes: 3,
    says:
      'What is due is not done: the sweeper failed three minutes one after the other. Look at the log of ' +
      'vuelta-timers-on-schedule. Nothing is lost, and late timers act when it works again.',
  },
  {
    name: 'timer-parked',
    metric: counted('timers', 'TimerParked'),
    above: 0,
    minutes: 1,
    says:
      'A timer was handed to its owner eight times, and never done. Its key is in the log of ' +
      'vuelta-timers-on-schedule, the reason in that of its owner.',
  },
];
