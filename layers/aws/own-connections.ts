import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** Within so many milliseconds a connection stands, or is given up: less than half of the time that a function may run. */
const patience = 2_000;

/** An error that says of itself that no connection had come about. */
interface Unconnected extends Error {
  beforeConnected: true;
}

/**
 * Gives each request of a client of the SDK a connection of its own, and marks what ends one before it stands: the request
 * waits for its connection, so not a byte of it was sent. A connection that is kept for the next request may have been closed
 * by the other side while the function was frozen. A request that fails on it leaves open whether it was read, so none is kept.
 */
export function ownConnections(): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
  const { Agent: Http } = process.getBuiltinModule('node:http');
  const { Agent: Https } = process.getBuiltinModule('node:https');
  return {
    httpAgent: marking(new Http({ keepAlive: false }), 'connect'),
    httpsAgent: marking(new Https({ keepAlive: false }), 'secureConnect'),
  };
}

/** Whether an error ended a request before there was a connection to send it over. */
export const isBeforeConnected = (error: unknown): boolean => (error as Partial<Unconnected>).beforeConnected === true;

function marking<Agent extends HttpAgent>(agent: Agent, stands: 'connect' | 'secureConnect'): Agent {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback) as Socket | TLSSocket;
    const mark = (error: Error) => Object.assign(error, { beforeConnected: true });
    const limit = setTimeout(() => socket.destroy(new Error('no connection came about in time')), patience);
    socket.prependListener('error', mark);
    socket.once('close', () => clearTimeout(limit));
    socket.once(stands, () => {
      clearTimeout(limit);
      socket.off('error', mark);
    });
    return socket;
  };
  return agent;
}
