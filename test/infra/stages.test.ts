import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Node } from 'constructs';
import { consumersOf, declaredCapabilities } from '../../infra/capabilities.ts';
import { stageFrom } from '../../infra/stage.ts';
import { StageFile } from '../../infra/stage-file.ts';
import example from '../../infra/stages/prod.example.json' with { type: 'json' };
import { sixBrands } from '../../tools/demo/six-brands.ts';
import { physicalNames } from './physical-names.ts';
import { type Json, synthesised, text } from './synthesised.ts';

const root = join(import.meta.dirname, '../..');
const [production, tests] = await Promise.all([
  synthesised({ stage: 'prod.example' }, { CDK_VALIDATION: 'false' }),
  synthesised(
    {
      testClock: 'on',
      local: 'on',
      brands: 'retorno',
      origins: '{"retorno":"http://localhost:8080"}',
    },
    { CDK_VALIDATION: 'false' },
  ),
]);

describe('production', () => {
  it('keeps its table through every mistake', () => {
    const { properties, deletionPolicy } = production.one('DynamoDB::GlobalTable');
    const [replica] = properties.Replicas;
    expect(replica).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    expect(text(replica.SSESpecification.KMSMasterKeyId)).toMatch(/^<TableKey\w+\.Arn>$/);
    expect(production.one('KMS::Key').properties.EnableKeyRotation).toBe(true);
    expect(deletionPolicy).toBe('Retain');
    const { artifacts } = JSON.parse(readFileSync(join(production.folder, 'manifest.json'), 'utf8'));
    expect(artifacts['vuelta-prod-example-data'].properties.terminationProtection).toBe(true);
  });

  it('keeps its people, and asks staff for a second factor', () => {
    const pools = production.all('Cognito::UserPool').map(({ properties }) => properties);
    expect(
      pools.every(
        ({ DeletionProtection, UserPoolTier }) => DeletionProtection === 'ACTIVE' && UserPoolTier === 'ESSENTIALS',
      ),
    ).toBe(true);
    expect(pools.find(({ UserPoolName }) => UserPoolName === 'vuelta-prod-example-staff').MfaConfiguration).toBe('ON');
  });

  it('lets nobody sign up, guess who is a customer, or hold a client’s secret', () => {
    for (const { properties } of production.all('Cognito::UserPool')) {
      expect(properties.AdminCreateUserConfig.AllowAdminCreateUserOnly).toBe(true);
      expect(properties.AliasAttributes).toEqual(['email']);
      expect(properties.UsernameConfiguration).toEqual({ CaseSensitive: false });
    }
    for (const { properties } of production.all('Cognito::UserPoolClient')) {
      expect(properties).toMatchObject({ GenerateSecret: false, PreventUserExistenceErrors: 'ENABLED' });
      expect(properties.ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']);
    }
  });

  it('lets nobody change an address behind its back, mails its own recovery, invites staff for three days and signs them out twice a day', () => {
    const staffs = production.one('Cognito::UserPool', ({ UserPoolName }) => UserPoolName.endsWith('-staff'));
    for (const { id, properties } of production.all('Cognito::UserPool')) {
      const recovery = id === staffs.id ? 'verified_email' : 'admin_only';
      expect(properties.AccountRecoverySetting.RecoveryMechanisms).toEqual([{ Name: recovery, Priority: 1 }]);
    }
    const { InviteMessageTemplate } = staffs.properties.AdminCreateUserConfig;
    expect(InviteMessageTemplate.EmailMessage.match(/\{username\}.+?\{####\}/g)).toHaveLength(3);
    expect(staffs.properties.Policies.PasswordPolicy.TemporaryPasswordValidityDays).toBe(3);
    for (const { properties } of production.all('Cognito::UserPoolClient')) {
      const staff = properties.UserPoolId.Ref === staffs.id;
      expect(properties).toMatchObject({
        WriteAttributes: ['locale'],
        ReadAttributes: ['email', 'email_verified'],
        RefreshTokenValidity: staff ? 12 * 60 : 30 * 24 * 60,
        AccessTokenValidity: 60,
        TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'minutes' },
        EnableTokenRevocation: true,
      });
    }
  });

  it('knows every brand’s staff apart', () => {
    const groups = production.all('Cognito::UserPoolGroup').map(({ properties }) => properties.GroupName);
    expect(groups).toEqual(
      expect.arrayContaining(['retorno:agent', 'retorno:manager', 'keyphone:warehouse', 'mixsoon:admin']),
    );
  });

  it('has a clock that nobody moves', () => {
    for (const { environment, may } of production.functions().values()) {
      expect(Object.keys(environment)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^TEST_|CONSUMERS/)]));
      expect(JSON.stringify(may)).not.toMatch(/pending#|"stage"/);
    }
    expect(() => stageFrom(saying({ stage: 'prod.example', testClock: 'on' }))).toThrow('takes no testClock');
  });

  it('has an archive of its events', () => {
    expect(production.one('Events::Archive').stack).toBe('vuelta-prod-example-account');
  });
});

describe('a stage for tests', () => {
  const functions = tests.functions();

  it('tells every function that its clock moves, and who hears what', async () => {
    const consumers = consumersOf(await declaredCapabilities());
    for (const { environment } of functions.values()) {
      expect(environment).toMatchObject({ TEST_CLOCK: 'on', CONSUMERS: JSON.stringify(consumers) });
    }
  });

  it('holds nothing that the local cloud lacks', () => {
    expect(tests.resources.filter(({ stack }) => stack === 'vuelta-local-account')).toEqual([]);
    expect(tests.all('Events::Archive')).toEqual([]);
  });

  it('carries the brands it is told to, and no other brand’s data', () => {
    expect(tests.all('ApiGatewayV2::Api').map(({ properties }) => properties.Name)).toEqual(['vuelta-local-retorno']);
    expect(functions.get('vuelta-local-notifications-on-event')?.environment.ORIGINS).toBe(
      '{"retorno":"http://localhost:8080"}',
    );
    for (const bundle of readdirSync(join(tests.folder, 'bundles'))) {
      expect(readFileSync(join(tests.folder, 'bundles', bundle, 'index.mjs'), 'utf8')).not.toContain('keyphone');
    }
  });

  it('knows whose API and tokens are whose', () => {
    const { apis, staff } = JSON.parse(text(functions.get('vuelta-local-points-api')?.environment.IDENTITY)) as Json;
    const [[apiId, retorno]] = Object.entries<Json>(apis) as [[string, Json]];
    expect(apiId).toMatch(/^<SsmParameterValuevueltalocalbrandsretornoapi\w+>$/);
    expect(retorno).toMatchObject({ brand: 'retorno', clientId: expect.stringContaining('retornoclient') });
    expect(retorno.issuer).toMatch(/^https:\/\/cognito-idp\.eu-west-1\.amazonaws\.com\/<\w*retornouserpool\w*>$/);
    expect(staff.issuer).toMatch(/\/<\w*staffuserpool\w*>$/);
  });

  it('runs bundles that hold all they need', () => {
    const folder = join(tests.folder, 'bundles');
    const code = readdirSync(folder).map((bundle) => `typeof (await import('./${bundle}/index.mjs')).handler`);
    const script = `console.log(JSON.stringify([${code.join()}]))`;
    const env = { PATH: process.env.PATH, AWS_REGION: 'eu-west-1', TABLE: 'vuelta' };
    const handlers = JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, env }).toString(),
    );
    expect(handlers).toEqual(handlers.map(() => 'function'));
    expect(handlers.length).toBe(functions.size);
  });
});

