/** Requests and messages as Lambda hands them to an entry. */

const apiId = 'bench';
const issuer = 'https://issuer.example/customers';

export const identity = JSON.stringify({
  apis: { [apiId]: { brand: 'retorno', issuer, clientId: 'pages' } },
  staff: { issuer: 'https://issuer.example/staff', clientId: 'pages' },
});

export const context = {
  awsRequestId: 'bench',
  functionName: 'bench',
  memoryLimitInMB: '512',
  invokedFunctionArn: 'bench',
};

interface Asked {
  readonly path: string;
  /** A customer's id; an agent's for what staff ask. */
  readonly by: string;
  /** The request's key, of what is a POST; else it is a GET. */
  readonly key?: string;
  readonly body?: object;
}

/** A request to points, already let through by the gateway. */
export function request({ path, by, key, body }: Asked) {
  const staff = path.startsWith('/api/staff/');
  const routeKey = `ANY /api${staff ? '/staff' : ''}/points/{proxy+}`;
  const claims = {
    iss: staff ? 'https://issuer.example/staff' : issuer,
    client_id: 'pages',
    token_use: 'access',
    iat: '1767225600',
    exp: '4102444800',
    username: by,
    'cognito:groups': staff ? '[retorno:agent]' : '[customer]',
  };
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    headers: key === undefined ? {} : { 'idempotency-key': key },
    ...(body && { body: JSON.stringify(body) }),
    isBase64Encoded: false,
    requestContext: {
      apiId,
      routeKey,
      requestId: key ?? 'bench',
      http: { method: key === undefined ? 'GET' : 'POST', path },
      authorizer: { jwt: { claims } },
    },
  };
}

/** One SQS message. */
export const queued = (body: unknown) => ({
  Records: [
    {
      messageId: 'bench',
      receiptHandle: 'bench',
      body: JSON.stringify(body),
      attributes: { ApproximateReceiveCount: '1' },
    },
  ],
});
