/**
 * The inbox of everybody: all mail that the product sends on this computer ends here and goes nowhere else. People read it
 * as a page, tests as JSON. It is kept in memory.
 *
 * Mail comes in by SMTP: the emulator passes on whole what is sent by `SendRawEmail`.
 *
 *   GET /                                the mails, newest first       GET /?id=…   with one of them
 *   GET /messages?to=ana@example.com     the same as JSON (`to` is whoever received it, blind copies included)
 *   GET /messages/{id}/attachments/{n}   one attachment, n from 0      GET /messages/{id}/html   its HTML, as sent
 *   DELETE /messages                     forgets them
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import type { Attachment } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { inboxPage } from './inbox-page.ts';
import { type Message, type ReadMail, readMail } from './mail.ts';
import { listen } from './ports.ts';

const mostKept = 10_000;

type Options = { smtpPort: number; httpPort: number };

export type Inbox = { url: string; messages(to?: string): Message[]; stop(): Promise<void> };

export const startInbox = async ({ smtpPort, httpPort }: Options): Promise<Inbox> => {
  const mails: ReadMail[] = [];
  let arrived = 0;
  const messages = (to?: string) =>
    mails.map(({ message }) => message).filter((message) => !to || message.to.includes(to.toLowerCase()));
  const keep = async (raw: Readable, recipients: readonly string[]) => {
    arrived += 1;
    mails.unshift(await readMail(String(arrived), recipients, raw));
    mails.splice(mostKept);
  };

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData: (stream, { envelope }, done) => {
      const recipients = envelope.rcptTo.map(({ address }) => address);
      keep(stream, recipients).then(() => done(), done);
    },
  });
  smtp.on('error', () => {}); // a sender that hangs up is no concern of the inbox

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://inbox');
    const [, id, part, index] = /^\/messages\/(\d+)(?:\/(html|attachments)(?:\/(\d+))?)?$/.exec(pathname) ?? [];
    const mail = mails.find(({ message }) => message.id === id);
    const file = mail?.files[Number(index)];
    const get = request.method === 'GET';

    if (get && pathname === '/') sendPage(response, inboxPage(messages(), searchParams.get('id')));
    else if (get && pathname === '/messages') sendJson(response, messages(searchParams.get('to') ?? undefined));
    else if (get && mail && !part) sendJson(response, mail.message);
    else if (get && mail && part === 'html') sendMailHtml(response, mail.message.html);
    else if (get && file) sendFile(response, file);
    else if (request.method === 'DELETE' && pathname === '/messages') {
      mails.length = 0;
      response.writeHead(204).end();
    } else sendJson(response, { message: `The inbox has nothing at ${request.method} ${pathname}.` }, 404);
  };
  const http = createServer((request, response) => {
    answer(request, response).catch((error) => sendJson(response, { message: String(error) }, 400));
  });

  const stop = async () => {
    const closed = [new Promise<void>((done) => smtp.close(done)), new Promise((done) => http.close(done))];
    http.closeAllConnections();
    await Promise.all(closed);
  };
  try {
    await listen(smtp, smtpPort, '--smtp-port');
    await listen(http, httpPort, '--inbox-port');
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://localhost:${(http.address() as AddressInfo).port}`, messages, stop };
};

const sendPage = (response: ServerResponse, html: string): void => {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-src 'self'",
  });
  response.end(html);
};

/** A mail's HTML is a stranger's: it runs no script and sees nothing of the inbox, but its links open in a new tab. */
const sendMailHtml = (response: ServerResponse, html: string): void => {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: http: https:",
  });
  response.end(`<base target="_blank">${html}`);
};

const sendFile = (response: ServerResponse, { filename, contentType, content }: Attachment): void => {
  response.writeHead(200, {
    'content-type': contentType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename ?? 'attachment')}`,
    'content-security-policy': 'sandbox',
  });
  response.end(content);
};

const sendJson = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};
