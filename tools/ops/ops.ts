/**
 * `npm run ops -- <command>`: what an operator does by hand. On the local cloud that `npm start` runs, or with `--stage prod` on
 * that stage, in the account of the surrounding AWS environment.
 *
 *   republish --from 2026-11-22T00:00:00.000Z --to …   sends the events recorded in a span again; whoever heard them does nothing
 *   dead-letters [capability]                            what was put aside, each by its id, with its reason
 *   replay <capability>                                  sends what was put aside back to where it came from
 *   settle <letter> --because "…"                        puts a dead letter away for good: no replay sends it again
 *   settled [capability]                                 what was put away so: who did it, when and why
 *   logs [capability] [--from …]                         what its functions logged, in the last hour or since an instant
 *   trace <event id>                                     the way of an event: its cause, who heard it, what came of it
 *   parked [capability]                                  timers that their owner was handed eight times and never dealt with
 *   unpark <capability>                                  lets its parked timers fire again
 *   carrier-keys <brand>                                 the keys by which the brand's carrier may sign what it says, the newest last
 *   staff-invite <name> --email … --brand … --role …     mails a member of staff a first password, or gives a known one the role
 *   staff-enrol <name>                                   at the side of who was invited: their own password, and a second factor
 */
import { parseArgs } from 'node:util';
import {
  CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
} from '@aws-sdk/client-cognito-identity-provider';
import { SSMClient } from '@aws-sdk/client-ssm';
import { renderUnicodeCompact } from 'uqr';
import { programmeOf } from '#brands/programmes.ts';
import { carrierKeys } from '../../functions/recycling/parcels/carrier-keys.ts';
import { localStage, namesOf, stageName } from '../../infra/names.ts';
import { cloudEnvironment } from '../cloud/emulator.ts';
import { readStack } from '../cloud/stack.ts';
import { deadLetters, replay, settle } from './dead-letters.ts';
import { logLines, readable as readableLine } from './logs.ts';
import { parkedTimers, unparkTimers } from './parked.ts';
import { republish } from './republish.ts';
import { type Settled, settledLetters } from './settled.ts';
import { enrolStaff, inviteStaff, StaffRefused, staffPoolOf } from './staff.ts';
import { ask, askHidden } from './terminal.ts';
import { trace } from './trace.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    because: { type: 'string' },
    email: { type: 'string' },
    brand: { type: 'string' },
    role: { type: 'string' },
    stage: { type: 'string', default: localStage },
  },
});
const [command, name] = positionals;

const names = namesOf(stageName(values.stage));
process.env.TABLE = names.tableName;
if (values.stage === localStage) Object.assign(process.env, cloudEnvironment(readStack().endpoint));

