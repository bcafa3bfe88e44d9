import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { type ParsedMail, simpleParser } from 'mailparser';
import { outside } from './power-cuts.ts';

const client = mockClient(SESv2Client);

/** A mail provider: what left, to whom, and the errors by which it refuses the next ones. */
export function sesInMemory() {
  const left: { to: string[]; mime: Uint8Array }[] = [];
  const refusals: string[] = [];
  client.reset();
  client.on(SendEmailCommand).callsFake(({ Destination, Content }) =>
    outside(() => {
      const name = refusals.shift();
      if (name !== undefined) throw Object.assign(new Error('refused'), { name });
      left.push({ to: Destination.ToAddresses, mime: Content.Raw.Data });
      return { MessageId: 'm' };
    }),
  );
  const read = (): Promise<ParsedMail[]> => Promise.all(left.map(({ mime }) => simpleParser(Buffer.from(mime))));
  return { left, refusals, read };
}
