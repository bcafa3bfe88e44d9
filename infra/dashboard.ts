import { Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { DeadLetters, Inbox } from './constructs/inbox.ts';
import { counted, lyingIn, ofApi, ofTable, outboxBehind, waitingIn } from './metrics.ts';
import { namesIn, published } from './references.ts';
import type { Stage } from './stage.ts';

/** Sees the product from outside: one page of graphs, of all queues in the stacks that were added before it. */
export class DashboardStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { stage: Stage }) {
    super(scope, id, props);
    const { dashboardName, parameters } = namesIn(this);
    const apis = props.stage.brands.map((brand) => ({ brand, apiId: published(this, parameters.api(brand)) }));
    const everything = scope.node.findAll();
    const inboxes = everything.filter((each) => each instanceof Inbox);
    const deadLetters = everything.filter((each) => each instanceof DeadLetters);
    const graph = (title: string, left: Metric[]) => new GraphWidget({ title, left, width: 8 });
    const events = (...types: string[]) => types.map((type) => counted(this, 'outbox', type));
    const each = (metric: '4xx' | '5xx' | 'Latency', statistic: string) =>
      apis.map(({ brand, apiId }) => ofApi(apiId, metric, statistic).with({ label: brand }));
    new Dashboard(this, 'Dashboard', {
      dashboardName,
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
          graph('Outbox behind (ms)', [outboxBehind(this)]),
        ],
        [graph('Throttled by the table', [ofTable(this, 'ReadThrottleEvents'), ofTable(this, 'WriteThrottleEvents')])],
      ],
    });
  }
}
