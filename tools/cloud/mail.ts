import type { Readable } from 'node:stream';
import { type Attachment, simpleParser } from 'mailparser';

/** A mail as the inbox keeps and shows it. */
export type Message = {
  id: string;
  from: string;
  to: string[];
  subject: string;
  date: string;
  text: string;
  html: string;
  /** By lower-case name; a header that came more than once has its values on lines of their own. */
  headers: Record<string, string>;
  /** Files of their own; a picture that its HTML shows is part of that. */
  attachments: { filename: string; contentType: string; size: number }[];
};

export type ReadMail = { message: Message; files: Attachment[] };

/** Reads a mail as it came over the wire. */
export async function readMail(id: string, recipients: readonly string[], raw: Readable | Buffer): Promise<ReadMail> {
  const mail = await simpleParser(raw);
  const headers: Record<string, string> = {};
  for (const { key, line } of mail.headerLines) {
    const value = line
      .slice(line.indexOf(':') + 1)
      .replace(/\r?\n(?=[ \t])/g, '')
      .trim();
    headers[key] = key in headers ? `${headers[key]}\n${value}` : value;
  }
  const files = mail.attachments.filter(({ related }) => !related);
  const attachments = files.map(({ filename = '', contentType, size }) => ({ filename, contentType, size }));
  return {
    message: {
      id,
      from: mail.from?.value[0]?.address ?? '',
      to: recipients.map(bareAddress),
      subject: mail.subject ?? '',
      date: (mail.date ?? new Date()).toISOString(),
      text: mail.text ?? '',
      html: mail.html || '',
      headers,
      attachments,
    },
    files,
  };
}

/** `Ana <Ana@example.com>` and `Ana@example.com` are both ana@example.com. */
const bareAddress = (address: string): string => address.replace(/^.*<|>.*$/g, '').toLowerCase();
