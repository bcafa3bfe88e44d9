import { Duration, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  type UserInvitationConfig,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { staffRoles } from '#layers/runtime/routes.ts';
import { namesIn, publish } from './references.ts';
import type { Stage } from './stage.ts';

const customerGroups = ['customer', 'organisation', 'prescriber'];

/** How the users of a pool sign in, stay so, and get in without their password. */
interface Ways {
  readonly mfa: Mfa;
  readonly recovery: AccountRecovery;
  readonly signedInFor: Duration;
  readonly invitation?: UserInvitationConfig;
}

/** Cognito mails no new password to customers: the product does, in the brand's look, and Cognito's own mailer sends 50 a day. */
const customers: Ways = { mfa: Mfa.OFF, recovery: AccountRecovery.NONE, signedInFor: Duration.days(30) };

/** `npm run ops -- staff-invite` has it mailed. */
const invitation: UserInvitationConfig = {
  emailSubject: 'Vuelta: tu acceso · el teu accés · your access',
  emailBody: [
    'Te han dado acceso a Vuelta. Quien te ha invitado te dirá cómo entrar: elegirás tu contraseña y activarás un segundo factor con una aplicación de códigos. Tu nombre de usuario es {username}; tu contraseña provisional, válida tres días: {####}',
    'T’han donat accés a Vuelta. Qui t’ha convidat et dirà com entrar-hi: triaràs la teva contrasenya i activaràs un segon factor amb una aplicació de codis. El teu nom d’usuari és {username}; la teva contrasenya provisional, vàlida tres dies: {####}',
    'You have been given access to Vuelta. Whoever invited you will tell you how to come in: you choose your own password and set up a second factor with an authenticator app. Your user name is {username}; your temporary password, good for three days: {####}',
  ]
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('\n'),
};

/** Who people are, and the doors they come through. The doors lead nowhere until their routes are there. */
export class IdentityStack extends Stack {
  readonly #stage: Stage;

  constructor(scope: Construct, id: string, props: StackProps & { stage: Stage }) {
    super(scope, id, props);
    this.#stage = props.stage;
    const { brands } = props.stage;
    const { parameters } = namesIn(this);
    for (const brand of brands) {
      const { pool, client } = this.#pool(brand, customerGroups, customers);
      Validations.of(pool).acknowledge({
        id: 'AwsSolutions-COG2',
        reason: 'Customers sign in with a password; what they reach is their own points and devices',
      });
      publish(this, parameters.customersPool(brand), pool.userPoolId);
      publish(this, parameters.customersClient(brand), client.userPoolClientId);
      publish(this, parameters.api(brand), this.#api(brand).apiId);
    }
    const staffGroups = brands.flatMap((brand) => staffRoles.map((role) => `${brand}:${role}`));
    const staff = this.#pool('staff', staffGroups, {
      mfa: props.stage.production ? Mfa.REQUIRED : Mfa.OPTIONAL,
      recovery: AccountRecovery.EMAIL_ONLY,
      signedInFor: Duration.hours(12),
      invitation,
    });
    if (!props.stage.production) {
      Validations.of(staff.pool).acknowledge({
        id: 'AwsSolutions-COG2',
        reason: 'Required in production only: tests sign in as staff',
      });
    }
    publish(this, parameters.staffPool, staff.pool.userPoolId);
    publish(this, parameters.staffClient, staff.client.userPoolClientId);
  }

  /** A pool whose users the product itself makes, with verified e-mail addresses as a second way to sign in. */
  #pool(
    name: string,
    groups: string[],
    { mfa, recovery, signedInFor, invitation }: Ways,
  ): { pool: UserPool; client: UserPoolClient } {
    const { production, local } = this.#stage;
    const pool = new UserPool(this, `Pool-${name}`, {
      userPoolName: namesIn(this).poolName(name),
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { username: true, email: true },
      signInCaseSensitive: false, // nobody can change it once a pool is there
      autoVerify: { email: false }, // the product mails its own confirmation
      userInvitation: invitation,
      accountRecovery: recovery,
      mfa,
      ...(mfa !== Mfa.OFF && { mfaSecondFactor: { otp: true, sms: false } }),
      passwordPolicy: {
        minLength: 10,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: production,
      removalPolicy: production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason: 'The plus tier costs a third more a user, for threat protection that nobody has asked for',
    });
    for (const groupName of groups) pool.addGroup(groupName, { groupName });
    const client = pool.addClient('Pages', {
      userPoolClientName: 'pages',
      // Tests and tools sign in by a password on the computer of whoever works on the product, and pages by SRP everywhere.
      authFlows: { userPassword: local, userSrp: true },
      readAttributes: new ClientAttributes().withStandardAttributes({ email: true, emailVerified: true }),
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }), // none at all would mean all of them
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: signedInFor,
      enableTokenRevocation: true,
      disableOAuth: true,
      generateSecret: false,
      preventUserExistenceErrors: true,
    });
    return { pool, client };
  }

  /** A brand's API. There is no CORS: pages and API have one origin. */
  #api(brand: string): HttpApi {
    const { apiLog, apiName } = namesIn(this);
    const api = new HttpApi(this, `Api-${brand}`, { apiName: apiName(brand), createDefaultStage: false });
    const logGroup = new LogGroup(this, `ApiLog-${brand}`, {
      logGroupName: apiLog(brand), // elsewhere each API would lengthen a policy that has a limit
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, `ApiStage-${brand}`, {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: accessLog },
    });
    return api;
  }
}

/** By route, never by path: paths carry tokens and ids. */
const accessLog = AccessLogFormat.custom(
  JSON.stringify({
    at: AccessLogField.contextRequestTimeEpoch(),
    requestId: AccessLogField.contextRequestId(),
    route: '$context.routeKey',
    status: AccessLogField.contextStatus(),
    ms: AccessLogField.contextResponseLatency(),
    bytes: AccessLogField.contextResponseLength(),
    refused: '$context.authorizer.error',
    failed: '$context.integrationErrorMessage',
  }),
);