describe('synth refuses', () => {
  it('a programme that is wrong, with its file, field and reason', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vuelta-brands-'));
    cpSync(join(root, 'brands/retorno'), join(folder, 'retorno'), { recursive: true });
    const programme = JSON.parse(readFileSync(join(folder, 'retorno/programme.json'), 'utf8'));
    programme.points.expireAfterMonths = 0;
    writeFileSync(join(folder, 'retorno/programme.json'), JSON.stringify(programme));
    const refusal = await synthesised({}, { BRANDS_DIR: folder }).catch((error: Error) => error.message);
    rmSync(folder, { recursive: true });
    expect(refusal).toMatch(/brands\/retorno\/programme\.json.*>=1.*points\.expireAfterMonths/s);
  });

  it('a brand that nobody knows', () => {
    expect(() => stageFrom(saying({ stage: 'local', brands: 'retorno,returno' }))).toThrow(
      'no brand returno; there are',
    );
  });

  it('a word it does not know for an option', () => {
    expect(() => stageFrom(saying({ stage: 'local', testClock: 'yes' }))).toThrow('testClock');
  });
});

describe('a deploy is refused', () => {
  const tried = (stage?: string) => () => stageFrom(saying({ ...(stage && { stage }) }));

  it('where nobody says of which stage, or of one that has no file', () => {
    expect(tried()).toThrow('say which stage: -c stage=<name>; there are prod.example, test.example');
    expect(tried('porduction')).toThrow('there is no infra/stages/porduction.json');
  });

  it.each([
    ['account', { CDK_DEFAULT_ACCOUNT: '999999999999', CDK_DEFAULT_REGION: 'eu-west-1' }],
    ['region', { CDK_DEFAULT_ACCOUNT: '111122223333', CDK_DEFAULT_REGION: 'us-east-1' }],
  ])('with credentials of another %s than the stage is in', async (_, atHand) => {
    const refusal = await synthesised({ stage: 'prod.example' }, atHand).catch((error: Error) => error.message);
    expect(refusal).toContain(
      'stage prod.example is in account 111122223333, eu-west-1; the credentials at hand are of',
    );
  });

  it('where a brand that there is was left out without a word', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vuelta-brands-'));
    const environment = { BRANDS_DIR: sixBrands(folder) };
    const refusal = await synthesised({ stage: 'prod.example' }, environment).catch((error: Error) => error.message);
    rmSync(folder, { recursive: true });
    expect(refusal).toContain('infra/stages/prod.example.json says nothing of sexta');
  });

  it.each([
    ['an origin', { origin: 'https://retorno.example' }],
    ['a sender of mail', { mail: 'hola@retorno.example' }],
    ['an address of alarms', { alarms: ['admin@retorno.example'] }],
  ])('in production, where %s is an example', (_, changed) => {
    const { retorno } = example.brands;
    const stage = { ...example, brands: { retorno: { ...retorno, ...changed } } };
    expect(StageFile.safeParse(example).success).toBe(true);
    expect(StageFile.safeParse({ ...stage, production: false }).success).toBe(true);
    const { error } = StageFile.safeParse(stage);
    expect(error?.issues.map(({ message }) => message)).toEqual([
      expect.stringContaining('production takes no .example'),
    ]);
  });
});

