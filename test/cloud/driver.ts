import { randomUUID } from 'node:crypto';
import { GetExecutionHistoryCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { Temporal } from 'temporal-polyfill';
import { programmes } from '#brands/programmes.ts';
import { secret } from '#layers/aws/secrets.ts';
import { local } from '../../infra/names.ts';
import { stepFunctionsOf } from '../../tools/cloud/aws.ts';
import { cloudEnvironment } from '../../tools/cloud/emulator.ts';
import type { Message } from '../../tools/cloud/mail.ts';
import { readStack } from '../../tools/cloud/stack.ts';
import { standIn } from '../../tools/cloud/stand-in.ts';
import { productTime, quiet, travel, travelTo } from '../../tools/cloud/time-machine.ts';
import { connectMachine, type Machine } from '../../tools/demo/machine.ts';
import { provisionDevice, registerCustomer } from '../../tools/demo/seed.ts';
import { customer, staff, visitor } from '../../tools/demo/visitor.ts';
import { deadLetters } from '../../tools/ops/dead-letters.ts';
import { republish } from '../../tools/ops/republish.ts';
import { poolOf, signIn, userIn } from '../support/access/callers.ts';
import { type Driver, groupsOfMember } from '../support/driver.ts';

let registered = 0;

/** Speaks with the cloud whose handle `STACK` names, as people, devices and staff do. */
export function driver(): Driver {
  const stack = readStack();
  Object.assign(process.env, cloudEnvironment(stack.endpoint));
  const stepFunctions = stepFunctionsOf(stack);
  const now = async () => new Date(await productTime(stack)).toISOString();
  const urlOf = (brand: string) => stack.brands[brand]?.url ?? '';
  const story = randomUUID().slice(0, 8);

  const memberOf: Driver['staff'] = (brand, role) => {
    const member = stack.staff.people.find((each) => each.brand === brand && each.role === role);
    if (member === undefined) throw new Error(`${brand} has no ${role}`);
    return staff(stack, member);
  };

  async function executionsOf(caseId: string): Promise<{ arn: string; running: boolean }[]> {
    const found: { arn: string; running: boolean }[] = [];
    let nextToken: string | undefined;
    do {
      const page = await stepFunctions.send(
        new ListExecutionsCommand({ stateMachineArn: stack.stateMachine, nextToken }),
      );
      for (const { name = '', executionArn: arn = '', status } of page.executions ?? []) {
        if (name.includes(caseId)) found.push({ arn, running: status === 'RUNNING' });
      }
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return found;
  }

  const provisions: Driver['provisions'] = async (
    brand,
    { kind = programmes[brand]?.devices.kinds[0] ?? '', ...place },
  ) => {
    const deviceId = `${kind}-${randomUUID().slice(0, 8)}`;
    const handle = await provisionDevice(await memberOf(brand, 'manager'), stack.mqtt.ca.replace(/[^/]*$/, ''), {
      brand,
      deviceId,
      kind,
      ...place,
    });
    let connected: Promise<Machine> | undefined;
    let underWay = 0;
    /** A device has one connection, and lets it go when nothing is under way. */
    const publishes = async (type: string, body: string) => {
      underWay += 1;
      connected ??= connectMachine(stack, handle);
      const machine = await connected;
      await machine.publish(type, body);
      underWay -= 1;
      if (underWay > 0) return;
      connected = undefined;
      await machine.stop();
    };
    return {
      brand,
      deviceId,
      serial: handle.serial,
      claimCode: handle.claimCode,
      publishes,
      async says(type, data, how = {}) {
        const stamp = await now();
        const { id = randomUUID(), at = stamp, sentAt = stamp } = how;
        await publishes(type, JSON.stringify({ id, at, sentAt, type, data }));
      },
    };
  };

  return {
    now,
    travel: async (duration) => {
      const from = Temporal.Instant.fromEpochMilliseconds(await productTime(stack)).toZonedDateTimeISO('Europe/Madrid');
      await travel(stack, from.add(duration).epochMilliseconds - from.epochMilliseconds);
    },
    travelTo: (time) => travelTo(stack, time),
    quiet: () => quiet(stack, 600),
    stranger: (brand) => visitor(urlOf(brand)),
    as: (person) => customer(stack, person),
    staff: memberOf,
    async member(brand, organisationId, sites) {
      const pool = poolOf(stack, brand);
      const user = await userIn(stack, pool, `member-${randomUUID()}`, groupsOfMember(organisationId, sites));
      return visitor(urlOf(brand), (await signIn(stack, pool, user)).access);
    },
    registers: (brand, about, name = 'Núria Peña') =>
      registerCustomer(stack, brand, name, `${about}-${story}-${++registered}@${brand}.example`),
    provisions,
    mails: async (to) =>
      (await (await fetch(`${stack.inbox}/messages?to=${encodeURIComponent(to)}`)).json()) as Message[],
    attachment: async ({ id }, at = 0) =>
      new Uint8Array(await (await fetch(`${stack.inbox}/messages/${id}/attachments/${at}`)).arrayBuffer()),
    says: (brand, said, cause) => standIn(stack, brand, said, cause),
    republishes: (from, to) => republish({ table: stack.table, bus: stack.bus, from, to }),
    aside: async (capability) => [...(await deadLetters(local, capability)).letters],
    secret,
    async statesOf(caseId) {
      const states: string[] = [];
      for (const { arn: executionArn } of await executionsOf(caseId)) {
        const { events = [] } = await stepFunctions.send(
          new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
        );
        states.push(...events.flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []));
      }
      return states;
    },
    hasEnded: async (caseId) => (await executionsOf(caseId)).every(({ running }) => !running),
  };
}
