import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const { context: flags } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));

// biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape, and the tests say which they expect
export type Json = any;

export interface Resource {
  readonly id: string;
  readonly stack: string;
  readonly type: string;
  readonly properties: Json;
  readonly deletionPolicy?: string;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/**
 * The local stage as `cdk synth` makes it, with cdk-nag and CloudFormation's own rules. `npm test` names a folder in which it
 * is made once for all files of tests: whoever comes first makes it, and the others wait. Throws what synth says.
 */
export async function localStage(): Promise<Product> {
  const shared = process.env.SHARED_SYNTH;
  if (shared === undefined) return synthesised({});
  const [made, refused] = [join(shared, 'made'), join(shared, 'refused')];
  if (claimed(shared)) {
    try {
      const { folder } = await synthesised({});
      cpSync(folder, join(shared, 'making'), { recursive: true });
      renameSync(join(shared, 'making'), made);
    } catch (error) {
      writeFileSync(refused, (error as Error).message);
    }
  }
  while (!existsSync(made)) {
    if (existsSync(refused)) throw new Error(readFileSync(refused, 'utf8'));
    await setTimeout(100);
  }
  return new Product(made);
}

/** Whether the folder was not there: it is now. */
function claimed(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** The product as `cdk synth` makes it, with cdk-nag and CloudFormation's own rules. Throws what synth says. */
export async function synthesised(
  context: Record<string, string>,
  environment: Record<string, string> = {},
): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'vuelta-synth-'));
  const env = {
    ...process.env,
    CDK_CONTEXT_JSON: JSON.stringify({ ...flags, stage: 'local', ...context }),
    CDK_OUTDIR: folder,
    ...environment,
  };
  try {
    await promisify(execFile)(process.execPath, ['infra/app.ts'], { cwd: root, env });
    folders.push(folder);
    return new Product(folder);
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
}

/** The resources of a stack. Two stacks may use the same id, so that each is followed by its stack's name, as are references to it. */
function template(folder: string, stack: string): Json {
  const written = readFileSync(join(folder, `${stack}.template.json`), 'utf8');
  const { Resources = {} } = JSON.parse(written) as Json;
  const whole = (id: string) => (Object.hasOwn(Resources, id) ? `${id}_${stack.replaceAll('-', '_')}` : id);
  const { Resources: found = {} } = JSON.parse(written, (key, value: Json) => {
    if (key === 'Ref') return whole(value);
    if (key === 'Fn::GetAtt') return [whole(value[0]), ...value.slice(1)];
    return value;
  }) as Json;
  return Object.fromEntries(Object.entries(found).map(([id, resource]) => [whole(id), resource]));
}

/** What a deployment consists of. */
export class Product {
  readonly folder: string;
  readonly resources: readonly Resource[];

  constructor(folder: string) {
    this.folder = folder;
    this.resources = readdirSync(folder)
      .filter((file) => file.endsWith('.template.json'))
      .flatMap((file) => {
        const stack = file.slice(0, -'.template.json'.length);
        return Object.entries<Json>(template(folder, stack)).map(([id, { Type, Properties = {}, DeletionPolicy }]) => ({
          id,
          stack,
          type: Type,
          properties: Properties,
          deletionPolicy: DeletionPolicy,
        }));
      });
  }

  /** The resources of a type, such as `SQS::Queue`. */
  all(type: string): Resource[] {
    return this.resources.filter((resource) => resource.type === `AWS::${type}`);
  }

  /** The one resource of a type that `holds`. */
  one(type: string, holds: (properties: Json) => boolean = () => true): Resource {
    const found = this.all(type).filter(({ properties }) => holds(properties));
    if (found.length !== 1) throw new Error(`${found.length} resources ${type} instead of one`);
    return found[0] as Resource;
  }

  /** What a role may do. */
  statementsOf(roleId: string): Json[] {
    const policies = this.all('IAM::Policy').filter(({ properties }) =>
      properties.Roles.some((role: Json) => role.Ref === roleId),
    );
    return policies.flatMap(({ properties }) => properties.PolicyDocument.Statement).map(readable);
  }

  /** Every function, with its environment and what it may do, by its name. */
  functions(): Map<string, { properties: Json; environment: Record<string, Json>; may: Json[] }> {
    return new Map(
      this.all('Lambda::Function').map(({ properties }) => [
        properties.FunctionName,
        {
          properties,
          environment: properties.Environment.Variables,
          may: this.statementsOf(properties.Role['Fn::GetAtt'][0]),
        },
      ]),
    );
  }
}

/** A statement with lists throughout, and its resources as text. */
function readable(statement: Json): Json {
  return { ...statement, Action: [statement.Action].flat(), Resource: [statement.Resource].flat().map(text) };
}

/** A value of a template as text; what is only known when it is deployed stands in angle brackets. */
export function text(value: Json): string {
  if (typeof value !== 'object') return String(value);
  if (value.Ref) return `<${value.Ref}>`;
  if (value['Fn::GetAtt']) return `<${value['Fn::GetAtt'].join('.')}>`;
  if (value['Fn::Select']) return text(value['Fn::Select'][1]['Fn::Split'][1]);
  if (value['Fn::Join']) return value['Fn::Join'][1].map(text).join('');
  throw new Error(`no text: ${JSON.stringify(value)}`);
}
