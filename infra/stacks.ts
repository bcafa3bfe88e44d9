import { join } from 'node:path';
import { type App, type Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { AccountStack } from './account.ts';
import { bundleEntries } from './bundle.ts';
import { declaredCapabilities } from './capabilities.ts';
import { completionsOf } from './completions.ts';
import { DataStack } from './data.ts';
import { FunctionsStack } from './functions.ts';
import { IdentityStack } from './identity.ts';
import { fitToLocalCloud, localSynthesizer } from './local-stage.ts';
import { ObservabilityStack } from './observability.ts';
import { RoutesStack } from './routes.ts';
import { RulesStack } from './rules.ts';
import { stageFrom } from './stage.ts';

/** The whole product, in the order in which it is deployed: whoever takes something stands before whoever sends it. */
export async function addStacks(app: App): Promise<void> {
  const stage = stageFrom(app.node);
  const declared = await declaredCapabilities();
  const bundles = await bundleEntries(declared, stage, join(app.outdir, 'bundles'));
  const completions = await completionsOf(declared);
  const props = () => ({
    env: { region: stage.region },
    terminationProtection: stage.production,
    synthesizer: stage.local ? localSynthesizer() : undefined,
    stage,
    declared,
  });

  const data = new DataStack(app, 'vuelta-data', props());
  const identity = new IdentityStack(app, 'vuelta-identity', props());
  const functions = new FunctionsStack(app, 'vuelta-functions', { ...props(), bundles, completions });
  const rules = new RulesStack(app, 'vuelta-rules', props());
  const routes = new RoutesStack(app, 'vuelta-routes', props());
  const watched = { inboxes: functions.inboxes, undelivered: [...functions.undelivered, ...rules.undelivered] };
  const observability = new ObservabilityStack(app, 'vuelta-observability', { ...props(), ...watched });
  const account = stage.local ? [] : [new AccountStack(app, 'vuelta-account', props())];

  const order: Stack[] = [data, identity, functions, rules, routes, observability, ...account];
  for (const [at, stack] of order.entries()) if (at > 0) stack.addStackDependency(order[at - 1] as Stack);
  if (stage.local) fitToLocalCloud(app);
  else Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
