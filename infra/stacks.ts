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
import { IdentityStack } from './identity.ts';
import { fitToLocalCloud, localSynthesizer } from './local-stage.ts';
import { RoutesStack } from './routes.ts';
import { stageFrom } from './stage.ts';

/**
 * The whole product, in the order in which it is deployed: whoever takes something stands before whoever sends it. A stack
 * a capability and one a brand, so that none comes near CloudFormation's 500 resources as they become more.
 */
export async function addStacks(app: App): Promise<void> {
  const stage = stageFrom(app.node);
  const declared = await declaredCapabilities();
  const bundles = await bundleEntries(declared, stage, join(app.outdir, 'bundles'));
  const product = { stage, all: declared, consumers: consumersOf(declared), bundles };
  const props = () => ({
    env: { region: stage.region },
    terminationProtection: stage.production,
    synthesizer: stage.local ? localSynthesizer() : undefined,
    stage,
  });

  const data = new DataStack(app, 'vuelta-data', props());
  const identity = new IdentityStack(app, 'vuelta-identity', props());
  identity.addStackDependency(data);
  const capabilities: Capability[] = [];
  for (const each of declared) {
    const { capability } = each.contract;
    const complete = await completionOf(capability);
    const stack = new Capability(app, `vuelta-${capability}`, { ...props(), declared: each, product, complete });
    stack.addStackDependency(identity);
    capabilities.push(stack);
  }
  for (const brand of stage.brands) {
    const routes = new RoutesStack(app, `vuelta-routes-${brand}`, { ...props(), brand, declared });
    for (const capability of capabilities) routes.addStackDependency(capability);
  }
  new DashboardStack(app, 'vuelta-dashboard', props()).addStackDependency(identity);
  if (!stage.local) new AccountStack(app, 'vuelta-account', props()).addStackDependency(data);

  if (stage.local) fitToLocalCloud(app);
  else Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
