import type {
  AdminAddUserToGroupCommandInput,
  AdminCreateUserCommandInput,
  AdminSetUserPasswordCommandInput,
  AdminUpdateUserAttributesCommandInput,
  AdminUserGlobalSignOutCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';

interface User {
  readonly name: string;
  password?: string;
  readonly attributes: Map<string, string>;
  readonly groups: string[];
  signedOut: number;
}

/** Who somebody is to the gateway: the claims of an access token. */
export type Claims = Readonly<Record<string, string>>;

/** User pools: people who sign in by their name, or by an e-mail address that was verified, in capitals or not. */
export class Cognito {
  readonly #now: () => number;
  readonly #pools = new Map<string, { readonly clientId: string; readonly users: Map<string, User> }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** What they answer, by the name of the SDK's command. */
  answers() {
    return {
      AdminCreateUser: this.createUser.bind(this),
      AdminSetUserPassword: this.setPassword.bind(this),
      AdminAddUserToGroup: this.addToGroup.bind(this),
      AdminUpdateUserAttributes: this.updateAttributes.bind(this),
      AdminUserGlobalSignOut: this.signOut.bind(this),
    };
  }

  addPool(id: string, clientId: string): void {
    this.#pools.set(id, { clientId, users: new Map() });
  }

  /** The claims of a token that is good for an hour. Throws `NotAuthorizedException` as Cognito does, for whatever is wrong. */
  signIn(poolId: string, name: string, password: string): Claims {
    const pool = this.#pool(poolId);
    const user = pool.users.get(name.toLowerCase()) ?? this.#byEmail(poolId, name);
    if (user === undefined || user.password !== password) throw named('NotAuthorizedException');
    return {
      iss: `https://cognito-idp.eu-west-1.amazonaws.com/${poolId}`,
      client_id: pool.clientId,
      token_use: 'access',
      iat: String(Math.floor(this.#now() / 1000)),
      exp: String(Math.floor(this.#now() / 1000) + 3600),
      username: user.name,
      'cognito:groups': `[${user.groups.join(' ')}]`,
    };
  }

  createUser({ UserPoolId = '', Username = '', UserAttributes = [] }: AdminCreateUserCommandInput): object {
    const { users } = this.#pool(UserPoolId);
    const name = Username.toLowerCase();
    if (users.has(name)) throw named('UsernameExistsException');
    const attributes = new Map(UserAttributes.map(({ Name = '', Value = '' }) => [Name, Value]));
    users.set(name, { name, attributes, groups: [], signedOut: 0 });
    return {};
  }

  setPassword({ UserPoolId = '', Username = '', Password = '' }: AdminSetUserPasswordCommandInput): object {
    const asked = [/.{10}/, /[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];
    if (!asked.every((kind) => kind.test(Password))) throw named('InvalidPasswordException');
    this.#user(UserPoolId, Username).password = Password;
    return {};
  }

  addToGroup({ UserPoolId = '', Username = '', GroupName = '' }: AdminAddUserToGroupCommandInput): object {
    const { groups } = this.#user(UserPoolId, Username);
    if (!groups.includes(GroupName)) groups.push(GroupName);
    return {};
  }

  /** Whoever is signed in cannot refresh any more. */
  signOut({ UserPoolId = '', Username = '' }: AdminUserGlobalSignOutCommandInput): object {
    this.#user(UserPoolId, Username).signedOut += 1;
    return {};
  }

  /** How often a user was signed out everywhere. */
  signedOut(poolId: string, name: string): number {
    return this.#user(poolId, name).signedOut;
  }

  /** A verified address is one user's: it goes over to whoever has it verified last. */
  updateAttributes({
    UserPoolId = '',
    Username = '',
    UserAttributes = [],
  }: AdminUpdateUserAttributesCommandInput): object {
    const user = this.#user(UserPoolId, Username);
    const given = new Map(UserAttributes.map(({ Name = '', Value = '' }) => [Name, Value]));
    if (given.get('email_verified') === 'true') {
      this.#byEmail(UserPoolId, given.get('email') ?? '')?.attributes.set('email_verified', 'false');
    }
    for (const [name, value] of given) user.attributes.set(name, value);
    return {};
  }

  #byEmail(poolId: string, email: string): User | undefined {
    return [...this.#pool(poolId).users.values()].find(
      ({ attributes }) =>
        attributes.get('email_verified') === 'true' && attributes.get('email')?.toLowerCase() === email.toLowerCase(),
    );
  }

  #user(poolId: string, name: string): User {
    const user = this.#pool(poolId).users.get(name.toLowerCase());
    if (user === undefined) throw named('UserNotFoundException');
    return user;
  }

  #pool(id: string) {
    const pool = this.#pools.get(id);
    if (pool === undefined) throw named('ResourceNotFoundException');
    return pool;
  }
}

const named = (name: string) => Object.assign(new Error(name), { name });