describe('two stages in one account', () => {
  it('are told apart by every name that must be unique', async () => {
    const other = await synthesised({ stage: 'test.example' }, { CDK_VALIDATION: 'false' });
    const [here, there] = [physicalNames(production), physicalNames(other)];
    expect(here.length).toBeGreaterThan(150);
    expect(here.filter((name) => there.includes(name))).toEqual([]);
  });

  it('stand in that account and region, by stacks of their own', () => {
    const { artifacts } = JSON.parse(readFileSync(join(production.folder, 'manifest.json'), 'utf8')) as Json;
    const stacks = Object.entries<Json>(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
    for (const [name, { environment }] of stacks) {
      expect(name).toMatch(/^vuelta-prod-example-/);
      expect(environment).toBe('aws://111122223333/eu-west-1');
    }
  });

  it('send mail as themselves, to their own people', () => {
    const { may } = production.functions().get('vuelta-prod-example-admins-on-alarm') as Json;
    const [{ Condition }] = may.filter(({ Action }: Json) => Action.includes('ses:SendRawEmail'));
    expect(Condition.StringEquals['ses:FromAddress']).toContain('hola@retorno.example.com');
    const bundle = join(production.folder, 'bundles/admins-on-alarm/index.mjs');
    expect(readFileSync(bundle, 'utf8')).toContain('operations@retorno.example.com');
  });
});

/** What CDK's context says. */
const saying = (context: Record<string, string>) => ({ tryGetContext: (name: string) => context[name] }) as Node;
