/**
 * One origin for one brand, as CloudFront gives it in production: the API under /api and the pages everywhere else, so that
 * browsers need no CORS.
 */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { listen } from './ports.ts';

type Options = { port: number; endpoint: string; apiId: string };

export type Proxy = { url: string; stop(): Promise<void> };

export const startProxy = async ({ port, endpoint, apiId }: Options): Promise<Proxy> => {
  const agent = new Agent({ keepAlive: true });
  const api = { agent, target: new URL(endpoint), prefix: `/_aws/execute-api/${apiId}/$default` };
  const server = createServer((incoming, response) => {
    if (/^\/api(?=[/?]|$)/.test(incoming.url ?? '')) forward(incoming, response, api);
    else servePage(response);
  });
  await listen(server, port, '--web-port');
  return {
    url: `http://localhost:${port}`,
    stop: () =>
      new Promise((stopped) => {
        agent.destroy();
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
};

type Api = { agent: Agent; target: URL; prefix: string };

/** Method, path, query, headers and body as they came. Only what belongs to one connection is left behind, and Host. */
const forward = (incoming: IncomingMessage, response: ServerResponse, { agent, target, prefix }: Api): void => {
  const { host: _host, connection: _connection, expect: _expect, ...headers } = incoming.headers;
  const outgoing = request(
    {
      agent,
      host: target.hostname,
      port: target.port,
      method: incoming.method,
      path: prefix + incoming.url,
      headers,
    },
    (answer) => {
      const { connection: _ours, 'keep-alive': _too, ...answerHeaders } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, answerHeaders);
      answer.pipe(response);
    },
  );
  outgoing.on('error', (error) => {
    if (response.headersSent) response.destroy();
    else problem(response, 502, 'cloud-unreachable', `The local cloud does not answer: ${error.message}`);
  });
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
};

/** The pages of `web/` belong here, once there are any. */
const servePage = (response: ServerResponse): void =>
  problem(response, 404, 'no-such-page', 'There is no page here. The API is under /api.');

const problem = (response: ServerResponse, status: number, code: string, detail: string): void => {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ type: 'about:blank', status, code, detail }));
};
