/**
 * How staff come in: an operator invites them by Cognito's mail, and whoever was invited chooses a password and enrols the second
 * factor that accounts demand.
 */
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AssociateSoftwareTokenCommand,
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  type RespondToAuthChallengeResponse,
  SetUserMFAPreferenceCommand,
  UserNotFoundException,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { createSrpSession, signSrpSession, wrapAuthChallenge, wrapInitiateAuth } from 'cognito-srp-helper';
import { programmes } from '#brands/programmes.ts';
import { staffRoles } from '#layers/runtime/routes.ts';
import type { Names } from '../../infra/names.ts';

export interface StaffPool {
  readonly userPoolId: string;
  readonly clientId: string;
}

export interface Invitation {
  readonly username: string;
  readonly email: string;
  readonly brand: string;
  readonly role: string;
}

/** What somebody is asked while they enrol. */
export interface Questions {
  password(): Promise<string>;
  newPassword(): Promise<string>;
  /** The six digits that an authenticator app shows once it has read the key of this `otpauth:` address. */
  code(address: string): Promise<string>;
}

/** What keeps a member of staff from being invited or enrolled, in words for the operator. */
export class StaffRefused extends Error {}

/** The pool and client of a stage's staff, as its stacks published them. */
export async function staffPoolOf(ssm: SSMClient, { parameters }: Names): Promise<StaffPool> {
  const { staffPool, staffClient } = parameters;
  const { Parameters = [] } = await ssm.send(new GetParametersCommand({ Names: [staffPool, staffClient] }));
  const published = (name: string) => Parameters.find(({ Name }) => Name === name)?.Value;
  const [userPoolId, clientId] = [published(staffPool), published(staffClient)];
  if (userPoolId === undefined || clientId === undefined)
    throw new StaffRefused('This stage has no staff pool: is it deployed, and is this its account and region?');
  return { userPoolId, clientId };
}

/**
 * Makes somebody a member of a brand's staff. A newcomer is mailed a password for three days; who has not come in yet is mailed
 * another; who works here already only gets the role. Throws `StaffRefused` for a brand or role that is none, and where the name
 * is somebody else's.
 */
export async function inviteStaff(
  cognito: CognitoIdentityProviderClient,
  { userPoolId }: StaffPool,
  { username, email, brand, role }: Invitation,
): Promise<'invited' | 'invited again' | 'given the role'> {
  if (programmes[brand] === undefined)
    throw new StaffRefused(`There is no brand ${brand}, but ${Object.keys(programmes).join(', ')}.`);
  if (!staffRoles.some((each) => each === role))
    throw new StaffRefused(`There is no role ${role}, but ${staffRoles.join(', ')}.`);
  const member = { UserPoolId: userPoolId, Username: username };
  const known = await cognito.send(new AdminGetUserCommand(member)).catch((error) => {
    if (error instanceof UserNotFoundException) return undefined;
    throw error;
  });
  const knownEmail = known?.UserAttributes?.find(({ Name }) => Name === 'email')?.Value;
  if (known !== undefined && knownEmail !== email)
    throw new StaffRefused(`${username} is the name of somebody with another address: choose another name.`);
  const absent = known === undefined || known.UserStatus === 'FORCE_CHANGE_PASSWORD';
  if (absent) {
    await cognito.send(
      new AdminCreateUserCommand({
        ...member,
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' }, // the invitation reaches nobody else, and recovery needs it
        ],
        DesiredDeliveryMediums: ['EMAIL'],
        ...(known !== undefined && { MessageAction: 'RESEND' }),
      }),
    );
  }
  await cognito.send(new AdminAddUserToGroupCommand({ ...member, GroupName: `${brand}:${role}` }));
  if (!absent) return 'given the role';
  return known === undefined ? 'invited' : 'invited again';
}

/**
 * Takes somebody who was invited through their first sign-in: by the password of the mail to one of their own, and to an
 * authenticator app that gives a code at each sign-in from now on. Done once more after it was broken off, it goes on from the new
 * password. Throws `StaffRefused` for who has a second factor already, and what Cognito throws for a wrong password or code.
 * The order of the challenges: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
 */
export async function enrolStaff(
  cognito: CognitoIdentityProviderClient,
  { userPoolId, clientId }: StaffPool,
  username: string,
  questions: Questions,
): Promise<void> {
  let { ChallengeName, Session, AuthenticationResult } = await byPassword();
  if (ChallengeName === 'NEW_PASSWORD_REQUIRED') {
    const answer = await respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: await questions.newPassword() }, Session);
    ({ ChallengeName, Session, AuthenticationResult } = answer);
  }
  const AccessToken = AuthenticationResult?.AccessToken;
  if (AccessToken === undefined && ChallengeName !== 'MFA_SETUP')
    throw new StaffRefused(`${username} has a second factor already.`);
  const as = AccessToken === undefined ? { Session } : { AccessToken };
  const { SecretCode, Session: associated } = await cognito.send(new AssociateSoftwareTokenCommand(as));
  const UserCode = await questions.code(`otpauth://totp/Vuelta:${username}?secret=${SecretCode}&issuer=Vuelta`);
  const checked = await cognito.send(
    new VerifySoftwareTokenCommand({ ...(AccessToken === undefined ? { Session: associated } : as), UserCode }),
  );
  if (AccessToken === undefined) {
    await respond('MFA_SETUP', {}, checked.Session);
  } else {
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
    await cognito.send(new SetUserMFAPreferenceCommand({ AccessToken, SoftwareTokenMfaSettings }));
  }

  /** A sign-in by SRP: the password itself is never sent. */
  async function byPassword(): Promise<RespondToAuthChallengeResponse> {
    const session = createSrpSession(username, await questions.password(), userPoolId, false);
    const asked = { ClientId: clientId, AuthFlow: 'USER_SRP_AUTH' as const, AuthParameters: { USERNAME: username } };
    const challenge = await cognito.send(new InitiateAuthCommand(wrapInitiateAuth(session, asked)));
    const signed = signSrpSession(session, challenge);
    const { USER_ID_FOR_SRP: USERNAME = username } = challenge.ChallengeParameters ?? {};
    const answer = {
      ClientId: clientId,
      ChallengeName: 'PASSWORD_VERIFIER' as const,
      ChallengeResponses: { USERNAME },
    };
    return cognito.send(new RespondToAuthChallengeCommand(wrapAuthChallenge(signed, answer)));
  }

  async function respond(
    ChallengeName: 'NEW_PASSWORD_REQUIRED' | 'MFA_SETUP',
    responses: Record<string, string>,
    Session: string | undefined,
  ): Promise<RespondToAuthChallengeResponse> {
    const ChallengeResponses = { USERNAME: username, ...responses };
    return cognito.send(
      new RespondToAuthChallengeCommand({ ClientId: clientId, ChallengeName, ChallengeResponses, Session }),
    );
  }
}
