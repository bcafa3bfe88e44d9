import { createHmac } from 'node:crypto';
import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { SSMClient } from '@aws-sdk/client-ssm';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { local } from '../../infra/names.ts';
import { cloudEnvironment } from '../../tools/cloud/emulator.ts';
import { readStack } from '../../tools/cloud/stack.ts';
import { waitFor } from '../../tools/cloud/wait.ts';
import { visitor } from '../../tools/demo/visitor.ts';
import { enrolStaff, type Invitation, inviteStaff, type StaffPool, staffPoolOf } from '../../tools/ops/staff.ts';
import { place } from '../support/place.ts';

const stack = readStack();
Object.assign(process.env, cloudEnvironment(stack.endpoint));
const here = await place();
const cognito = new CognitoIdentityProviderClient({});
const ines: Invitation = { username: 'ines', email: 'ines@retorno.example', brand: 'retorno', role: 'agent' };
const own = 'Chosen-by-1nes';
let pool: StaffPool;

beforeAll(async () => {
  pool = await staffPoolOf(new SSMClient({}), local);
});

/** The temporary passwords that were mailed to somebody, the newest first. */
const mailed = async (email: string) =>
  (await here.mails(email)).map(({ text }) => text.match(/good\s+for\s+three\s+days:\s+(\S+)/)?.[1] ?? '');

/** The six digits of an authenticator app for the key of an `otpauth:` address: RFC 6238 as apps use it. */
function codeOf(address: string, at = Date.now()): string {
  const bits = [...(new URL(address).searchParams.get('secret') ?? '')]
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const word = hash.readUInt32BE((hash.at(-1) as number) & 15) & 0x7fffffff;
  return String(word % 1_000_000).padStart(6, '0');
}

/** What somebody answers who enrols; `read` holds the address that their app read. */
function answers(password: string, code: (address: string) => string = codeOf) {
  const read = { address: '' };
  const questions = {
    password: async () => password,
    newPassword: async () => own,
    code: async (address: string) => {
      read.address = address;
      return code(address);
    },
  };
  return { read, questions };
}

/** What a sign-in by password is answered, on this computer where tests may. */
const signsIn = async (password: string) =>
  cognito.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: pool.clientId,
      AuthParameters: { USERNAME: ines.username, PASSWORD: password },
    }),
  );

describe('a member of staff comes in', () => {
  it('is mailed a password, and another while they have not come', async () => {
    expect(await inviteStaff(cognito, pool, ines)).toBe('invited');
    expect(await inviteStaff(cognito, pool, ines)).toBe('invited again');
    await waitFor('both mails', async () => (await mailed(ines.email)).length === 2);
    expect((await mailed(ines.email)).every((password) => password.length >= 10)).toBe(true);
  });

  it('chooses a password, goes on after a mistyped code, and needs both from then on', async () => {
    const [temporary = ''] = await mailed(ines.email);
    await expect(enrolStaff(cognito, pool, ines.username, answers('Not-the-0ne!').questions)).rejects.toThrow();
    await expect(
      enrolStaff(cognito, pool, ines.username, answers(temporary, () => '000000').questions),
    ).rejects.toMatchObject({ name: 'EnableSoftwareTokenMFAException' });
    await expect(signsIn(temporary)).rejects.toMatchObject({ name: 'NotAuthorizedException' });

    const { read, questions } = answers(own);
    await enrolStaff(cognito, pool, ines.username, questions);
    const { ChallengeName, Session, AuthenticationResult } = await signsIn(own);
    expect([ChallengeName, AuthenticationResult]).toEqual(['SOFTWARE_TOKEN_MFA', undefined]);
    const signedIn = await cognito.send(
      new RespondToAuthChallengeCommand({
        ClientId: pool.clientId,
        ChallengeName,
        Session,
        ChallengeResponses: { USERNAME: ines.username, SOFTWARE_TOKEN_MFA_CODE: codeOf(read.address) },
      }),
    );
    const agent = visitor(stack.brands.retorno?.url ?? '', signedIn.AuthenticationResult?.AccessToken);
    const { customerId } = await here.registers('retorno', 'asks-ines');
    expect((await agent.get(`/api/staff/customers/${customerId}`)).status).toBe(200);
    await expect(enrolStaff(cognito, pool, ines.username, answers(own).questions)).rejects.toThrow(
      'ines has a second factor already',
    );
  });

  it('is given another role without another mail', async () => {
    expect(await inviteStaff(cognito, pool, { ...ines, role: 'manager' })).toBe('given the role');
    expect(await mailed(ines.email)).toHaveLength(2);
  });

  it.each([
    [{ brand: 'return' }, 'There is no brand'],
    [{ role: 'boss' }, 'There is no role boss, but agent, manager, warehouse, admin'],
    [{ email: 'another@retorno.example' }, 'somebody with another address'],
  ])('is not invited as %j', async (wrong, why) => {
    await expect(inviteStaff(cognito, pool, { ...ines, ...wrong })).rejects.toThrow(why);
  });

  /** The emulator asks for no factor at a first sign-in where one is required, as AWS does: its answer is made AWS's here. */
  it('sets a factor up before there is any token, where one is required', async () => {
    const eva: Invitation = { ...ines, username: 'eva', email: 'eva@retorno.example' };
    await inviteStaff(cognito, pool, eva);
    await waitFor('the mail', async () => (await mailed(eva.email)).length === 1);
    const demanding = new CognitoIdentityProviderClient({});
    const asked: string[] = [];
    demanding.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const { ChallengeName = '', Session } = args.input as { ChallengeName?: string; Session?: string };
          asked.push([commandName, ChallengeName, Session !== undefined && 'session'].filter(Boolean).join(' '));
          const answer = await next(args);
          if (ChallengeName === 'NEW_PASSWORD_REQUIRED')
            answer.output = { ...answer.output, AuthenticationResult: undefined, ChallengeName: 'MFA_SETUP', Session };
          return answer;
        },
      { step: 'initialize' },
    );
    const [temporary = ''] = await mailed(eva.email);
    await enrolStaff(demanding, pool, eva.username, answers(temporary).questions);
    expect(asked).toEqual([
      'InitiateAuthCommand',
      'RespondToAuthChallengeCommand PASSWORD_VERIFIER',
      'RespondToAuthChallengeCommand NEW_PASSWORD_REQUIRED session',
      'AssociateSoftwareTokenCommand session',
      'VerifySoftwareTokenCommand session',
      'RespondToAuthChallengeCommand MFA_SETUP session',
    ]);
  });
});
