import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { environment } from '#layers/environment.ts';
import { local } from '../../infra/names.ts';
import { driver } from '../world/driver.ts';
import { surroundings } from '../world/world.ts';
import { type Json, localStage, text } from './synthesised.ts';

const product = await localStage();
const { world } = await driver();

const functions = product.functions();
const queues = product.all('SQS::Queue');
const queueOf = (arnOrUrl: Json): string => {
  const told = text(arnOrUrl);
  const made = queues.find(({ id }) => told === `<${id}>` || told === `<${id}.Arn>`);
  return made?.properties.QueueName ?? told.split(':').at(-1);
};

/** The name of a world's function as the stacks call it. */
const named = (entry = ''): string => {
  const [capability = '', file = ''] = entry.split('/');
  return local.functionName(capability, file);
};

/** The function behind an alias, or behind an ARN that is put together. */
function behind(target: Json): string {
  const alias = product.all('Lambda::Alias').find(({ id }) => text(target) === `<${id}>:live`);
  const made = product.all('Lambda::Function').find(({ id }) => id === alias?.properties.FunctionName.Ref);
  return made?.properties.FunctionName ?? /function:([\w-]+):live/.exec(text(target))?.[1] ?? '';
}

/** One line each, in an order that does not matter. */
const lines = (all: Iterable<object>): string[] => [...all].map((each) => JSON.stringify(each)).sort();

describe('the world is wired as the stacks are:', () => {
  it('the same functions, which may run for as long', () => {
    const deployed = [...functions].map(([name, { properties }]) => ({ name, seconds: properties.Timeout }));
    const here = [...world.functions.deployed].map(([entry, { timeout }]) => ({
      name: named(entry),
      seconds: timeout / 1000,
    }));
    expect(lines(here)).toEqual(lines(deployed));
  });

  it('the same queues before them, with the same patience and dead letters', () => {
    const sources = product
      .all('Lambda::EventSourceMapping')
      .filter(({ properties }) => properties.StartingPosition === undefined);
    const deployed = sources.map(({ properties }) => {
      const name = queueOf(properties.EventSourceArn);
      const { VisibilityTimeout, RedrivePolicy } = product.one(
        'SQS::Queue',
        ({ QueueName }) => QueueName === name,
      ).properties;
      return {
        name,
        reader: behind(properties.FunctionName),
        dead: queueOf(RedrivePolicy.deadLetterTargetArn),
        visibility: VisibilityTimeout * 1000,
        maxReceives: RedrivePolicy.maxReceiveCount,
        batchSize: properties.BatchSize,
        maxConcurrency: properties.ScalingConfig.MaximumConcurrency,
      };
    });
    const here = world.queues.deliveries().map((each) => ({ ...each, reader: named(each.reader) }));
    expect(lines(here)).toEqual(lines(deployed));
  });

  it('no other queues, but for what the bus and the stream cannot deliver', () => {
    const deployed = queues.map(({ properties }) => properties.QueueName as string);
    const neverFilled = ['vuelta-local-rules-dead'];
    expect([...world.queues.names(), ...neverFilled].sort()).toEqual(deployed.sort());
  });

  it('the same rules of the bus', () => {
    const rules = product.all('Events::Rule').filter(({ properties }) => properties.EventPattern);
    const deployed = rules.map(({ properties: { EventPattern, Targets } }) => ({
      source: EventPattern.source,
      types: EventPattern['detail-type'].toSorted(),
      brand: EventPattern.detail.brand,
      queues: Targets.map(({ Arn, SqsParameters }: Json) => [queueOf(Arn), SqsParameters?.MessageGroupId]),
    }));
    const here = world.bus.rules.map(({ types, brand, queue, group }) => ({
      source: [{ prefix: 'vuelta/' }],
      types: [...types].sort(),
      brand,
      queues: [[queue, group]],
    }));
    expect(lines(here)).toEqual(lines(deployed));
  });

  it('the same routes of each brand’s gateway, behind the same sign-in', () => {
    const authorizers = new Map(product.all('ApiGatewayV2::Authorizer').map(({ id, properties }) => [id, properties]));
    const deployed = product.all('ApiGatewayV2::Route').map(({ properties }) => {
      const { ApiId, RouteKey, Target, AuthorizerId } = properties;
      const integration = product
        .all('ApiGatewayV2::Integration')
        .find(({ id }) => text(Target).includes(`<${id}>`))?.properties;
      const [, area = ''] = /-(\w+)$/.exec(authorizers.get(AuthorizerId?.Ref)?.Name ?? '-open') ?? [];
      return { api: text(ApiId), key: RouteKey, area, target: behind(integration.IntegrationUri) };
    });
    const perBrand = Map.groupBy(deployed, ({ api }) => api);
    expect(perBrand.size).toBe(world.gateways.size);
    for (const { routes } of world.gateways.values()) {
      const here = routes.map(({ key, area, target }) => ({
        key,
        area: area === 'own' ? 'customers' : area,
        target: named(target),
      }));
      for (const of of perBrand.values()) expect(lines(here)).toEqual(lines(of.map(({ api: _api, ...each }) => each)));
    }
  });
});

describe('what functions find in their environment', () => {
  /** What Lambda itself gives, or a stage of tests, or what the world needs of its logs. */
  const apart = /^(AWS_\w+|POWERTOOLS_\w+|NODE_OPTIONS|TEST_\w+|CONSUMERS)$/;
  const without = (names: Iterable<string>): string[] => [...names].filter((name) => !apart.test(name)).sort();

  it('is given in the world wherever a stack gives it, and by some stack wherever the world does', () => {
    const given = new Set<string>();
    const lacking = [...world.functions.deployed].flatMap(([entry, { env }]) => {
      const here = { ...surroundings, ...env };
      const names = without(Object.keys(functions.get(named(entry))?.environment ?? {}));
      for (const name of names) given.add(name);
      return names.filter((name) => !Object.hasOwn(here, name)).map((name) => `${entry} lacks ${name} in the world`);
    });
    expect(lacking).toEqual([]);
    expect(without(Object.keys(surroundings)).filter((name) => !given.has(name))).toEqual([]);
  });

  it('holds whatever the code of the function reads: the world would give it to any of them', () => {
    const readByAny = new Set<string>();
    const missing = [...world.functions.deployed.keys()].flatMap((entry) => {
      const code = readFileSync(join(product.folder, 'bundles', entry.replace('/', '-'), 'index.mjs'), 'utf8');
      const names = [...code.matchAll(/\.([A-Z_]+)\b/g)].map(([, name = '']) => name);
      const reads = new Set(names.filter((name) => Object.hasOwn(environment, name)));
      for (const name of reads) readByAny.add(name);
      const given = functions.get(named(entry))?.environment ?? {};
      return without(reads)
        .filter((name) => !Object.hasOwn(given, name))
        .map((name) => `${entry} reads ${name}, which its stack does not give`);
    });
    expect(missing).toEqual([]);
    expect([...readByAny]).toEqual(
      expect.arrayContaining(['TABLE', 'HASH_KEY', 'LINK_KEY', 'CAUSE_KEY', 'DEAD_LETTERS']),
    );
  });
});
