import type { Node } from 'constructs';
import * as z from 'zod';
import { type Programme, programmes } from '#brands/programmes.ts';

/** What one deployment is: its name, the brands it carries, and what may be done to it in tests. */
export interface Stage {
  readonly name: string;
  readonly production: boolean;
  readonly region: string;
  readonly programmes: Readonly<Record<string, Programme>>;
  readonly brands: readonly string[];
  /** The public origin of each brand, as links in mails need it. */
  readonly origins: Readonly<Record<string, string>>;
  /** The product's clock can be moved. */
  readonly testClock: boolean;
  /** Deployed to the local cloud, which lacks some types of resource. */
  readonly local: boolean;
}

const On = z.literal('on').optional();

const Context = z.object({
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .default('dev'),
  brands: z.string().optional(),
  origins: z.string().default('{}'),
  testClock: On,
  local: On,
});

/** Reads a deployment from CDK's context (`-c stage=prod -c brands=retorno,mixsoon`). Throws with the name and the reason. */
export function stageFrom(node: Node): Stage {
  const read = Context.safeParse(
    Object.fromEntries(Object.keys(Context.shape).map((name) => [name, node.tryGetContext(name)])),
  );
  if (!read.success) throw new Error(`the context is wrong:\n${z.prettifyError(read.error)}`);
  const { stage: name, testClock, local } = read.data;
  const production = name === 'prod';
  if (production && testClock !== undefined) {
    throw new Error('stage prod takes no testClock: nobody moves the time there');
  }
  const brands = read.data.brands?.split(',') ?? Object.keys(programmes);
  return {
    name,
    production,
    region: process.env.CDK_DEFAULT_REGION ?? 'eu-west-1',
    programmes: Object.fromEntries(brands.map((brand) => [brand, programmeOf(brand)])),
    brands,
    origins: originsOf(brands, read.data.origins),
    testClock: testClock === 'on',
    local: local === 'on',
  };
}

function programmeOf(brand: string): Programme {
  const programme = programmes[brand];
  if (programme === undefined) throw new Error(`no brand ${brand}; there are ${Object.keys(programmes).join(', ')}`);
  return programme;
}

function originsOf(brands: readonly string[], given: string): Record<string, string> {
  const origins = z.record(z.string(), z.url()).parse(JSON.parse(given));
  return Object.fromEntries(brands.map((brand) => [brand, origins[brand] ?? `https://${brand}.example`]));
}
