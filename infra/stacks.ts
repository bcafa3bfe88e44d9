import { join } from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AccountStack } from './account.ts';
import { bundleEntries } from './bundle.ts';
import { consumersOf, declaredCapabilities } from './capabilities.ts';
import { Capability } from './capability.ts';
import { completionOf } from './completion.ts';
import { DashboardStack } from './dashboard.ts';
import { DataStack } from './data.ts';
import { mailInterval } from './deliveries.ts';
import { IdentityStack } from './identity.ts';
import { fitToLocalCloud, localSynthesizer } from './local-stage.ts';
import { namesIn } from './references.ts';
import { RoutesStack } from './routes.ts';
import { stageFrom } from './stage.ts';

/**
 * The whole product, in the order in which it is deployed: whoever takes something stands before whoever sends it. A stack
 * a capability and one a brand, so that none comes near CloudFormation's 500 resources as they become more.
 */
export async function addStacks(app: App): Promise<void> {
  const stage = stageFrom(app.node);
  const { stackName } = namesIn(app);
  const declared = await declaredCapabilities();
  const bundles = await bundleEntries(declared, stage, join(app.outdir, 'bundles'));
  const product = {
    stage,
    all: declared,
    consumers: consumersOf(declared),
    bundles,
    mailInterval: mailInterval(
      stage.mailsPerSecond,
      declared.map(({ contract }) => contract),
    ),
  };
  const props = () => ({
    env: { account: stage.account, region: stage.region },
    terminationProtection: stage.production,
    synthesizer: stage.local ? localSynthesizer() : undefined,
    stage,
  });

  const data = new DataStack(app, stackName('data'), props());
  const identity = new IdentityStack(app, stackName('identity'), props());
  identity.addStackDependency(data);
  const capabilities: Capability[] = [];
  for (const each of declared) {
    const { capability } = each.contract;
    const complete = await completionOf(capability);
    const stack = new Capability(app, stackName(capability), { ...props(), declared: each, product, complete });
    stack.addStackDependency(identity);
    capabilities.push(stack);
  }
  for (const brand of stage.brands) {
    const routes = new RoutesStack(app, stackName(`routes-${brand}`), { ...props(), brand, declared });
    for (const capability of capabilities) routes.addStackDependency(capability);
  }
  new DashboardStack(app, stackName('dashboard'), props()).addStackDependency(identity);
  if (!stage.local) new AccountStack(app, stackName('account'), props()).addStackDependency(data);

  if (stage.local) fitToLocalCloud(app);
  else Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
