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

/** A customer's GET, already let through by the gateway. */
export function get(path: string, routeKey: string, username: string) {
  const claims = {
    iss: issuer,
    client_id: 'pages',
    token_use: 'access',
    exp: '4102444800',
    username,
    'cognito:groups': '[customer]',
  };
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    headers: {},
    requestContext: {
      apiId,
      routeKey,
      requestId: 'bench',
      http: { method: 'GET', path },
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
