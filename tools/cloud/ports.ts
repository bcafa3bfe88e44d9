/** Ports on this computer, always on the loopback: what runs here is nobody else's business. */
import { type AddressInfo, createServer } from 'node:net';

export const loopback = '127.0.0.1';

/** What `listen` needs of a server; node:http, node:net and smtp-server all have it. */
type Listens = {
  once(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
  removeListener(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
  listen(port: number, host: string, listening: () => void): unknown;
};

/** Listens, or says which port is taken and by which option of `npm start` it can be changed. */
export const listen = (server: Listens, port: number, option: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken by another program. Stop that, or choose another port: ${option} <number>`)
          : error,
      );
    server.once('error', fail);
    server.listen(port, loopback, () => {
      server.removeListener('error', fail);
      resolve();
    });
  });

/** For ports that a child process will listen on: it would only say so in its own log, or not at all. */
export const demandFree = async (port: number, option: string): Promise<void> => {
  const server = createServer();
  await listen(server, port, option);
  await new Promise((closed) => server.close(closed));
};

/** A port that nobody listens on now. Tests take theirs here, so that any number of clouds run side by side. */
export const freePort = async (): Promise<number> => {
  const server = createServer();
  await listen(server, 0, '');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
};
