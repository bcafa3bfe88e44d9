import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createListener } from 'node:net';
import { types } from 'node:util';
import { afterEach, describe, expect, it, jest } from '@jest/globals';

const mail = {
  from: { name: 'Retorno', address: 'hola@retorno.example' },
  to: 'ana@retorno.example',
  subject: 'Hola',
  text: 'Hola',
  html: '<p>Hola</p>',
};

/** Jest runs tests in a realm with an `Error` of its own, and the SDK wraps what is none: here those of Node's sockets are, as in a function. */
Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, error: unknown) {
    return this === Error ? types.isNativeError(error) : Function.prototype[Symbol.hasInstance].call(this, error);
  },
});

const taken =
  '<SendRawEmailResponse><SendRawEmailResult><MessageId>1</MessageId></SendRawEmailResult></SendRawEmailResponse>';
const refusal = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** SES, as far as it can be reached, under an address. */
async function listens(provider: ReturnType<typeof createListener>): Promise<string> {
  const open = new Set<Socket>();
  provider.on('connection', (socket: Socket) => open.add(socket));
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    for (const socket of open) socket.destroy();
    await new Promise<unknown>((resolve) => provider.close(resolve));
  });
  return `127.0.0.1:${(provider.address() as AddressInfo).port}`;
}

/** SES answers so, once it has read a mail to its end. */
const answers = (answer: RequestListener) =>
  listens(createServer((request, response) => request.resume().on('end', () => answer(request, response))));

/** How mails end, one after the other, that a function sends to SES at this address. */
async function outcomes(address: string, mails = 1): Promise<string[]> {
  Object.assign(process.env, {
    ...{ STAGE: 'test', AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' },
    AWS_ENDPOINT_URL_SES: address,
  });
  jest.resetModules();
  const { sendMail } = await import('#layers/aws/ses.ts');
  const ended: string[] = [];
  for (let sent = 0; sent < mails; sent++) ended.push(await sendMail('retorno', mail));
  return ended;
}

describe('a mail certainly did not leave, and may be tried again,', () => {
  it('where nobody listens', async () => {
    const address = await listens(createListener());
    await closing.pop()?.();
    expect(await outcomes(`http://${address}`)).toEqual(['not-now']);
  });

  it('where the name of the service is unknown', async () => {
    expect(await outcomes('http://nobody.invalid')).toEqual(['not-now']);
  });

  it('where the connection ends before it is secure', async () => {
    const address = await listens(createListener((socket) => socket.once('data', () => socket.destroy())));
    expect(await outcomes(`https://${address}`)).toEqual(['not-now']);
  });

  it('where no secure connection can be agreed on', async () => {
    const address = await listens(createListener((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    expect(await outcomes(`https://${address}`)).toEqual(['not-now']);
  });

  it('where no connection comes about in time', async () => {
    const address = await listens(createListener());
    expect(await outcomes(`https://${address}`)).toEqual(['not-now']);
  });

  it.each([
    [400, 'RequestExpired', 'Request has expired'],
    [403, 'OptInRequired', 'You are not subscribed to this service'],
    [429, 'TooManyRequestsException', 'Too many requests'],
    [
      400,
      'MessageRejected',
      'Email address is not verified. The following identities failed the check: hola@retorno.example',
    ],
    [400, 'MessageRejected', 'Sending suspended for this account. For more information, please check the inbox.'],
    [400, 'MessageRejected', 'Sending paused for this account. For more information, please check the inbox.'],
  ])('where SES says so: %i %s, %s', async (status, code, message) => {
    const address = await answers((_, response) => response.writeHead(status).end(refusal(code, message)));
    expect(await outcomes(`http://${address}`)).toEqual(['not-now']);
  });
});

it('a mail that SES itself will never take is refused', async () => {
  const says = refusal('MessageRejected', 'Local address contains control or whitespace');
  const address = await answers((_, response) => response.writeHead(400).end(says));
  expect(await outcomes(`http://${address}`)).toEqual(['refused']);
});

it('no mail goes by a connection that has stood open since the last, for its end may have been missed', async () => {
  const used = new Set<Socket>();
  const address = await answers(({ socket }, response) => {
    if (used.has(socket)) socket.destroy();
    else response.end(taken);
    used.add(socket);
  });
  expect(await outcomes(`http://${address}`, 3)).toEqual(['sent', 'sent', 'sent']);
});

it('nobody knows of a mail that SES was given whether it left, where the answer is lost or SES fails over it', async () => {
  const cutOff = await answers(({ socket }) => socket.destroy());
  expect(await outcomes(`http://${cutOff}`)).toEqual(['unknown']);
  const fails = await answers((_, response) => response.writeHead(500).end(refusal('InternalFailure', 'Try later')));
  expect(await outcomes(`http://${fails}`)).toEqual(['unknown']);
});

it('a mail that SES turns away in an outage did not leave, and comes again', async () => {
  const out = await answers((_, response) => response.writeHead(503).end(refusal('ServiceUnavailable', 'Try later')));
  expect(await outcomes(`http://${out}`)).toEqual(['not-now']);
});
