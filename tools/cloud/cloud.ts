/** A whole local cloud: the emulator with the product deployed on it, the inbox, and one origin a brand. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GetParametersByPathCommand, type Parameter, SSMClient } from '@aws-sdk/client-ssm';
import { local } from '../../infra/names.ts';
import { deploy, localContext, makeAssetsBucket, synthesise } from './deploy.ts';
import { account, root, startEmulator } from './emulator.ts';
import { startInbox } from './inbox.ts';
import { startLettersWatch } from './letters-watch.ts';
import { startMetricsReader } from './metrics.ts';
import { startProxy } from './proxy.ts';
import type { Stack } from './stack.ts';

export interface Ports {
  readonly gateway: number;
  readonly mqtt: number;
  readonly smtp: number;
  readonly inbox: number;
  /** One a brand, in the order of the brands. */
  readonly web: readonly number[];
}

export type Bare = Omit<Stack, 'people' | 'devices' | 'staff'> & { staff: Omit<Stack['staff'], 'people'> };

export interface Cloud {
  readonly stack: Bare;
  stop(): Promise<void>;
}

/** Starts everything, and stops what was started where a part fails. */
export async function startCloud({
  dir,
  ports,
  brands,
  report,
}: {
  dir: string;
  ports: Ports;
  brands: readonly string[];
  report: (line: string) => void;
}): Promise<Cloud> {
  await mkdir(dir, { recursive: true });
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const part of started.splice(0).reverse()) await part.stop();
  };
  const begin = async <Part extends { stop(): Promise<void> }>(starting: Promise<Part> | Part): Promise<Part> => {
    const part = await starting;
    started.push(part);
    return part;
  };
  try {
    const { busName, caseMachine, parameters, tableName } = local;
    const outDir = join(dir, 'deploy');
    const origins = Object.fromEntries(brands.map((brand, at) => [brand, `http://localhost:${ports.web[at]}`]));
    const synthesised = synthesise(outDir, localContext(origins));
    synthesised.catch(() => {}); // it is awaited below, once there is something to deploy to
    const inbox = await begin(startInbox({ smtpPort: ports.smtp, httpPort: ports.inbox }));
    report('Starting the AWS emulator');
    const emulator = await begin(
      startEmulator({
        dir,
        port: ports.gateway,
        mqttPort: ports.mqtt,
        smtpPort: ports.smtp,
        report,
      }),
    );
    const { endpoint, region } = emulator;
    report('Synthesising and deploying the stacks (about 10 s)');
    await Promise.all([synthesised, makeAssetsBucket(endpoint)]);
    await deploy({ endpoint, outDir, emulatorLog: emulator.logFile, report });
    const ids = await idsOf(endpoint, region);
    const opened: Record<string, { url: string; userPoolId: string; clientId: string }> = {};
    for (const [at, brand] of brands.entries()) {
      const port = ports.web[at] as number;
      const { url } = await begin(startProxy({ port, endpoint, apiId: ids(parameters.api(brand)) }));
      opened[brand] = {
        url,
        userPoolId: ids(parameters.customersPool(brand)),
        clientId: ids(parameters.customersClient(brand)),
      };
    }
    await begin(startMetricsReader({ endpoint }));
    await begin(startLettersWatch({ endpoint, region }));
    const stack: Bare = {
      region,
      endpoint,
      table: tableName,
      bus: busName,
      stateMachine: `arn:aws:states:${region}:${account}:stateMachine:${caseMachine}`,
      inbox: inbox.url,
      mqtt: { url: emulator.mqttUrl, ca: emulator.caFile },
      staff: { userPoolId: ids(parameters.staffPool), clientId: ids(parameters.staffClient) },
      brands: opened,
    };
    return { stack, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The ids that the stacks published. */
async function idsOf(endpoint: string, region: string): Promise<(name: string) => string> {
  const ssm = new SSMClient({ endpoint, region, credentials: root });
  const found: Parameter[] = [];
  let NextToken: string | undefined;
  do {
    const page = await ssm.send(new GetParametersByPathCommand({ Path: '/vuelta/', Recursive: true, NextToken }));
    found.push(...(page.Parameters ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return (name) => {
    const value = found.find((parameter) => parameter.Name === name)?.Value;
    if (value === undefined) throw new Error(`the stacks published no ${name}`);
    return value;
  };
}
