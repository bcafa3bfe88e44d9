import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

/* It does not retry: SES has no idempotency, so a second try of an unknown outcome could send twice. */
const ses = new SESv2Client({ maxAttempts: 1 });

export interface Mail {
  readonly from: { readonly name: string; readonly address: string };
  /** One mailbox, checked before. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly Attachment[];
}

/** A PDF that goes with a mail. */
export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/** How a mail ended: it left, SES said no, it may come again later, or nobody knows. */
export type MailOutcome = 'sent' | 'refused' | 'not-now' | 'unknown';

const refused = new Set([
  'MessageRejected',
  'BadRequestException',
  'MailFromDomainNotVerifiedException',
  'NotFoundException',
]);
const notNow = new Set([
  'ThrottlingException',
  'TooManyRequestsException',
  'LimitExceededException',
  'SendingPausedException',
]);

/** Sends a mail with text and HTML, through the brand's configuration set. Never throws: the outcome says what is known. */
export async function sendMail(brand: string, mail: Mail): Promise<MailOutcome> {
  const { from, to, attachments = [], ...content } = mail;
  const mime = await new MailComposer({
    ...content,
    attachments: [...attachments],
    from,
    to: { name: '', address: to },
  })
    .compile()
    .build();
  try {
    await ses.send(
      new SendEmailCommand({
        FromEmailAddress: from.address,
        Destination: { ToAddresses: [to] },
        Content: { Raw: { Data: mime } },
        ConfigurationSetName: `vuelta-${process.env.STAGE}-${brand}`,
      }),
    );
    return 'sent';
  } catch (error) {
    const { name } = error as Error;
    return refused.has(name) ? 'refused' : notNow.has(name) ? 'not-now' : 'unknown';
  }
}
