import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Node } from 'constructs';
import * as z from 'zod';
import { type Programme, programmes } from '#brands/programmes.ts';
import { localAccount, localRegion, localStage } from './names.ts';
import { mailsPerSecond, StageFile } from './stage-file.ts';

/** What one deployment is: its name and place, the brands it carries, and what may be done to it in tests. */
export interface Stage {
  readonly name: string;
  readonly production: boolean;
  readonly account: string;
  readonly region: string;
  /** The brands' programmes, with the addresses of this stage. */
  readonly programmes: Readonly<Record<string, Programme>>;
  readonly brands: readonly string[];
  /** The public origin of each brand, as links in mails need it. */
  readonly origins: Readonly<Record<string, string>>;
  /** So many mails the stage sends in a second at most. */
  readonly mailsPerSecond: number;
  /** So many people may register from one network in an hour. */
  readonly registrationsPerHour: number;
  /** The product's clock can be moved. */
  readonly testClock: boolean;
  /** Deployed to the local cloud, which lacks some types of resource. */
  readonly local: boolean;
}

const On = z.literal('on').optional();

/** What tests and the local cloud say of the stage on this computer. */
const OfTests = z.object({
  brands: z.string().optional(),
  origins: z.string().optional(),
  testClock: On,
  local: On,
});
type OfTests = z.infer<typeof OfTests>;

/** So many people register from one network in an hour at most: a family, an office, a shop's tablet on a busy day. */
export const registrationsPerHour = 20;

/** The gateway of the local cloud tells no caller's network: all who come there come from the loopback, a test's thousands too. */
const registrationsOfEverybody = 100_000;

/** A name that fits into the names of functions and queues beside those of a capability and its entry. */
const StageName = z.string().regex(/^[a-z][a-z0-9.-]{0,19}$/);

const folder = join(import.meta.dirname, 'stages');

/**
 * The stage that CDK's context names (`-c stage=prod`), from its file in `infra/stages`. The stage `local` has none: it is
 * on this computer, carries every brand, and is the only one to take further words. Throws with the reason.
 */
export function stageFrom(node: Node): Stage {
  const stage = node.tryGetContext('stage');
  if (stage === undefined) throw new Error(`say which stage: -c stage=<name>; there are ${stageNames().join(', ')}`);
  const name = checked(StageName, stage, 'the name of the stage');
  const said = Object.keys(OfTests.shape).map((option) => [option, node.tryGetContext(option)]);
  const ofTests = checked(OfTests, Object.fromEntries(said), 'the context');
  if (name === localStage) return onThisComputer(ofTests);
  const option = Object.entries(ofTests).find(([, value]) => value !== undefined)?.[0];
  if (option !== undefined) throw new Error(`stage ${name} takes no ${option}: all that it is stands in its file`);
  return stageInAccount(name);
}

function onThisComputer({ brands: named, origins: given = '{}', testClock, local }: OfTests): Stage {
  const brands = named?.split(',') ?? Object.keys(programmes);
  const origins = z.record(z.string(), z.url()).parse(JSON.parse(given));
  return {
    name: localStage,
    production: false,
    account: localAccount,
    region: localRegion,
    programmes: Object.fromEntries(brands.map((brand) => [brand, programmeOf(brand)])),
    brands,
    origins: Object.fromEntries(brands.map((brand) => [brand, origins[brand] ?? `https://${brand}.example`])),
    mailsPerSecond,
    registrationsPerHour: local === 'on' ? registrationsOfEverybody : registrationsPerHour,
    testClock: testClock === 'on',
    local: local === 'on',
  };
}

/** Throws where the file is wrong, says nothing of a brand that there is, or is not of the account at hand. */
function stageInAccount(name: string): Stage {
  const file = join(folder, `${name}.json`);
  if (!existsSync(file)) throw new Error(`there is no infra/stages/${name}.json`);
  const read = checked(StageFile, JSON.parse(readFileSync(file, 'utf8')), `infra/stages/${name}.json`);
  const { account, region, production, brands, without } = read;
  refuseElsewhere(name, read);
  for (const brand of Object.keys(programmes)) {
    if (Object.hasOwn(brands, brand) || without.includes(brand)) continue;
    throw new Error(
      `infra/stages/${name}.json says nothing of ${brand}: carry it in \`brands\`, or say so in \`without\``,
    );
  }
  const carried = Object.entries(brands);
  return {
    name,
    production,
    account,
    region,
    programmes: Object.fromEntries(
      carried.map(([brand, { mail: from, alarms: admins }]) => {
        const programme = programmeOf(brand);
        return [brand, { ...programme, mail: { ...programme.mail, from, admins } }];
      }),
    ),
    brands: Object.keys(brands),
    origins: Object.fromEntries(carried.map(([brand, { origin }]) => [brand, origin])),
    mailsPerSecond: read.mailsPerSecond,
    registrationsPerHour,
    testClock: false,
    local: false,
  };
}

/** `cdk` tells whose credentials it has, where it has any. */
function refuseElsewhere(name: string, { account, region }: StageFile): void {
  const { CDK_DEFAULT_ACCOUNT: atHand, CDK_DEFAULT_REGION: regionAtHand } = process.env;
  if (atHand === undefined || (atHand === account && regionAtHand === region)) return;
  throw new Error(
    `stage ${name} is in account ${account}, ${region}; the credentials at hand are of ${atHand}, ${regionAtHand}`,
  );
}

const stageNames = () => readdirSync(folder).map((file) => file.slice(0, -'.json'.length));

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const read = schema.safeParse(value);
  if (!read.success) throw new Error(`${what} is wrong:\n${z.prettifyError(read.error)}`);
  return read.data;
}

function programmeOf(brand: string): Programme {
  const programme = programmes[brand];
  if (programme === undefined) throw new Error(`no brand ${brand}; there are ${Object.keys(programmes).join(', ')}`);
  return programme;
}
