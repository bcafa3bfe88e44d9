import { describe, expect, it } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type Declared, declaredCapabilities } from '../../infra/capabilities.ts';
import { RoutesStack } from '../../infra/routes.ts';
import { localStage } from './synthesised.ts';

const product = await localStage();
const declared = await declaredCapabilities();
const sizes = new Map(
  [...Map.groupBy(product.resources, ({ stack }) => stack)].map(([stack, all]) => [stack, all.length]),
);

/** Today's capabilities, and copies under other names of those that own something: the average stays what it is. */
function fifteen(): Declared[] {
  const owning = declared.filter(({ ownsItems, contract }) => ownsItems && contract.capability !== 'admins');
  const copies = Array.from({ length: 15 - declared.length }, (_, n): Declared => {
    const { contract, ...rest } = owning[n % owning.length] as Declared;
    return { ...rest, contract: { ...contract, capability: `${contract.capability}-${n}` } };
  });
  return [...declared, ...copies];
}

describe('CloudFormation takes 500 resources a stack', () => {
  it('and no stack has more than 400, with fifteen capabilities and five brands', () => {
    expect([...sizes.keys()].filter((stack) => stack.includes('-routes-'))).toHaveLength(5);
    expect(Math.max(...sizes.values())).toBeLessThanOrEqual(400);
    // Of the stacks there are, only a brand's routes become more with the capabilities.
    const routes = new RoutesStack(new App({ context: { stage: 'local' } }), 'routes', {
      brand: 'retorno',
      declared: fifteen(),
    });
    const { Resources } = Template.fromStack(routes).toJSON() as { Resources: object };
    const size = Object.keys(Resources).length;
    expect(size).toBeGreaterThan(sizes.get('vuelta-local-routes-retorno') as number);
    expect(size).toBeLessThanOrEqual(400);
  });

  it('so each capability has a stack of its own, with nothing of another', () => {
    for (const { capability } of declared.map(({ contract }) => contract)) {
      const names = product.all('Lambda::Function').filter(({ stack }) => stack === `vuelta-local-${capability}`);
      expect(names.length).toBeGreaterThan(0);
      for (const { properties } of names) expect(properties.FunctionName).toMatch(`vuelta-local-${capability}-`);
    }
  });
});

describe('an alarm', () => {
  it('stands in the stack of what it watches, but for those that an account alone can have', () => {
    const stackOf = new Map(
      [...product.all('SQS::Queue'), ...product.all('Lambda::Function')].map(({ stack, properties }) => [
        properties.QueueName ?? properties.FunctionName,
        stack,
      ]),
    );
    const watched = product
      .all('CloudWatch::Alarm')
      .filter(({ stack }) => stack !== 'vuelta-local-account')
      .map(({ stack, properties: { Dimensions = [], AlarmName } }) => ({
        alarm: AlarmName,
        stack,
        of: Dimensions.map(({ Name, Value }: { Name: string; Value: unknown }) =>
          Name === 'service' ? `vuelta-local-${Value}` : stackOf.get(Value as string),
        )[0],
      }))
      .filter(({ of }) => of !== undefined);
    expect(watched.length).toBeGreaterThan(15);
    for (const { alarm, stack, of } of watched) expect({ alarm, stack }).toEqual({ alarm, stack: of });
  });
});
