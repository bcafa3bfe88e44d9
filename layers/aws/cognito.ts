import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

const cognito = new CognitoIdentityProviderClient({});

/**
 * Makes sure that a user of this name can sign in with this password, and belongs to `group`. Run again for the same
 * name, it adopts what it finds. Throws `InvalidPasswordException` where the pool's rules are not met.
 */
export async function ensureUser(user: { pool: string; name: string; email: string; password: string; group: string }) {
  const { pool: UserPoolId, name: Username } = user;
  try {
    await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        MessageAction: 'SUPPRESS',
        UserAttributes: [{ Name: 'email', Value: user.email }],
      }),
    );
  } catch (error) {
    if ((error as Error).name !== 'UsernameExistsException') throw error;
  }
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: user.password, Permanent: true }),
  );
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: user.group }));
}

/**
 * From now on the user signs in with this password only, and nobody stays signed in by another: refreshing ends at once, access
 * tokens that are out with their hour. Throws `InvalidPasswordException` where the pool's rules are not met.
 */
export async function replacePassword(pool: string, name: string, password: string): Promise<void> {
  const user = { UserPoolId: pool, Username: name };
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
  await cognito.send(new AdminUserGlobalSignOutCommand(user));
}

/** From now on the user may also sign in with this e-mail address. */
export async function markEmailVerified(pool: string, name: string, email: string): Promise<void> {
  await cognito.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: pool,
      Username: name,
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
}