switch (command) {
  case 'republish': {
    const sent = await republish({
      table: names.tableName,
      bus: names.busName,
      from: required('from'),
      to: required('to'),
    });
    console.log(`${sent} events sent again.`);
    break;
  }
  case 'dead-letters': {
    const { letters, unread } = await deadLetters(names, name);
    for (const { id, queue, code, reason, body } of letters)
      console.log(`${id}  ${queue}  ${code}: ${reason}\n    ${readable(body)}`);
    const more = unread === 0 ? '' : ` ${unread} more could not be read: somebody else is looking at them.`;
    console.log(`${letters.length} dead letters.${more}`);
    break;
  }
  case 'settle': {
    if (name === undefined || !values.because?.trim())
      fail('Say which letter, and why: npm run ops -- settle <letter> --because "…"');
    const settled = await settle(names, name, values.because.trim());
    if (settled === undefined)
      fail(`There is no dead letter ${name}, or somebody else is looking at it: dead-letters tells.`);
    console.log(readableSettled(settled));
    break;
  }
  case 'settled': {
    const letters = await settledLetters(names, name);
    for (const letter of letters) console.log(readableSettled(letter));
    console.log(`${letters.length} settled letters.`);
    break;
  }
  case 'replay': {
    if (name === undefined) fail('Say of which capability: npm run ops -- replay devices');
    console.log(`${await replay(names, name)} messages sent back.`);
    break;
  }
  case 'parked': {
    const timers = await parkedTimers(name);
    for (const { owner, brand, subject, kind, dueAt } of timers)
      console.log(`${owner}  ${kind} of ${brand}, about ${subject}, due ${dueAt}`);
    console.log(`${timers.length} parked timers.`);
    break;
  }
  case 'unpark': {
    if (name === undefined) fail('Say of which capability: npm run ops -- unpark points');
    console.log(`${await unparkTimers(name)} timers fire again.`);
    break;
  }
  case 'logs': {
    const since = values.from === undefined ? Date.now() - 3_600_000 : Date.parse(required('from'));
    for (const line of await logLines(names, name ?? '', since)) console.log(readableLine(line));
    break;
  }
  case 'trace': {
    if (name === undefined) fail('Say of which event: npm run ops -- trace <event id>');
    console.log((await trace(names, name)).join('\n'));
    break;
  }
  case 'carrier-keys': {
    const programme = name === undefined ? undefined : programmeOf(name);
    if (programme?.recycling === undefined)
      fail('Say of a brand that takes things back: npm run ops -- carrier-keys microsmile');
    process.env.LINK_KEY = names.secretName('link-key');
    for (const key of await carrierKeys(programme)) console.log(key);
    break;
  }
  case 'staff-invite': {
    const { email, brand, role } = values;
    if (name === undefined || email === undefined || brand === undefined || role === undefined)
      fail('Say whom: npm run ops -- staff-invite <name> --email … --brand … --role …');
    const invitation = { username: name, email, brand, role };
    const outcome = await orRefused(async () => inviteStaff(cognito(), await staffPool(), invitation));
    console.log(`${name} was ${outcome}: ${role} of ${brand}.`);
    break;
  }
  case 'staff-enrol': {
    if (name === undefined) fail('Say whom: npm run ops -- staff-enrol <name>');
    const questions = {
      password: () => askHidden('Password (the one of the invitation, at first): '),
      newPassword: () => askHidden('New password, ten signs of all kinds at least: '),
      code: (address: string) =>
        ask(`${renderUnicodeCompact(address)}\n${address}\nThe code that the authenticator app shows now: `),
    };
    await orRefused(async () => enrolStaff(cognito(), await staffPool(), name, questions));
    console.log(`${name} signs in with a password and a code from now on.`);
    break;
  }
  default:
    fail(
      'Say what to do: republish --from … --to …, dead-letters [capability], replay <capability>, settle <letter> --because …, settled [capability], parked [capability], unpark <capability>, logs [capability], trace <event id>, carrier-keys <brand>, staff-invite <name> --email … --brand … --role …, or staff-enrol <name>',
    );
}

/** A message as its sender wrote it: a device's comes wrapped by IoT, in base64. */
function readable(message: string): string {
  try {
    const { topic, body } = JSON.parse(message) as { topic: string; body: string };
    return `${topic} ${Buffer.from(body, 'base64')}`.slice(0, 400);
  } catch {
    return message.slice(0, 400);
  }
}

function readableSettled({ id, queue, code, about, because, by, at }: Settled): string {
  return `${at}  ${by}  ${id}  ${queue}  ${code}  ${about ?? ''}\n    because ${because}`;
}

function required(name: 'from' | 'to'): string {
  const value = values[name];
  if (value === undefined || Number.isNaN(Date.parse(value)))
    fail(`Say --${name} as an instant, such as 2026-11-22T00:00:00.000Z`);
  return new Date(value).toISOString();
}

function cognito(): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({});
}

function staffPool() {
  return staffPoolOf(new SSMClient({}), names);
}

async function orRefused<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StaffRefused || error instanceof CognitoIdentityProviderServiceException) fail(error.message);
    throw error;
  }
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
